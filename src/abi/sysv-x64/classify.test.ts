import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bits, struct, union } from '../../ctype/testing.ts'
import {
  arrayType,
  boolType,
  type CType,
  complexType,
  enumType,
  floatingType,
  integerType,
  pointerType,
  qualifiedType,
  typedefType,
  vectorType,
  voidType,
} from '../../ctype/type.ts'
import { classify } from './classify.ts'

const [char, short, int, long] = (['char', 'short', 'int', 'long'] as const).map(integerType)
const int128 = integerType('__int128')
const [half, float, double] = (['_Float16', 'float', 'double'] as const).map(floatingType)
const [longDouble, quad] = (['long double', '_Float128'] as const).map(floatingType)
const m128 = vectorType(float!, 16)
const [C, S, I, L] = [char!, short!, int!, long!]
const [H, F, D, X, Q] = [half!, float!, double!, longDouble!, quad!]
const array = arrayType
const packed = { packed: true }
const empty = struct({})

type Row = readonly [text: string, type: CType, classes: string]

/** What GCC 12 compiles; classes as a list. */
const sections: Readonly<Record<string, readonly Row[]>> = {
  'scalars are of the class of their registers': [
    ['_Bool', boolType, 'INTEGER'],
    ['char', C, 'INTEGER'],
    ['enum e', enumType('e', { enumerators: [], fixed: S, packed: false }), 'INTEGER'],
    ['void *', pointerType(voidType), 'INTEGER'],
    ['__int128', int128, 'INTEGER INTEGER'],
    ['_Float16', H, 'SSE'],
    ['float', F, 'SSE'],
    ['double', D, 'SSE'],
    ['_Float128', Q, 'SSE SSEUP'],
    ['long double', X, 'X87 X87UP'],
    ['_Float64x', floatingType('_Float64x'), 'X87 X87UP'],
  ],
  'complex numbers are structs of their parts, but for long double and what is too large': [
    ['_Complex char', complexType(C), 'INTEGER'],
    ['_Complex int', complexType(I), 'INTEGER'],
    ['_Complex long', complexType(L), 'INTEGER INTEGER'],
    ['_Complex __int128', complexType(int128), 'MEMORY'],
    ['_Complex _Float16', complexType(H), 'SSE'],
    ['_Complex float', complexType(F), 'SSE'],
    ['_Complex double', complexType(D), 'SSE SSE'],
    ['_Complex long double', complexType(X), 'COMPLEX_X87'],
    ['_Complex _Float128', complexType(Q), 'MEMORY'],
  ],
  'vectors go in vector registers, if they are not narrow integers or without a machine mode': [
    ['char vector_size(1)', vectorType(C, 1), 'INTEGER'],
    ['short vector_size(4)', vectorType(S, 4), 'INTEGER'],
    ['_Float16 vector_size(4)', vectorType(H, 4), 'SSE'],
    ['int vector_size(8)', vectorType(I, 8), 'SSE'],
    ['long vector_size(8)', vectorType(L, 8), 'SSE'],
    ['__m128', m128, 'SSE SSEUP'],
    ['__int128 vector_size(16)', vectorType(int128, 16), 'SSE SSEUP'],
    ['_Float16 vector_size(2)', vectorType(H, 2), 'MEMORY'],
    ['float vector_size(4)', vectorType(F, 4), 'MEMORY'],
    ['double vector_size(8)', vectorType(D, 8), 'MEMORY'],
    ['_Float128 vector_size(16)', vectorType(Q, 16), 'MEMORY'],
    ['long double vector_size(32)', vectorType(X, 32), 'MEMORY'],
    ['int vector_size(128)', vectorType(I, 128), 'MEMORY'],
  ],
  'an eightbyte of a struct has the classes of its members merged': [
    ['{ double x, y; }', struct({ x: D, y: D }), 'SSE SSE'],
    ['{ float x, y, z; }', struct({ x: F, y: F, z: F }), 'SSE SSE'],
    ['{ float x; int i; }', struct({ x: F, i: I }), 'INTEGER'],
    ['{ double x; int a, b; }', struct({ x: D, a: I, b: I }), 'SSE INTEGER'],
    ['{ long l; float f; }', struct({ l: L, f: F }), 'INTEGER SSE'],
    ['{ char s[3]; }', struct({ s: array(C, 3) }), 'INTEGER'],
    ['{ char s[16]; }', struct({ s: array(C, 16) }), 'INTEGER INTEGER'],
    ['{ __int128 i; }', struct({ i: int128 }), 'INTEGER INTEGER'],
    ['{ _Float16 a; short b; _Float16 c[4]; }', struct({ a: H, b: S, c: array(H, 4) }), 'INTEGER SSE'],
    ['{ _Alignas(16) char c; }', struct({ c: { type: C, align: 16 } }), 'INTEGER NO_CLASS'],
    ['{ _Atomic int i; const double d; }', struct({ i: qualifiedType(I, { atomic: true }), d: D }), 'INTEGER SSE'],
  ],
  'inner structs and arrays count with their offset': [
    [
      '{ struct { float f; } a; struct { int i; } b; double d; }',
      struct({ a: struct({ f: F }), b: struct({ i: I }), d: D }),
      'INTEGER SSE',
    ],
    ['{ float f; struct { float g; float h; } s; }', struct({ f: F, s: struct({ g: F, h: F }) }), 'SSE SSE'],
    [
      '{ int i; struct { float f[2]; } s[1]; }',
      struct({ i: I, s: array(struct({ f: array(F, 2) }), 1) }),
      'INTEGER SSE',
    ],
    ['{ float f; _Complex float c; }', struct({ f: F, c: complexType(F) }), 'SSE SSE'],
    ['{ int i; _Complex float c; int j; }', struct({ i: I, c: complexType(F), j: I }), 'INTEGER INTEGER'],
    ['{ struct { int i; float f; } s[2]; }', struct({ s: array(struct({ i: I, f: F }), 2) }), 'INTEGER INTEGER'],
    // An array is of the class of its first element: the second begins with two _Float16.
    [
      '{ struct { short s; _Float16 a, b; } s[2]; }',
      struct({ s: array(struct({ s: S, a: H, b: H }), 2) }),
      'INTEGER INTEGER',
    ],
    // GCC takes a second register.
    ['{ _Float16 a; _Complex _Float16 b; } aligned(16)', struct({ a: H, b: complexType(H) }, { align: 16 }), 'SSE SSE'],
  ],
  'what is larger than two eightbytes is in memory': [
    ['{ double x, y, z; }', struct({ x: D, y: D, z: D }), 'MEMORY'],
    ['{ char s[17]; }', struct({ s: array(C, 17) }), 'MEMORY'],
    ['{ char s[64]; }', struct({ s: array(C, 64) }), 'MEMORY'],
    ['{ char s[65]; }', struct({ s: array(C, 65) }), 'MEMORY'],
    ['{ char c; } aligned(32)', struct({ c: C }, { align: 32 }), 'MEMORY'],
    ['{ __m128 a, b; }', struct({ a: m128, b: m128 }), 'MEMORY'],
    ['{ vector_size(32) a; int b; }', struct({ a: vectorType(F, 32), b: I }), 'MEMORY'],
    ['{ vector_size(32) a[3]; }', struct({ a: array(vectorType(F, 32), 3) }), 'MEMORY'],
  ],
  'what has a member that is not aligned is in memory': [
    ['{ char c; long l; } packed', struct({ c: C, l: L }, packed), 'MEMORY'],
    ['{ char c; int i; char d; } packed', struct({ c: C, i: I, d: C }, packed), 'MEMORY'],
    ['{ float f; char c; double d; } packed', struct({ f: F, c: C, d: D }, packed), 'MEMORY'],
    ['{ float f; double d; } pack(4)', struct({ f: F, d: D }, { pack: 4 }), 'MEMORY'],
    [
      '{ char c; struct { short s; } packed s; } packed',
      struct({ c: C, s: struct({ s: S }, packed) }, packed),
      'MEMORY',
    ],
    ['{ char c; float f[0]; } packed', struct({ c: C, f: array(F, 0) }, packed), 'MEMORY'],
    ['{ long l; long double x; } packed', struct({ l: L, x: X }, packed), 'MEMORY'],
    ['{ char c; typedef int aligned(1) i; }', struct({ c: C, i: typedefType('t', I, 1) }), 'MEMORY'],
  ],
  'what is packed and aligned all the same is in registers': [
    ['{ int i; float f; } packed', struct({ i: I, f: F }, packed), 'INTEGER'],
    ['{ char c[5]; } packed', struct({ c: array(C, 5) }, packed), 'INTEGER'],
    ['{ float f; _Complex float c; } packed', struct({ f: F, c: complexType(F) }, packed), 'SSE SSE'],
    ['{ double d; char c; } packed', struct({ d: D, c: C }, packed), 'SSE INTEGER'],
  ],
  'members of a union are merged': [
    ['union { long l; double d; }', union({ l: L, d: D }), 'INTEGER'],
    ['union { float f; double d; }', union({ f: F, d: D }), 'SSE'],
    ['union { double d[2]; char c; }', union({ d: array(D, 2), c: C }), 'INTEGER SSE'],
    ['union { __m128 v; long l; }', union({ v: m128, l: L }), 'INTEGER SSE'],
    ['union { __m128 v; double d; }', union({ v: m128, d: D }), 'SSE SSEUP'],
    ['union { __m128 v; double d[2]; }', union({ v: m128, d: array(D, 2) }), 'SSE SSE'],
    ['union {}', union({}), ''],
  ],
  'a long double is x87 alone, and in memory beside anything else': [
    ['{ long double x; }', struct({ x: X }), 'X87 X87UP'],
    ['{ long double x[1]; }', struct({ x: array(X, 1) }), 'X87 X87UP'],
    [
      'union { long double x; struct { _Float64x y; } s; }',
      union({ x: X, s: struct({ y: floatingType('_Float64x') }) }),
      'X87 X87UP',
    ],
    ['{ long double x; char c; }', struct({ x: X, c: C }), 'MEMORY'],
    ['{ _Complex long double z; }', struct({ z: complexType(X) }), 'MEMORY'],
    ['union { long double x; long l; }', union({ x: X, l: L }), 'MEMORY'],
    ['union { long double x; double d; }', union({ x: X, d: D }), 'MEMORY'],
    // By the merger alone it were INTEGER, INTEGER; the cleanup of the inner union comes first.
    [
      'union { union { long double x; long l; } u; long m[2]; }',
      union({ u: union({ x: X, l: L }), m: array(L, 2) }),
      'MEMORY',
    ],
  ],
  'bit-fields are integers where their bits are': [
    ['{ int a : 3; }', struct({ a: bits(I, 3) }), 'INTEGER'],
    ['{ float f; int a : 3; double d; }', struct({ f: F, a: bits(I, 3), d: D }), 'INTEGER SSE'],
    ['{ long a : 40; long b : 40; }', struct({ a: bits(L, 40), b: bits(L, 40) }), 'INTEGER INTEGER'],
    ['{ long a : 40; long b : 40; } packed', struct({ a: bits(L, 40), b: bits(L, 40) }, packed), 'INTEGER INTEGER'],
    ['{ char c; int a : 32; } packed', struct({ c: C, a: bits(I, 32) }, packed), 'INTEGER'],
    ['{ __int128 a : 100; }', struct({ a: bits(int128, 100) }), 'INTEGER INTEGER'],
    ['{ double d; int : 5; }', struct({ d: D, ' ': bits(I, 5) }), 'SSE INTEGER'],
    ['{ float f; int : 0; float g; }', struct({ f: F, ' ': bits(I, 0), g: F }), 'SSE'],
    ['union { float f; int a : 3; }', union({ f: F, a: bits(I, 3) }), 'INTEGER'],
    ['union { float f; int : 0; }', union({ f: F, ' ': bits(I, 0) }), 'INTEGER'],
  ],
  'bit-fields that are integers to GCC have to be aligned': [
    ['{ char c; struct { int a : 32; } s; } packed', struct({ c: C, s: struct({ a: bits(I, 32) }) }, packed), 'MEMORY'],
    [
      '{ char c; struct { int a : 31; } s; } packed',
      struct({ c: C, s: struct({ a: bits(I, 31) }) }, packed),
      'INTEGER',
    ],
    [
      '{ char c; struct { int a : 32; } packed s; } packed',
      struct({ c: C, s: struct({ a: bits(I, 32) }, packed) }, packed),
      'INTEGER',
    ],
    ['{ char c; union { int a : 24; } u; } packed', struct({ c: C, u: union({ a: bits(I, 24) }) }, packed), 'MEMORY'],
    ['{ char c; union { int a : 8; } u; } packed', struct({ c: C, u: union({ a: bits(I, 8) }) }, packed), 'INTEGER'],
  ],
  'what has no bytes has no class': [
    ['{}', empty, ''],
    ['{ float f; struct {} e; }', struct({ f: F, e: empty }), 'SSE'],
    ['{ int a[0]; }', struct({ a: array(I, 0) }), ''],
    ['{ double d; int a[0]; }', struct({ d: D, a: array(I, 0) }), 'SSE'],
    ['{ float f; char rest[]; }', struct({ f: F, rest: array(C, undefined) }), 'SSE'],
    // GCC looks at the element of an array that starts within an eightbyte.
    ['{ float f; int a[0]; }', struct({ f: F, a: array(I, 0) }), 'INTEGER'],
    ['{ float f; struct { int a[0]; } s; }', struct({ f: F, s: struct({ a: array(I, 0) }) }), 'INTEGER'],
  ],
}

for (const [sentence, rows] of Object.entries(sections)) {
  test(sentence, () => {
    for (const [text, type, classes] of rows) {
      const found = classify(type)
      assert.equal(typeof found === 'string' ? found : found.join(' '), classes, text)
    }
  })
}

test('typedefs and qualifiers change no class, and neither does the alignment of a typedef', () => {
  const point = struct({ x: D, y: D })
  const type = typedefType('t', qualifiedType(point, { const: true, atomic: true }), 64)
  assert.deepEqual(classify(type), ['SSE', 'SSE'])
})

const wide: readonly Row[] = [
  ['a vector of 32 bytes', vectorType(F, 32), 'float __attribute__((vector_size(32)))'],
  ['a vector of 64 bytes', vectorType(I, 64), 'int __attribute__((vector_size(64)))'],
  ['a struct of one', struct({ v: vectorType(F, 32) }), 'struct r'],
  ['a union with one', union({ v: vectorType(F, 32), d: D }), 'union r'],
]

for (const [sentence, type, name] of wide) {
  test(`${sentence} is refused: with AVX it goes in a register, without in memory`, () => {
    assert.throws(() => classify(type), {
      name: 'CabiError',
      code: 'ERR_CABI_UNSUPPORTED',
      message: `how '${name}' is passed depends on the options that its library was compiled with`,
    })
  })
}

const [complexShort, complexChar, complexHalf] = [short!, char!, half!].map(complexType)

/** Right by the psABI, and not what GCC's callees take. */
const lossy: readonly (readonly [type: CType, reason: string])[] = [
  [struct({ v: vectorType(int128, 16) }), 'GCC loses the upper half of a vector of one __int128 in it'],
  [
    union({ s: struct({ a: array(S, 3), b: array(complexShort!, 2) }) }),
    'GCC loses part of an array of _Complex short in it',
  ],
  [struct({ a: array(C, 7), b: array(complexChar!, 4) }), 'GCC loses part of an array of _Complex char in it'],
  [struct({ a: array(complexHalf!, 3) }), 'GCC loses part of an array of _Complex _Float16 in it'],
]

for (const [type, reason] of lossy) {
  test(`a struct or union is refused where ${reason}`, () => {
    assert.throws(() => classify(type), {
      name: 'CabiError',
      code: 'ERR_CABI_UNSUPPORTED',
      message: new RegExp(`^'(struct|union) \\w+' is not supported by value: ${reason}$`),
    })
  })
}

test('arrays of complex integers that end where GCC still looks, or in memory, are not refused', () => {
  assert.deepEqual(classify(struct({ a: array(complexShort!, 4) })), ['INTEGER', 'INTEGER'])
  assert.deepEqual(classify(struct({ a: array(S, 3), b: array(complexShort!, 1) })), ['INTEGER', 'INTEGER'])
  assert.equal(classify(struct({ a: array(S, 3), b: array(complexShort!, 3) })), 'MEMORY')
})
