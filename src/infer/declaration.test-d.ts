/** One declaration as entries of the index. */
import type { EntriesOf, Entry, Index, Properties } from './declaration.ts'
import type { Equal } from './equal.test-d.ts'

type Keys<Text extends string> = EntriesOf<Text>['key']

true satisfies Equal<EntriesOf<'double cos(double x)'>, Entry<'v cos', 'double cos(double x)', 'cos', never, never>>
true satisfies Equal<
  Keys<'typedef struct point { double x, y; } point_t, *points'>,
  's struct point' | 't point_t' | 't points'
>
true satisfies Equal<Keys<'enum color { RED, GREEN } color'>, 's enum color' | 'c RED' | 'c GREEN' | 'v color'>
true satisfies Equal<Keys<'struct sqlite3'>, 'o struct sqlite3'>
// Tags inside of a body belong to the whole text (C11 6.2.1 §4).
true satisfies Equal<Keys<'struct a { struct b { enum { X } e; } b; }'>, 's struct a' | 's struct b' | 'c X'>
// A type without a tag goes by its first name, which is no property.
type Point = EntriesOf<'typedef struct { double x; } point_t'>
true satisfies Equal<Point['key'], 's struct <point_t>' | 't point_t'>
true satisfies Equal<Point['named'], 'point_t'>
true satisfies Equal<Keys<'typedef _Atomic struct { _Bool set; } flag_t'>, 's struct <flag_t>' | 't flag_t'>
// Attributes and assembler names are gone, bodies are skipped, assertions declare nothing.
true satisfies Equal<EntriesOf<'int f(int n) __attribute__((pure)) __asm__("f2")'>['key'], 'v f'>
true satisfies Equal<Keys<'static inline int twice(int n) { return 2 * n; }'>, 'v twice'>
true satisfies Equal<Keys<'_Static_assert(sizeof(int) == 4, "int")'>, never>

type Names = Index<EntriesOf<'typedef int number'>, number>
true satisfies Equal<
  Names,
  { readonly 't number': 'int number'; readonly int64: 'number' } extends Names ? Names : never
>
// A name that JavaScript would call is left to `symbol`.
true satisfies Equal<Properties<EntriesOf<'int then(int), other(int)'>>, 'other'>
