import assert from 'node:assert/strict'
import { test } from 'node:test'
import { underlyingType } from '../../ctype/enumeration.ts'
import { sizeOf } from '../../ctype/layout.ts'
import type { EnumType } from '../../ctype/type.ts'
import type { IntegerConstant } from '../declarations.ts'
import { parseDeclarations } from '../parse.ts'
import { complaint, printed } from '../testing.ts'

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
    const { tags, constants, target } = parseDeclarations(`enum e { ${body} };`)
    const beyond = [...constants.keys()].map(name => constants.get(name) as IntegerConstant).map(c => c.type.name)
    return [underlyingType(tags.get('enum e') as EnumType, target)?.name, ...beyond.filter(name => name !== 'int')]
  }
  assert.deepEqual(underlying('A'), ['unsigned int'])
  assert.deepEqual(underlying('A = -1, B = 2147483647'), ['int'])
  assert.deepEqual(underlying('A = 0xffffffff'), ['unsigned int', 'unsigned int'])
  assert.deepEqual(underlying('A = -1, B = 0x80000000'), ['long', 'long'])
  assert.deepEqual(underlying('A = 0x100000000'), ['unsigned long', 'unsigned long'])
  assert.deepEqual(underlying('A = -1, B = 1ull'), ['int'])
  assert.deepEqual(underlying('A = 0x8000000000000000, B'), ['unsigned long', 'unsigned long', 'unsigned long'])
})

test('an enum may be named before it is defined, as GNU has it', () => {
  const { tags, functions } = parseDeclarations('enum e; enum e *f(void); enum e { A };')
  const type = functions.get('f')!.type.result
  assert.equal(type.kind === 'pointer' && type.target, tags.get('enum e'))
  assert.equal((tags.get('enum e') as EnumType).definition?.enumerators.length, 1)
})

test('an enum has the type that is written, and so have its constants', () => {
  assert.deepEqual(printed('enum e : unsigned char { A, B = 255 }; enum e f(void);'), [
    'enum e f(void)',
    'enum e',
    'A = 0 (unsigned char)',
    'B = 255 (unsigned char)',
  ])
  const { tags, target } = parseDeclarations('enum e : short; enum e x; enum e : short { A };')
  assert.equal(sizeOf(tags.get('enum e')!, target), 2)
  assert.equal(complaint('struct s { enum e : 3; };'), "syntax 1:19: a bit-field of type 'enum e'")
})

test('attributes may stand after the keyword, the list and each constant', () => {
  const text =
    'enum __attribute__((packed)) e { A [[x]] = 255, B __attribute__((deprecated)) }; enum f { C } __attribute__((packed));'
  const { tags, target } = parseDeclarations(text)
  assert.equal(sizeOf(tags.get('enum e')!, target), 2)
  assert.equal(sizeOf(tags.get('enum f')!, target), 1)
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
  ['enum e { A = sizeof(enum e) };', "syntax 1:14: 'enum e' has no size"],
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
  ['enum e : unsigned char { A = 256 };', "syntax 1:26: 256 does not fit 'unsigned char'"],
  ['enum e : unsigned char { A = -1 };', "syntax 1:26: -1 does not fit 'unsigned char'"],
  ['enum e : unsigned char { A = 255, B };', "syntax 1:35: the value of 'B' overflows"],
  ['enum e : int; enum e : long { A };', "syntax 1:20: the type of 'enum e' was 'int', now 'long'"],
  ['enum e : int; enum e { A };', "syntax 1:20: the type of 'enum e' was 'int', now none"],
  [
    'enum e : int { A }; enum e : int { B };',
    "syntax 1:26: conflicting declarations of 'enum e': ': int { A = 0 }' at x.h:1:6, now ': int { B = 0 }'",
  ],
  ['enum e : float { A };', "syntax 1:10: an enum of type 'float', which is no integer type"],
  ['enum e : const void { A };', "syntax 1:10: an enum of type 'const void', which is no integer type"],
  ['enum e : static int { A };', "syntax 1:8: expected a name, found ':'"],
  ['enum e : _Bool { A };', 'unsupported 1:10: an enum of bool is not supported'],
  ['enum e x { A };', "syntax 1:9: expected ';' after a declaration, found '{'"],
  ['enum e; struct e;', "syntax 1:16: conflicting declarations of 'e': 'enum e' at x.h:1:6, now 'struct e'"],
] as const

for (const [text, expected] of refused) {
  test(`'${text}' is refused: ${expected}`, () => assert.equal(complaint(text), expected))
}
