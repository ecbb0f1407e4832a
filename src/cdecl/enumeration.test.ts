import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bareType } from '../ctype/type.ts'
import { parseDeclarations } from './parse.ts'
import { complaint, printed } from './testing.ts'

test('constants count up from zero or from the last value given', () => {
  assert.deepEqual(printed('enum { A, B = 5, C, D = -1, E, };'), [
    'A = 0 (int)',
    'B = 5 (int)',
    'C = 6 (int)',
    'D = -1 (int)',
    'E = 0 (int)',
  ])
})

test('constants are known to those after them', () => {
  assert.deepEqual(printed('enum color { RED, GREEN = 1 << 2, BLUE = GREEN | RED + 1 };'), [
    'enum color',
    'RED = 0 (int)',
    'GREEN = 4 (int)',
    'BLUE = 5 (int)',
  ])
})

test('an enum is a type once it is defined, under its tag and under a typedef', () => {
  assert.deepEqual(printed('typedef enum e { A } e_t; e_t f(enum e, enum e *); enum { B } g(void);'), [
    'e_t f(enum e, enum e *)',
    'enum g(void)',
    'typedef enum e e_t',
    'enum e',
    'A = 0 (int)',
    'B = 0 (int)',
  ])
})

test('the underlying type is the one GCC chooses, and constants beyond int have it', () => {
  const underlying = (body: string) => {
    const { tags, constants } = parseDeclarations(`enum e { ${body} };`)
    const type = bareType(tags.get('enum e')!)
    const beyond = [...constants.values()].filter(c => c.kind === 'integer' && c.type.name !== 'int')
    return [type.kind === 'enum' && type.underlying.name, ...beyond.map(c => c.kind === 'integer' && c.type.name)]
  }
  assert.deepEqual(underlying('A'), ['unsigned int'])
  assert.deepEqual(underlying('A = -1, B = 2147483647'), ['int'])
  assert.deepEqual(underlying('A = 0xffffffff'), ['unsigned int', 'unsigned int'])
  assert.deepEqual(underlying('A = -1, B = 0x80000000'), ['long', 'long'])
  assert.deepEqual(underlying('A = 0x100000000'), ['unsigned long', 'unsigned long'])
  assert.deepEqual(underlying('A = -1, B = 1ull'), ['int'])
  assert.deepEqual(underlying('A = 0x8000000000000000, B'), ['unsigned long', 'unsigned long', 'unsigned long'])
})

test('the same definition may be repeated', () => {
  assert.equal(complaint('enum e { A, B = 2 }; enum e { A, B = 2 }; enum e f(enum e);'), 'accepted')
})

const refused = [
  ['enum {};', "syntax 1:7: expected an enumerator, found '}'"],
  ['enum { , };', "syntax 1:8: expected an enumerator, found ','"],
  ['enum { A,, };', "syntax 1:10: expected an enumerator, found ','"],
  ['enum { A B };', "syntax 1:10: expected ',' or '}' after an enumerator, found 'B'"],
  ['enum { A', "syntax 1:9: expected ',' or '}' after an enumerator, found the end of the text"],
  ['enum { int };', "syntax 1:8: expected an enumerator, found 'int'"],
  ['enum { 1 };', "syntax 1:8: expected an enumerator, found '1'"],
  ['enum { A, B, A };', "syntax 1:14: enumerator 'A' is repeated"],
  ['enum { A = 2147483647, B };', "syntax 1:24: the value of 'B' overflows"],
  ['enum { A = 0xffffffff, B };', "syntax 1:24: the value of 'B' overflows"],
  ['enum { A = 0xffffffffffffffff, B };', "syntax 1:32: the value of 'B' overflows"],
  ['enum { A = -1, B = 0xffffffffffffffff };', 'syntax 1:1: no integer type holds every value of the enum'],
  ['enum e f(void);', "syntax 1:6: 'enum e' is not defined before its use"],
  ['enum e;', "syntax 1:6: 'enum e' is not defined before its use"],
  ['enum e { A = sizeof(enum e) };', "syntax 1:26: 'enum e' is not defined before its use"],
  ['enum;', "syntax 1:5: expected a tag or '{' after 'enum', found ';'"],
  ['enum int { A };', "syntax 1:6: expected a tag or '{' after 'enum', found 'int'"],
  [
    'enum { A }; enum { A };',
    "syntax 1:20: conflicting declarations of 'A': 'enumerator A = 0' at x.h:1:8, now 'enumerator A = 0'",
  ],
  [
    'enum e { A }; enum e { A = 1 };',
    "syntax 1:24: conflicting declarations of 'A': 'enumerator A = 0' at x.h:1:10, now 'enumerator A = 1'",
  ],
  [
    'enum e { A, B }; enum e { A };',
    "syntax 1:23: conflicting declarations of 'enum e': '{ A = 0, B = 1 }' at x.h:1:6, now '{ A = 0 }'",
  ],
  [
    'enum e { A }; enum e { B };',
    "syntax 1:20: conflicting declarations of 'enum e': '{ A = 0 }' at x.h:1:6, now '{ B = 0 }'",
  ],
  [
    'enum { size_t };',
    "syntax 1:8: conflicting declarations of 'size_t': 'typedef unsigned long size_t' built in, now 'enumerator size_t = 0'",
  ],
  ['enum e : int { A };', 'unsupported 1:8: an underlying type of an enum is not supported'],
  ['enum [[x]] e { A };', "unsupported 1:6: an attribute ('[[...]]') is not supported"],
  ['enum { A __attribute__((deprecated)) };', "unsupported 1:10: an attribute ('__attribute__') is not supported"],
] as const

for (const [text, expected] of refused) {
  test(`'${text}' is refused: ${expected}`, () => assert.equal(complaint(text), expected))
}
