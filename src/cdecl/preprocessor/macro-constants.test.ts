import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CabiError } from '../../error.ts'
import { parseDeclarations } from '../parse.ts'
import { complaint, printed } from '../testing.ts'

const names = (text: string) => [...parseDeclarations(text).constants.keys()]

test('macros of integers, floating numbers, characters and strings are constants', () => {
  const text = String.raw`
    #define N 42
    # define HEX 0xFFu /* a comment */
    #define PI 3.25 // another
    #define F (1.5f)
    #define C 'x'
    #define S "a" "b\n"
    #define NEGATIVE (-1)
    #/**/define LONG \
      1L
  `
  assert.deepEqual(printed(text), [
    'N = 42 (int)',
    'HEX = 255 (unsigned int)',
    'PI = 3.25 (double)',
    'F = 1.5 (float)',
    'C = 120 (int)',
    String.raw`S = "ab\n"`,
    'NEGATIVE = -1 (int)',
    'LONG = 1 (long)',
  ])
})

test('a macro is worked out with the macros and declarations at the end of the text', () => {
  const text =
    '#define A B\n#define B 1\n#define C (E + 1)\n#define D sizeof(t)\n#undef B\n#define B 2\nenum { E = 5 };\ntypedef short t;'
  const { constants } = parseDeclarations(text)
  const values = ['A', 'B', 'C', 'D', 'E'].map(name => {
    const constant = constants.get(name)
    return constant?.kind === 'integer' && constant.value
  })
  assert.deepEqual(values, [2n, 2n, 6n, 2n, 5n])
})

test('names come in the order of the text, enumerators first', () => {
  assert.deepEqual(names('#define B 1\nenum { C };\n#define A 2\n#undef B\n#define D 3\n#define B 4'), [
    'C',
    'B',
    'A',
    'D',
  ])
})

test('a constant is worked out once', () => {
  const { constants } = parseDeclarations('#define A 1\n#define S "s"')
  assert.equal(constants.get('A'), constants.get('A'))
  assert.equal(constants.get('S'), constants.get('S'))
})

test('a macro that is no constant expression fails each time alike, and others do not mind', () => {
  const { constants } = parseDeclarations('#define A (1 +\n#define B 2\n#define C A')
  const failure = (name: string) => {
    try {
      return constants.get(name)
    } catch (error) {
      return error
    }
  }
  assert.ok(failure('A') instanceof CabiError)
  assert.equal(failure('A'), failure('A'))
  assert.deepEqual(constants.get('B'), parseDeclarations('#define B 2').constants.get('B'))
  assert.match(String(failure('C')), /^CabiError: <declarations>:1:15: the macro 'C' is no constant expression/)
})

test('a name is known without being worked out', () => {
  const { constants } = parseDeclarations('#define BAD 1 / 0\n#define EMPTY\n#define F(x) 1')
  assert.deepEqual(
    ['BAD', 'EMPTY', 'F', 'OTHER', '__proto__'].map(name => constants.has(name)),
    [true, false, false, false, false],
  )
  for (const name of ['EMPTY', 'F', 'OTHER']) assert.equal(constants.get(name), undefined)
})

test('predefined macros are constants only where the text defines them', () => {
  assert.deepEqual(names('#include <stdint.h>\n#define MINE __INT_MAX__\n#define __LP64__ 1'), ['MINE', '__LP64__'])
  assert.deepEqual(printed('#define MINE __INT_MAX__'), ['MINE = 2147483647 (int)'])
})

test('a macro of its own name is no constant, whatever the name is', () => {
  assert.deepEqual(names('#define stdin stdin\nextern int stdin;\n#define f f\nint f(void);\n#define u u'), [])
  assert.deepEqual(printed('enum {\n A = 1,\n#define A A\n B\n#define B B\n};'), ['A = 1 (int)', 'B = 2 (int)'])
})

test('another name for something declared is no constant', () => {
  const text = '#define g f\n#define h g\n#define w v\n#define u t\nint f(void);\nextern int v;\ntypedef int t;'
  assert.deepEqual(names(text), [])
  assert.deepEqual(printed('int stat(void);\n#define stat64 stat\nint stat64(void);'), ['int stat(void)'])
})

test('another name for a macro with parameters is no constant', () => {
  assert.deepEqual(names('#define F(x) x\n#define G F'), [])
})

test('another name for an enumerator is a constant', () => {
  assert.deepEqual(printed('enum { A = 7 };\n#define B A\n#define C B'), ['A = 7 (int)', 'B = 7 (int)', 'C = 7 (int)'])
})

test('a part of a declaration is no constant', () => {
  const text =
    '#define BOOL int\n#define API extern\n#define PACKED __attribute__((packed))\n#define T struct s *\n#define S {1, 2}\n#define E BOOL\n#define N E_\n#define E_\n#define L , 1\n#define D ;\n#define A [2]\n#define P *'
  assert.deepEqual(names(text), [])
})

test('a declared name wins over a macro defined after it', () => {
  const { functions, constants } = parseDeclarations('int f(void);\n#define f 5')
  assert.deepEqual([[...functions.keys()], [...constants.keys()]], [['f'], []])
})

test('a macro hides the enumerator of its name, as it does for C', () => {
  assert.deepEqual(printed('enum { A = 7 };\n#define A 8\n#define B A'), ['A = 8 (int)', 'B = 8 (int)'])
})

test('macros with parameters are listed with their places', () => {
  const { functionLikeMacros } = parseDeclarations('#define A 1\n #define F(x) x\n#define G() 2\n#undef G', {
    source: 'x.h',
  })
  assert.deepEqual(
    Array.from(functionLikeMacros.values(), ({ name, position }) => [name, position]),
    [['F', { file: 'x.h', line: 2, column: 10 }]],
  )
})

test('a position in a file that a line marker names is given for a bad macro', () => {
  const { constants } = parseDeclarations('# 7 "a.h"\nint f(void);\n#define X 1 / 0\n# 1 "b.h"\nint g(void);')
  assert.throws(() => constants.get('X'), { file: 'a.h', line: 8, column: 13, code: 'ERR_CABI_SYNTAX' })
})

const no = "the macro 'X' is no constant expression:"

const refused = [
  ['#define X unknown', `unsupported 1:11: ${no} expected an expression, found 'unknown'`],
  ['#define X X + 1', `unsupported 1:11: ${no} expected an expression, found 'X'`],
  ['#define X 1 +', `unsupported 1:14: ${no} expected an expression, found the end of the macro`],
  ['#define X (1', `unsupported 1:13: ${no} expected ')' after an expression, found the end of the macro`],
  ['#define X 1;', `unsupported 1:12: ${no} expected the end of the macro, found ';'`],
  ['#define X (+)', `unsupported 1:13: ${no} expected an expression, found ')'`],
  ['#define X Y\n#define Y 1 1', `unsupported 2:13: ${no} expected the end of the macro, found '1'`],
  ['#define X f(1)\nint f(int);', `unsupported 1:11: ${no} expected a constant, found a call`],
  ['#define X (1 / 0)', 'syntax 1:14: division by zero'],
  ["#define X don't", `unsupported 1:11: ${no} expected an expression, found 'don'`],
  ['#define X "abc', 'syntax 1:11: unterminated string'],
  ['#define X @', "syntax 1:11: unexpected character '@' (U+0040)"],
  ['#define X 1 `', "syntax 1:13: unexpected character '`' (U+0060)"],
  ['#define X 0x', "syntax 1:11: no digits in the hexadecimal constant '0x'"],
] as const

for (const [text, expected] of refused) {
  test(`${JSON.stringify(text)} is refused when asked for: ${expected}`, () => {
    assert.equal(complaint(text), 'accepted')
    assert.equal(complaint(text, 'X'), expected)
  })
}
