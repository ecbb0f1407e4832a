import assert from 'node:assert/strict'
import { test } from 'node:test'
import { complaint, printed } from '../testing.ts'

test('extern "C" may stand before a declaration or a block of them', () => {
  assert.deepEqual(
    printed('extern "C" int f(void); extern "C" { int g(void); extern "C" { extern int x; } ; } int h(void);'),
    ['int f(void)', 'int g(void)', 'int h(void)', 'int x'],
  )
})

const refused = [
  ['extern "C" { int f(void);', `syntax 1:12: expected '}' after 'extern "C" {', found the end of the text`],
  ['extern "C" { } }', "syntax 1:16: expected a declaration, found '}'"],
  ['extern "C++" { }', `unsupported 1:1: 'extern "C++"' is not supported`],
  ['extern "D" int f(void);', `syntax 1:8: expected "C" after 'extern', found "D"`],
  ['extern "C"', 'syntax 1:11: expected a declaration, found the end of the text'],
  ['int f(extern "C" int x);', `syntax 1:14: expected a parameter, found "C"`],
] as const

for (const [text, expected] of refused) {
  test(`'${text}' is refused: ${expected}`, () => assert.equal(complaint(text), expected))
}
