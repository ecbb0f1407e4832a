/** Declarations of very many functions. */
import type { Equal } from './equal.test-d.ts'
import type { IsListOfFunctions, Separately } from './list.ts'

true satisfies Equal<Separately<'int f(int, int), *g(void), h'>, 'int f(int, int)' | 'int  *g(void)' | 'int  h'>
true satisfies Equal<
  Separately<'extern char\n  *f(void (*each)(int, int), int),\n  (*hook)(int),\n  **list[2]'>,
  'extern char\n  *f(void (*each)(int, int), int)' | 'extern char\n  \n  (*hook)(int)' | 'extern char\n  \n  **list[2]'
>
true satisfies Equal<Separately<'const struct p a, f(int)'>, 'const struct p a' | 'const struct p  f(int)'>
// What is not one declaration remains as it is.
true satisfies Equal<Separately<'int f(int, int'>, never>

type Ten<S extends string> = `${S}${S}${S}${S}${S}${S}${S}${S}${S}${S}`
true satisfies Equal<IsListOfFunctions<`int ${Ten<'f(int, int), '>}g(int)`>, false>
true satisfies Equal<IsListOfFunctions<`int ${Ten<Ten<'f(int, int), '>>}g(int)`>, true>
true satisfies Equal<IsListOfFunctions<`int ${Ten<Ten<'a, '>>}b`>, false>
true satisfies Equal<IsListOfFunctions<`int ${Ten<Ten<Ten<'f(int), '>>>}g(int)`>, false>
