import assert from 'node:assert/strict'
import { test } from 'node:test'
import { complaint } from './testing.ts'
import { unsupportedDirectives, unsupportedWord, unsupportedWords } from './unsupported.ts'

test('every word of the table is refused by name as a specifier, a parameter, a declared name and an operand', () => {
  for (const word of unsupportedWords.split(' ')) {
    const construct = unsupportedWord(word)
    const expected = (column: number) => `unsupported 1:${column}: ${construct} is not supported`
    assert.equal(complaint(`${word} f(void);`), expected(1))
    assert.equal(complaint(`int f(${word} x);`), expected(7))
    assert.equal(complaint(`int *${word}(void);`), expected(6))
    assert.equal(complaint(`enum { A = ${word} };`), expected(12))
    assert.equal(complaint(`int f(void) ${word};`), expected(13))
  }
})

test('every directive of the table is refused by name', () => {
  for (const name of unsupportedDirectives) {
    assert.equal(complaint(`#${name} x`), `unsupported 1:1: '#${name}' is not supported`)
  }
})

const refused = [
  ['int f(void) { return 1; }', 'unsupported 1:13: a function body is not supported'],
  ['int f(void) = 3;', 'unsupported 1:13: an initialiser is not supported'],
  ['int x = 3;', 'unsupported 1:7: an initialiser is not supported'],
  ['int x : 3;', 'unsupported 1:7: a bit-field is not supported'],
  ['int f(void)[3];', 'unsupported 1:12: an array is not supported'],
  ['int f(void) [[noreturn]];', "unsupported 1:13: an attribute ('[[...]]') is not supported"],
  ['[[nodiscard]] int f(void);', "unsupported 1:1: an attribute ('[[...]]') is not supported"],
  ['int f(void) __attribute__((noreturn));', "unsupported 1:13: an attribute ('__attribute__') is not supported"],
  ['int f(void) __asm__("g");', "unsupported 1:13: an assembler name ('__asm__') is not supported"],
  ['_Static_assert(1, "x");', "unsupported 1:1: '_Static_assert' is not supported"],
  ['typeof(int) f(void);', "unsupported 1:1: 'typeof' is not supported"],
  ['int vprintf(const char *, va_list);', "unsupported 1:27: 'va_list' is not supported"],
  ['double _Complex f(void);', "unsupported 1:8: a complex type ('_Complex') is not supported"],
  ['unsigned __int128 f(void);', "unsupported 1:10: '__int128' is not supported"],
] as const

for (const [text, expected] of refused) {
  test(`'${text}' is refused: ${expected}`, () => assert.equal(complaint(text), expected))
}
