/** Comments and braces, wherever they stand. */
import type { TypeOfDeclared } from './declared.ts'
import type { Equal } from './equal.test-d.ts'
import type { IndexOf } from './index-of.test-d.ts'

type Parsed<Text extends string, Name extends string> =
  IndexOf<Text> extends infer Names
    ? Names extends { readonly [K in `v ${Name}`]: infer Declaration extends string }
      ? TypeOfDeclared<Declaration, Name, Names>
      : never
    : never

type Plain = Parsed<'int f(int a, int b);', 'f'>
true satisfies Equal<Parsed<'int f(int a, /* the; second */ int b);', 'f'>, Plain>
true satisfies Equal<Parsed<'int f(int a, // the first; {\n int b);', 'f'>, Plain>
true satisfies Equal<Parsed<'int f(int a, // not /* a comment\n int b);', 'f'>, Plain>
true satisfies Equal<Parsed<'/* not // one\n */ int f(int a, int b);', 'f'>, Plain>
true satisfies Equal<Parsed<'int f(\n#pragma once // ;\n int a, int b);', 'f'>, Plain>
true satisfies Equal<Parsed<'extern "C" { /* C */ int f(int a, int b); }', 'f'>, Plain>
true satisfies Equal<
  Parsed<'inline int g(void) { if (1) { return 2; } /* } */ return 3; } int f(int a, int b);', 'f'>,
  Plain
>

// Hundreds of inline functions have no semicolon between them.
type Ten<S extends string> = `${S}${S}${S}${S}${S}${S}${S}${S}${S}${S}`
type Inline = 'static inline int g(int a)\n{\n  if (a) { return 2; }\n  { a = 1; }\n}\n'
true satisfies Equal<Parsed<`${Ten<Ten<Ten<Inline>>>}int f(int a, int b);`, 'f'>, Plain>
true satisfies Equal<Parsed<`int f(int a, int b) __attribute__((cold)) { return 1; } ${Inline}`, 'f'>, Plain>
// What is in braces behind a parenthesis otherwise.
type Packed = 'typedef struct __attribute__((packed)) { int a; } t; int f(t a);'
true satisfies Equal<Parsed<Packed, 'f'>, Parsed<'typedef struct { int a; } t; int f(t a);', 'f'>>
// Character constants are neither directives nor braces.
type Keys =
  "enum key { A = 'a', QUOTE = '\"', HASH = '#', PERCENT = '%', OPEN = '{', SHUT = '}' };\nint f(int a, int b);"
true satisfies Equal<Parsed<Keys, 'f'>, Plain>
true satisfies Equal<
  keyof IndexOf<Keys>,
  's enum key' | `c ${'A' | 'QUOTE' | 'HASH' | 'PERCENT' | 'OPEN' | 'SHUT'}` | 'v f'
>
type Empty = 'static inline void g(int a) {}\n'
true satisfies Equal<Parsed<`${Ten<Ten<Ten<Empty>>>}int f(int a, int b);`, 'f'>, Plain>
// Nor are they constants within a string.
true satisfies Equal<IndexOf<'// see below\n#define S "\'#\'"\nint f(void);'>['m S'], '"\'#\'"'>
