import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Source } from './source.ts'
import { complaint, printed } from './testing.ts'
import { Lexer } from './token.ts'

class PlainLexer extends Lexer {
  protected override directive(): void {
    throw new Error('no directives here')
  }
}

function tokens(text: string): string[] {
  const lexer = new PlainLexer(new Source(text))
  const found: string[] = []
  for (lexer.next(); !lexer.at('end'); lexer.next()) {
    found.push(lexer.kind === lexer.spelling ? lexer.kind : `${lexer.kind} ${lexer.spelling}`)
  }
  return found
}

test('the longest punctuator wins', () => {
  assert.deepEqual(tokens('<<=<<<=<>>=>> >...->--&&&|||'), [
    '<<=',
    '<<',
    '<=',
    '<',
    '>>=',
    '>>',
    '>',
    '...',
    '->',
    '--',
    '&&',
    '&',
    '||',
    '|',
  ])
})

test('identifiers have letters, digits, underscores and dollars', () => {
  assert.deepEqual(tokens('_a1 $x __proto__'), ['identifier _a1', 'identifier $x', 'identifier __proto__'])
})

test('numbers are preprocessing numbers', () => {
  assert.deepEqual(tokens("1 .5 1e+5 0x1p-3 1'000 5lL 1.2.3 1+2 1'".slice(0, -3)), [
    'number 1',
    'number .5',
    'number 1e+5',
    'number 0x1p-3',
    "number 1'000",
    'number 5lL',
    'number 1.2.3',
    'number 1',
    '+',
    'number 2',
  ])
})

test('literals run to their closing quote', () => {
  assert.deepEqual(tokens(String.raw`"a\"b" 'c' '\'' ""`), [
    String.raw`string "a\"b"`,
    "character 'c'",
    String.raw`character '\''`,
    'string ""',
  ])
})

test('comments are white space', () => {
  assert.deepEqual(tokens('a/**/b//c\n/* // */d/ *e'), [
    'identifier a',
    'identifier b',
    'identifier d',
    '/',
    '*',
    'identifier e',
  ])
})

test('a backslash and a newline join lines anywhere: in words, comments and literals', () => {
  assert.deepEqual(tokens('in\\\nt /\\\r\n/ x\\\ny\n"a\\\nb"'), ['identifier int', 'string "ab"'])
})

test('comments may stand between any two tokens of a declaration', () => {
  assert.deepEqual(printed('/*a*/int/*b*/f/*c*/(/*d*/void/*e*/)/*f*/;//g'), ['int f(void)'])
})

const refused = [
  ['int f(void); /* x', 'syntax 1:14: unterminated comment'],
  ['int f(void); /*/', 'syntax 1:14: unterminated comment'],
  ['"abc\n"', 'syntax 1:1: unterminated string'],
  ['int f(void); "abc\\', 'syntax 1:14: unterminated string'],
  ["enum { A = 'a };", 'syntax 1:12: unterminated character constant'],
  ['int f(void); @', "syntax 1:14: unexpected character '@' (U+0040)"],
  ['int `f`(void);', "syntax 1:5: unexpected character '`' (U+0060)"],
  ['int \\f(void);', "syntax 1:5: unexpected character '\\' (U+005C)"],
  ['int f(\u201cx\u201d);', "syntax 1:7: unexpected character '\u201c' (U+201C)"],
  ['int\u00a0f(void);', 'syntax 1:4: unexpected character (U+00A0)'],
  ['\0', 'syntax 1:1: unexpected character (U+0000)'],
  ['int f(int 😀);', "syntax 1:11: unexpected character '😀' (U+1F600)"],
  ['int é(void);', 'unsupported 1:5: an identifier with characters outside ASCII is not supported'],
  ['int \\u00e9(void);', 'unsupported 1:5: an identifier with characters outside ASCII is not supported'],
  ['#define X L"a"', "unsupported 1:11: the literal prefix 'L' is not supported"],
  ["enum { A = u8'a' };", "unsupported 1:12: the literal prefix 'u8' is not supported"],
  ['int # f(void);', "syntax 1:5: expected a name, found '#'"],
] as const

for (const [text, expected] of refused) {
  test(`${JSON.stringify(text)} is refused: ${expected}`, () => assert.equal(complaint(text), expected))
}

test('macros that double at each step are refused', () => {
  const lines = Array.from({ length: 30 }, (_, i) => `#define M${i + 1} M${i}+M${i}`)
  assert.equal(
    complaint(['#define M0 1', ...lines].join('\n')),
    'syntax 2:12: more than 10000 macros expanded inside one macro',
  )
})

test('a chain of thousands of macros is expanded', () => {
  const lines = Array.from({ length: 3000 }, (_, i) => `#define M${i + 1} M${i}`)
  assert.equal(printed(['#define M0 7', ...lines].join('\n')).at(-1), 'M3000 = 7 (int)')
})
