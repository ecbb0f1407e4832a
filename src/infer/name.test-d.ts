/** Names found in a declaration's text, wherever C's declarators put them. */
import type { Equal } from './equal.test-d.ts'
import type { LastWord, NamesIn } from './name.ts'

true satisfies Equal<LastWord<'unsigned char **out '>, 'out'>

true satisfies Equal<NamesIn<'int x'>, 'x'>
true satisfies Equal<NamesIn<'int x, *p, table[3]'>, 'x' | 'p' | 'table'>
true satisfies Equal<NamesIn<'int x = 1, y = f(1, 2)'>, 'x' | 'y'>
true satisfies Equal<NamesIn<'double cos(double x)'>, 'cos'>
true satisfies Equal<NamesIn<'int (abs)(int)'>, 'abs'>
true satisfies Equal<NamesIn<'int (*compare)(const void *, const void *)'>, 'compare'>
true satisfies Equal<NamesIn<'void (*signal(int sig, void (*handler)(int)))(int)'>, 'signal'>
true satisfies Equal<NamesIn<'int (*row)[3]'>, 'row'>
true satisfies Equal<NamesIn<'int f(int), (*g)(int), h'>, 'f' | 'g' | 'h'>
// A bit-field without a name is padding.
true satisfies Equal<NamesIn<'unsigned : 3'>, never>
