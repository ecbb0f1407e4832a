import assert from 'node:assert/strict'
import { test } from 'node:test'
import { targets } from '../../ctype/target.ts'
import { complaint, constantOf } from '../testing.ts'

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

test('characters are as the compiler of each target has them', () => {
  const cases = [
    [String.raw`'\377'`, 'aarch64-linux', '255 (int)'],
    [String.raw`'\377'`, 'i386-linux', '-1 (int)'],
    ["'ab'", 'x86_64-linux', '24930 (int)'],
    ["'abcd'", 'armhf-linux', '1633837924 (int)'],
    ["'xabcd'", 'x86_64-linux', '1633837924 (int)'],
    [String.raw`'\377\377\377\377'`, 'armhf-linux', '-1 (int)'],
    ["'é'", 'x86_64-linux', '50089 (int)'],
    ["L'é'", 'x86_64-linux', '233 (int)'],
    ["L'é'", 'x86_64-windows', '233 (unsigned short)'],
    ["L'é'", 'i386-linux', '233 (long)'],
    ["L'é'", 'armhf-linux', '233 (unsigned int)'],
    [String.raw`L'\xffffffff'`, 'x86_64-linux', '-1 (int)'],
    [String.raw`L'\xffffffff'`, 'aarch64-linux', '4294967295 (unsigned int)'],
    ["L'ab'", 'x86_64-linux', '98 (int)'],
    ["u'😀'", 'x86_64-linux', '56832 (unsigned short)'],
    ["U'😀'", 'x86_64-linux', '128512 (unsigned int)'],
    ["u8'a'", 'x86_64-linux', '97 (unsigned char)'],
  ] as const
  for (const [text, target, expected] of cases) assert.equal(constantOf(text, '', targets[target]), expected, text)
})

test('a string with a prefix is its text, and has its units for a size', () => {
  assert.equal(constantOf('L"é" "😀"'), '"é😀"')
  assert.equal(constantOf('"a" u"é😀"'), '"aé😀"')
  assert.equal(constantOf('u8"é"'), '"é"')
  assert.equal(constantOf(String.raw`u"\xd83d\xde00"`), '"😀"')
  assert.equal(constantOf('sizeof(u"é😀")'), '8 (unsigned long)')
  assert.equal(constantOf('sizeof(u8"é" "x")'), '4 (unsigned long)')
  assert.equal(constantOf('sizeof(L"é😀")'), '12 (unsigned long)')
  assert.equal(constantOf('sizeof(L"é😀")', '', targets['x86_64-windows']), '8 (unsigned long long)')
})

const refused = [
  ["''", 'syntax 1:11: an empty character constant'],
  ["L''", 'syntax 1:11: an empty character constant'],
  ["u8'é'", "syntax 1:11: u8'é' does not fit a char"],
  ["u8'ab'", "syntax 1:11: u8'ab' does not fit a char"],
  [String.raw`u"\x10000"`, String.raw`syntax 1:13: '\x10000' does not fit a char16_t`],
  [String.raw`L'\x100000000'`, String.raw`syntax 1:13: '\x100000000' does not fit a wchar_t`],
  [String.raw`U"\xfffffffff"`, String.raw`syntax 1:13: '\xfffffffff' does not fit a char32_t`],
  ['L"a" u"b"', "syntax 1:16: a string with 'u' after one with 'L'"],
  ['u8"a" "b" U"c"', "syntax 1:21: a string with 'U' after one with 'u8'"],
  [String.raw`u"\xd800"`, "unsupported 1:11: a string that is no Unicode text in the macro 'X' is not supported"],
  [String.raw`U"\x110000"`, "unsupported 1:11: a string that is no Unicode text in the macro 'X' is not supported"],
  [String.raw`"a\q"`, String.raw`syntax 1:13: unknown escape '\q'`],
  [String.raw`"\xg"`, String.raw`syntax 1:12: unknown escape '\x'`],
  [String.raw`"\u12"`, String.raw`syntax 1:12: unknown escape '\u'`],
  [String.raw`"ab\400"`, String.raw`syntax 1:14: '\400' does not fit a char`],
  [String.raw`'\x100'`, String.raw`syntax 1:12: '\x100' does not fit a char`],
  [String.raw`"\ud800"`, String.raw`syntax 1:12: '\ud800' is no character`],
  [String.raw`"\U00110000"`, String.raw`syntax 1:12: '\U00110000' is no character`],
  [String.raw`"a" "\xff"`, "unsupported 1:11: a string that is no Unicode text in the macro 'X' is not supported"],
  ['"\ud800"', 'syntax 1:11: a literal with half a surrogate pair'],
] as const

for (const [text, expected] of refused) {
  test(`${JSON.stringify(text)} is refused: ${expected}`, () =>
    assert.equal(complaint(`#define X ${text}`, 'X'), expected))
}
