import assert from 'node:assert/strict'
import { test } from 'node:test'
import { complaint, printed } from '../testing.ts'
import { Source } from './source.ts'
import { Lexer } from './token.ts'

class PlainLexer extends Lexer {
  protected override newIdentifier(): void {}
  protected override endOfText(): void {}

  protected override directive(): void {
    throw new Error('no directives here')
  }

  protected override applyMacro(): boolean {
    throw new Error('no macros here')
  }

  protected override isPainted(): boolean {
    throw new Error('no macros here')
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

test('digraphs are the punctuators that they stand for', () => {
  assert.deepEqual(tokens('<: :> <% %> %: %:%:'), ['[ <:', '] :>', '{ <%', '} %>', '# %:', '## %:%:'])
  assert.deepEqual(printed('%:define N 2\nint f(int a<:N:>);')[0], printed('int f(int a[2]);')[0])
})

test('two colons are one token', () => {
  assert.deepEqual(tokens('a::b:c'), ['identifier a', '::', 'identifier b', ':', 'identifier c'])
})

test('identifiers have letters, digits, underscores and dollars', () => {
  assert.deepEqual(tokens('_a1 $x __proto__'), ['identifier _a1', 'identifier $x', 'identifier __proto__'])
})

test('identifiers have letters of any script, spelled or by number', () => {
  assert.deepEqual(tokens('é größe 名前 _é1 a\u0301 😀'), [
    'identifier é',
    'identifier größe',
    'identifier 名前',
    'identifier _é1',
    'identifier a\u0301',
    'identifier 😀',
  ])
  assert.deepEqual(printed('int \\u00e9(int \\U0001F600, int gr\\u00F6\\u00DFe);'), ['int é(int 😀, int größe)'])
})

test('a name is one string, however often it is read', () => {
  const lexer = new PlainLexer(new Source('some_name some_name so\\u006de_name'.slice(0, 19)))
  lexer.next()
  const { identifier } = lexer
  lexer.next()
  assert.equal(lexer.identifier, identifier)
})

test('thousands of names are told apart', () => {
  const names = Array.from({ length: 5000 }, (_, i) => `n${i * 7919}`)
  assert.deepEqual(
    tokens(names.join(' ')),
    names.map(name => `identifier ${name}`),
  )
})

test('literals may have an encoding prefix', () => {
  assert.deepEqual(tokens(`L"a" u'b' U"c" u8"d" u8'e' x"f" L 'g'`), [
    'string L"a"',
    "character u'b'",
    'string U"c"',
    'string u8"d"',
    "character u8'e'",
    'identifier x',
    'string "f"',
    'identifier L',
    "character 'g'",
  ])
})

test('white space is any of space, tabs, form feeds and line ends, after a byte order mark', () => {
  assert.deepEqual(
    tokens('\ufeffa\tb\vc\fd\re\r\nf'),
    'abcdef'.split('').map(name => `identifier ${name}`),
  )
  assert.equal(new Source('\ufeffint').place(0), '<declarations>:1:1')
})

test('a directive may follow a form feed and end in a carriage return', () => {
  assert.deepEqual(printed('\f#define N 1\r\n\fint f(void);\r\n'), ['int f(void)', 'N = 1 (int)'])
})

test('blanks may stand between a backslash and the end of its line', () => {
  assert.deepEqual(tokens('a\\ \t\nb "c\\ \r\nd"'), ['identifier ab', 'string "cd"'])
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
  ['int \u0301(void);', "syntax 1:5: unexpected character '\u0301' (U+0301)"],
  ['int a\\u0024;', "syntax 1:6: unexpected character '\\' (U+005C)"],
  ['int \\u00e;', "syntax 1:5: unexpected character '\\' (U+005C)"],
  ['int \\U00110000;', "syntax 1:5: unexpected character '\\' (U+005C)"],
  ['int \ud800;', 'syntax 1:5: unexpected character (U+D800)'],
  ['int \u00a9;', "syntax 1:5: unexpected character '©' (U+00A9)"],
  ['enum { A = R"(a)" };', 'unsupported 1:12: a raw string is not supported'],
  ['enum { A = u8R"(a)" };', 'unsupported 1:12: a raw string is not supported'],
  ['enum { A = L"a };', 'syntax 1:12: unterminated string'],
  ["enum { A = u8'a };", 'syntax 1:12: unterminated character constant'],
  ['int f(void); :: x', "syntax 1:14: expected a declaration, found '::'"],
  ['int # f(void);', "syntax 1:5: expected a name, found '#'"],
] as const

for (const [text, expected] of refused) {
  test(`${JSON.stringify(text)} is refused: ${expected}`, () => assert.equal(complaint(text), expected))
}

test('macros that double at each step are refused', () => {
  const lines = Array.from({ length: 30 }, (_, i) => `#define M${i + 1} M${i}+M${i}`)
  const text = ['#define M0 1', ...lines].join('\n')
  assert.equal(complaint(text), 'accepted')
  assert.equal(complaint(text, 'M30'), 'syntax 2:12: more than 10000 macros expanded inside one macro')
  assert.equal(complaint(`${text}\nenum { A = M30 };`), 'syntax 3:15: more than 10000 macros expanded inside one macro')
})

test('macros that make the text too long are refused', () => {
  const text = `#define SEMICOLONS ${';'.repeat(1 << 17)}\n${'SEMICOLONS\n'.repeat(600)}`
  assert.equal(complaint(text), 'syntax 514:1: macros that expand to more than 67108864 characters')
})

test('a chain of thousands of macros is expanded', () => {
  const lines = Array.from({ length: 3000 }, (_, i) => `#define M${i + 1} M${i}`)
  assert.equal(printed(['#define M0 7', ...lines].join('\n')).at(-1), 'M3000 = 7 (int)')
})
