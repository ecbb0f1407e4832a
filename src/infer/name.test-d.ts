/** Names found in a declaration's text, wherever C's declarators put them. */
import type { TypeOfDeclared } from './declared.ts'
import type { Equal } from './equal.test-d.ts'
import type { LastWord, NamesIn } from './name.ts'
import type { NotUnderstood } from './type-error.ts'

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

// Of more than the compiler takes one by one, names alone are known; of far too many, none.
type Four = 'a, *b, c[2], d, '
type Sixteen = `${Four}${Four}${Four}${Four}`
type Many = `${Sixteen}${Sixteen}${Sixteen}${Sixteen}${Sixteen}${Sixteen}${Sixteen}${Sixteen}`
type Thousand = `${Many}${Many}${Many}${Many}${Many}${Many}${Many}${Many}`
true satisfies Equal<NamesIn<`int first, ${Thousand}last`>, 'first' | 'a' | 'b' | 'c' | 'd' | 'last'>
true satisfies Equal<TypeOfDeclared<`int first, ${Thousand}last`, 'last', object>, NotUnderstood<'last'>>
type Thousands = `${Thousand}${Thousand}${Thousand}${Thousand}${Thousand}${Thousand}${Thousand}`
true satisfies Equal<NamesIn<`int ${Thousands}last`>, never>
