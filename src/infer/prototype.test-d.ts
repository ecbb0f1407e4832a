/** Functions and variables as entries, the short way and the long way. */
import type { Entry } from './declaration.ts'
import type { Equal } from './equal.test-d.ts'
import type { Declared } from './prototype.ts'

type Function<Name extends string, Text extends string> = Entry<`v ${Name}`, Text, Name, never, never>
type Variable<Name extends string, Text extends string> = Entry<`v ${Name}`, Text, never, Name, never>

// The short way: one function, whose parameters may be functions.
type Sort = 'void qsort(void *base, size_t n, int (*compare)(const void *, const void *))'
true satisfies Equal<Declared<Sort>, Function<'qsort', Sort>>
true satisfies Equal<Declared<'int f(void)'>, Function<'f', 'int f(void)'>>
// What looks like it and is not.
true satisfies Equal<Declared<'int (f)(int)'>, Function<'f', 'int (f)(int)'>>
true satisfies Equal<Declared<'int f(int), g(int)'>['value'], 'f' | 'g'>
true satisfies Equal<Declared<'int (*hook)(int)'>, Variable<'hook', 'int (*hook)(int)'>>
// In doubt a program may assign to it: of pointers, `const` may be what they point to.
true satisfies Equal<Declared<'const char *name'>['variable'], 'name'>
true satisfies Equal<Declared<'const int limit'>['variable'], never>
true satisfies Equal<Declared<'const int limit'>['value'], 'limit'>

// Behind a page of blanks.
type Ten<S extends string> = `${S}${S}${S}${S}${S}${S}${S}${S}${S}${S}`
true satisfies Equal<Declared<`${Ten<Ten<Ten<' '>>>}${Ten<Ten<Ten<'\n'>>>}int f(void)`>['value'], 'f'>
