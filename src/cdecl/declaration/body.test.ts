import assert from 'node:assert/strict'
import { test } from 'node:test'
import { complaint, printed } from '../testing.ts'

test('bodies are skipped, whatever is in them', () => {
  const text = `int f(int a) { if (a) { return "}"[0] + '}'; } /* } */ // }
  #define N 3
  #if N == 4
    }
  #endif
  for (;;) label: unknown(things)[3] = (struct s){ .x = 1 }; }
int g[N];`
  assert.deepEqual(printed(text).slice(0, 2), ['int f(int a)', 'int g[3]'])
})

test('a body may follow any declarator of a function', () => {
  assert.deepEqual(printed('int (*f(int a))(void) { } static inline char *g() {}'), [
    'int (*f(int a))(void)',
    'char *g()',
  ])
})

const refused = [
  ['int f(void) { if (1) { x; }', "syntax 1:13: '{' without its '}'"],
  ['int f(void) {', "syntax 1:13: '{' without its '}'"],
  ['int f(void) { } }', "syntax 1:17: expected a declaration, found '}'"],
  ['int f(void) { "x }', 'syntax 1:15: unterminated string'],
] as const

for (const [text, expected] of refused) {
  test(`'${text}' is refused: ${expected}`, () => assert.equal(complaint(text), expected))
}
