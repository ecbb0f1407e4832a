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
