import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseDeclarations } from '../parse.ts'
import { complaint, printed } from '../testing.ts'

test('a definition may have its parameters declared before its body', () => {
  assert.deepEqual(printed('int f(a, b, c) int a, c[3]; register char *b; { return 1; }'), [
    'int f(int a, char *b, int *c)',
  ])
})

test('parameters have the types that callers promote their arguments to, and are no prototype', () => {
  const text = 'int f(a, b, c, d) char a; float b; _Bool c; unsigned short d; { }'
  assert.deepEqual(printed(text), ['int f(int a, double b, int c, int d)'])
  assert.equal(parseDeclarations(text).functions.get('f')!.type.isPrototype, false)
})

const refused = [
  ['int f(a, b) int a; float *b; char c; { }', "syntax 1:35: 'c' is no parameter"],
  ['int f(a, b) int a; { }', "syntax 1:10: parameter 'b' has no type"],
  ['int f(a) { }', "syntax 1:7: parameter 'a' has no type"],
  ['int f(a, a) int a; { }', "syntax 1:10: parameter 'a' is repeated"],
  ['int f(a) int a; char a; { }', "syntax 1:22: parameter 'a' is repeated"],
  ['int f(a) static int a; { }', "syntax 1:10: 'static' in a parameter"],
  ['int f(a) struct s a; { }', "syntax 1:19: parameter 'a' of type 'struct s', which is incomplete"],
  ['int f(a) int a { }', "syntax 1:16: expected ';' after the declaration of a parameter, found '{'"],
  ['int f(a) int a;', "syntax 1:16: expected '{' after the declarations of parameters, found the end of the text"],
  ['int f(a, int b);', "syntax 1:10: expected the name of a parameter, found 'int'"],
  ['int f(a, b);', "syntax 1:7: unknown type name 'a'"],
  ['int f(a b);', "syntax 1:7: unknown type name 'a'"],
  ['int (*f)(a) int a; { }', "syntax 1:10: unknown type name 'a'"],
  ['typedef int f(a) int a; { }', "syntax 1:15: unknown type name 'a'"],
] as const

for (const [text, expected] of refused) {
  test(`'${text}' is refused: ${expected}`, () => assert.equal(complaint(text), expected))
}
