/** Texts of one thing many times, or many deep: what a parser might take too much time, memory or stack for. */
import type { Random } from '../oracle/random.ts'
import { pick } from './pick.ts'

const repeat = (count: number, part: (i: number) => string | number): string =>
  Array.from({ length: count }, (_, i) => part(i)).join('')

const nested = (count: number, open: string, inside: string, close: string): string =>
  open.repeat(count) + inside + close.repeat(count)

/** Working out one constant may take 10,000 macros, or a megabyte: that many times, a text of many takes minutes. */
const most =
  (count: number, text: (n: number) => string) =>
  (n: number): string =>
    text(Math.min(n, count))

/** By what grows, texts in which it does `n` times. */
const amplifiers: Readonly<Record<string, (n: number) => string>> = {
  pointers: n => `int ${'*'.repeat(n)}x;`,
  'parentheses of a declarator': n => `int ${nested(n, '(', 'x', ')')};`,
  functions: n => `int ${nested(n, '(*', 'x', ')(void)')};`,
  'parameters in parameters': n => `void f(${nested(n, 'void (*)(', 'int', ')')});`,
  dimensions: n => `extern int x${'[2]'.repeat(n)};`,
  'structs in structs': n => nested(n, 'struct {', 'int x;', '} m;'),
  'anonymous structs': n => `struct s { ${nested(n, 'struct {', 'int x;', '};')} };`,
  parameters: n => `void f(${repeat(n, i => `int p${i},`)} int last);`,
  declarators: n => `int ${repeat(n, i => `a${i},`)} last;`,
  members: n => `struct s { ${repeat(n, i => `int m${i} : 3;`)} };`,
  enumerators: n => `enum { ${repeat(n, i => `E${i},`)} };`,
  redeclarations: n => 'int f(int, char *);\n'.repeat(n),
  qualifiers: n => `${'const '.repeat(n)}int x;`,
  'parentheses of an expression': n => `enum { A = ${nested(n, '(', '1', ')')} };`,
  signs: n => `enum { A = ${'- '.repeat(n)}1 };`,
  casts: n => `enum { A = ${'(int)'.repeat(n)}1 };`,
  sizes: n => `enum { A = ${nested(n, 'sizeof(', '1', ')')} };`,
  'conditionals of an expression': n => `enum { A = ${nested(n, '1 ? ', '1', ' : 0')} };`,
  operators: n => `enum { A = ${'1+'.repeat(n)}1 };`,
  'generic selections': n => `#define A ${nested(n, '_Generic(1, int: ', '1', ')')}\n`,
  offsets: n => `struct s { int a[9]; }; enum { A = ${nested(n, '__builtin_offsetof(struct s, a[', '0', '])')} };`,
  'types of types': n => `${nested(n, '__typeof__(', 'int', ')')} x;`,
  initialisers: n => `int x[] = ${nested(n, '{', '1', '}')};`,
  'braces of a body': n => `static inline int f(void) ${nested(n, '{', '', '}')}`,
  attributes: n => `int x __attribute__((unknown(${nested(n, '(', '', ')')})));`,
  linkage: n => nested(n, 'extern "C" {', '', '}'),
  conditionals: n => nested(n, '#if 1\n', '', '#endif\n'),
  conditions: n => `#if ${nested(n, '(', '1', ')')}\n#endif\n`,
  packings: n => nested(n, '#pragma pack(push, 1)\n', '', '#pragma pack(pop)\n'),
  'pushed macros': n => `#define A 1\n${nested(n, '#pragma push_macro("A")\n', '', '#pragma pop_macro("A")\n')}`,
  'line markers': n => repeat(n, i => `# ${i} "f${i % 7}.h" 1\nint x${i};\n`),
  continuations: n => `${'\\\n'.repeat(n)}int x;`,
  comments: n => `${'/**/'.repeat(n)}int x;`,
  'a long name': n => `int ${'a'.repeat(n)};`,
  'a long foreign name': n => `int ${'é'.repeat(n)}, ${'\\u00e8'.repeat(n)};`,
  'a long number': n => `#define A ${'9'.repeat(n)}\n#define B 0.${'0'.repeat(n)}1\n#define C 1e${'9'.repeat(n)}\n`,
  'a long floating number': n => `#define A ${'9'.repeat(n)}.5\n#define B 0x1.${'f'.repeat(n)}p9\n`,
  'a long string': n => `#define A "${'\\x41'.repeat(n)}" ${'"b" '.repeat(n)}\n`,
  'a long character': n => `#define A '${'a'.repeat(n)}'\n`,
  'an unterminated comment': n => '/* '.repeat(n),
  'typedefs of typedefs': n => `typedef int A0; ${repeat(n, i => `typedef A${i} A${i + 1};`)}`,
  'structs by name': n => `struct s0 { int x; }; ${repeat(n, i => `struct s${i + 1} { struct s${i} a, b, c; };`)}`,
  'pointers to the next': n => repeat(n, i => `struct s${i} { struct s${i + 1} *next; };`),
  'doubling types, compared': n =>
    `typedef int *A0, *B0; ${repeat(n, i => `typedef A${i} (*A${i + 1})(A${i}, A${i}); typedef B${i} (*B${i + 1})(B${i}, B${i});`)}
     extern A${n} x; extern B${n} x; extern __typeof__(x) y;`,
  'doubling types, conflicting': n =>
    `int (*a0)(void); ${repeat(n, i => `extern __typeof__(a${i}) (*a${i + 1})(__typeof__(a${i}), __typeof__(a${i}));`)} int a${n};`,
  'doubling members': n =>
    `struct { int x; } a0; ${repeat(n, i => `struct { __typeof__(a${i}) p, *q; int z; __typeof__(a${i}) *r; } a${i + 1};`)}`,
  'doubling anonymous members': n =>
    `struct s0 { int : 3; }; ${repeat(n, i => `struct s${i + 1} { int b${i} : 2; struct s${i}; struct s${i}; };`)}`,
  'doubling macros': most(
    1000,
    n => `#define A0 1 + 1\n${repeat(n, i => `#define A${i + 1} (A${i} + A${i})\n`)}enum { X = A${n} };`,
  ),
  'doubling function-like macros': most(
    40,
    n => `#define F0(x) x x\n${repeat(n, i => `#define F${i + 1}(x) F${i}(x) F${i}(x)\n`)}#define X F${n}(1)\n`,
  ),
  'doubling arguments': n => `#define F(x) x + x\n#define X ${nested(Math.min(n, 99), 'F(', '1', ')')}\n`,
  'macros of macros': most(
    1000,
    n => `#define A0 1\n${repeat(n, i => `#define A${i + 1} A${i}\n`)}enum { X = A${n} };`,
  ),
  'macros in a circle': most(1000, n => repeat(n, i => `#define A${i} A${(i + 1) % n} + A${(i + 2) % n}\n`)),
  'macros around a text': n => `#define A int x;\n${'A\n'.repeat(n)}`,
  'pasted tokens': n => `#define P(a, b) a ## b\n#define X ${nested(n, 'P(', '1', ', 1)')}\n`,
  'unclosed arguments': n => `#define F(x) x\n#define X ${'F('.repeat(n)}\n`,
  'static assertions': n => '_Static_assert(1, "x");'.repeat(n),
  'near names': n => `${repeat(n, i => `typedef int name${i};`)} nam x;`,
}

const MAX_REPETITIONS = 20_000

/** As many times 1 as 10 as 10,000. */
export function amplified(random: Random): string {
  const count = Math.trunc(Math.exp((random(1000) / 1000) * Math.log(MAX_REPETITIONS)))
  return pick(random, Object.values(amplifiers))(count)
}
