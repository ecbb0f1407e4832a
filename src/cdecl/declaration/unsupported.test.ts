import assert from 'node:assert/strict'
import { test } from 'node:test'
import { complaint } from '../testing.ts'
import { constructs, unsupportedWord } from './unsupported.ts'

test('every word of the table is refused by name as a specifier, a parameter, a declared name and an operand', () => {
  for (const word of Object.keys(constructs)) {
    const construct = unsupportedWord(word)
    const expected = (column: number) => `unsupported 1:${column}: ${construct} is not supported`
    assert.equal(complaint(`${word} f(void);`), expected(1))
    assert.equal(complaint(`int f(${word} x);`), expected(7))
    assert.equal(complaint(`int *${word}(void);`), expected(6))
    assert.equal(complaint(`enum { A = ${word} };`), expected(12))
    assert.equal(complaint(`int f(void) ${word};`), expected(13))
  }
})
