/** What may be assigned to. */
import type { Open } from './open.ts'

declare const open: Open

const lib = open(
  'x',
  `
  #define LIMIT 3
  enum { RED };
  typedef int number;
  int f(int n); void g(int (*h)(int), int n);
  int x, *p; const int fixed; const char *name; int (*hook)(int); int table[3]; int aligned __attribute__((aligned(8)));
  int both(int), mixed;
  `,
)
const { f, g, number } = lib
lib.x = 1
lib.p = null
lib.name = 'text'
lib.aligned = 2
lib.mixed = 3
lib.hook = null
lib.hook = n => n + 1
lib.hook = f
// @ts-expect-error: a function
lib.f = f
// @ts-expect-error: a function
lib.g = g
// @ts-expect-error: a constant
lib.LIMIT = 3
// @ts-expect-error: an enumerator
lib.RED = 0
// @ts-expect-error: a type
lib.number = number
// @ts-expect-error: a constant variable
lib.fixed = 1
// @ts-expect-error: its result is no int
lib.hook = () => 'text'
