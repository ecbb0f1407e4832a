import assert from 'node:assert/strict'
import { test } from 'node:test'
import { complaint, constantOf } from './testing.ts'

test('a character constant is an int with the value of a signed char', () => {
  const cases = [
    ["'a'", '97 (int)'],
    [String.raw`'\n'`, '10 (int)'],
    [String.raw`'\0'`, '0 (int)'],
    [String.raw`'\''`, '39 (int)'],
    [`'"'`, '34 (int)'],
    [String.raw`'\x7f'`, '127 (int)'],
    [String.raw`'\377'`, '-1 (int)'],
    [String.raw`'\e'`, '27 (int)'],
    [String.raw`'\u0041'`, '65 (int)'],
  ]
  for (const [text, expected] of cases) assert.equal(constantOf(text!), expected)
})

test('a string literal is its bytes read as UTF-8', () => {
  const cases = [
    ['""', ''],
    ['"abc"', 'abc'],
    ['"é😀"', 'é😀'],
    [String.raw`"\a\b\f\n\r\t\v\\\?\"\'"`, '\x07\b\f\n\r\t\v\\?"\''],
    [String.raw`"\xc3\xa9"`, 'é'],
    [String.raw`"\303\251"`, 'é'],
    [String.raw`"\u00e9\U0001F600"`, 'é😀'],
    [String.raw`"a\0b"`, 'a\0b'],
    [String.raw`"\1234"`, 'S4'],
    ['"\u{feff}a"', '\ufeffa'],
  ]
  for (const [text, expected] of cases) assert.equal(constantOf(text!), JSON.stringify(expected))
})

test('adjacent string literals are joined after their escapes are read', () => {
  assert.equal(constantOf('"a" "b" /* c */ "d"'), '"abd"')
  assert.equal(constantOf(String.raw`"\x1" "2"`), JSON.stringify('\x012'))
  assert.equal(constantOf(String.raw`"\xc3" "\xa9"`), '"é"')
})

const refused = [
  ["''", 'syntax 1:11: an empty character constant'],
  ["'ab'", 'unsupported 1:11: a character constant of more than one byte is not supported'],
  ["'é'", 'unsupported 1:11: a character constant of more than one byte is not supported'],
  [String.raw`"a\q"`, String.raw`syntax 1:13: unknown escape '\q'`],
  [String.raw`"\xg"`, String.raw`syntax 1:12: unknown escape '\x'`],
  [String.raw`"\u12"`, String.raw`syntax 1:12: unknown escape '\u'`],
  [String.raw`"ab\400"`, String.raw`syntax 1:14: '\400' does not fit a char`],
  [String.raw`'\x100'`, String.raw`syntax 1:12: '\x100' does not fit a char`],
  [String.raw`"\ud800"`, String.raw`syntax 1:12: '\ud800' is no character`],
  [String.raw`"\U00110000"`, String.raw`syntax 1:12: '\U00110000' is no character`],
  [String.raw`"a" "\xff"`, "unsupported 1:11: a string that is not UTF-8 in the macro 'X' is not supported"],
  ['"\ud800"', 'syntax 1:11: a literal with half a surrogate pair'],
] as const

for (const [text, expected] of refused) {
  test(`${JSON.stringify(text)} is refused: ${expected}`, () => assert.equal(complaint(`#define X ${text}`), expected))
}
