import assert from 'node:assert/strict'
import { test } from 'node:test'
import { missingCompiler } from '../../test/oracle/compiler.ts'
import { check } from '../../test/oracle/layouts/check.ts'
import { recordLayout } from './record-layout.ts'
import { type TargetName, targets, x86_64_linux } from './target.ts'
import { bits, shown, struct, union, unnamed } from './testing.ts'
import {
  arrayType,
  boolType,
  type CType,
  complexType,
  defineRecord,
  enumType,
  floatingType,
  integerType,
  pointerType,
  qualifiedType,
  type RecordType,
  recordType,
  typedefType,
  vectorType,
  voidType,
} from './type.ts'

const char = integerType('char')
const short = integerType('short')
const int = integerType('int')
const long = integerType('long long')
const double = floatingType('double')
const address = pointerType(voidType)
const word = typedefType('word', int, 16)
const far = typedefType('far', char, 64)
const wideFloat = vectorType(int, 16)
const loose = typedefType('loose', int, 1)
const constLoose = typedefType('const_loose', qualifiedType(loose, { const: true }))
const small = enumType('small', { enumerators: [{ name: 'SMALL', value: 200n }], fixed: undefined, packed: true })
const atomic = (type: CType) => qualifiedType(type, { atomic: true })
const pair = struct({ a: char, b: char, c: char, d: char, e: int })

/** Of the targets that are not named, and of those that are. */
type Golden = readonly [
  claim: string,
  type: RecordType,
  all: string,
  others?: Readonly<Partial<Record<TargetName, string>>>,
]

const i386 = 'i386-linux'
const windows = 'x86_64-windows'
const arm = (text: string) => ({ 'aarch64-linux': text, 'armhf-linux': text })

const golden: readonly Golden[] = [
  ['an empty struct', struct({}), '0/1'],
  ['padding', struct({ c: char, d: double, s: short }), '24/8 c@0 d@8 s@16', { [i386]: '16/4 c@0 d@4 s@12' }],
  [
    'pointers',
    struct({ c: char, p: address }),
    '16/8 c@0 p@8',
    { [i386]: '8/4 c@0 p@4', 'armhf-linux': '8/4 c@0 p@4' },
  ],
  ['a union', union({ c: arrayType(char, 5), s: short }), '6/2 c@0 s@0'],
  ['arrays', struct({ c: char, m: arrayType(arrayType(short, 3), 2), d: char }), '16/2 c@0 m@2 d@14'],
  ['a flexible array', struct({ c: char, m: arrayType(int, undefined) }), '4/4 c@0 m@4'],
  ['an array of no elements', struct({ c: char, m: arrayType(int, 0), d: char }), '8/4 c@0 m@4 d@4'],
  ['an anonymous union', struct({ c: char, ' ': unnamed(union({ s: short, i: int })) }), '8/4 c@0'],
  [
    'long double',
    struct({ c: char, m: floatingType('long double') }),
    '32/16 c@0 m@16',
    { [i386]: '16/4 c@0 m@4', 'armhf-linux': '16/8 c@0 m@8' },
  ],
  ['a complex double', struct({ c: char, m: complexType(double) }), '24/8 c@0 m@8', { [i386]: '20/4 c@0 m@4' }],
  [
    'a vector',
    struct({ c: char, m: vectorType(int, 32) }),
    '64/32 c@0 m@32',
    {
      'aarch64-linux': '48/16 c@0 m@16',
      'armhf-linux': '40/8 c@0 m@8',
    },
  ],
  ['a packed enumeration', struct({ e: small, s: short }), '4/2 e@0 s@2'],

  ['packed', struct({ c: char, i: int, s: short }, { packed: true }), '7/1 c@0 i@1 s@5'],
  ['a packed member', struct({ c: char, i: { type: int, packed: true }, s: short }), '8/2 c@0 i@1 s@6'],
  ['packed and aligned', struct({ c: char, i: int }, { packed: true, align: 4 }), '8/4 c@0 i@1'],
  ['a member packed and aligned', struct({ c: char, i: { type: int, packed: true, align: 2 } }), '6/2 c@0 i@2'],
  ['#pragma pack', struct({ c: char, i: int, s: short }, { pack: 2 }), '8/2 c@0 i@2 s@6'],
  ['#pragma pack over aligned', struct({ c: char, i: { type: int, align: 16 } }, { pack: 2 }), '6/2 c@0 i@2'],
  ['an aligned member', struct({ c: char, i: { type: int, align: 16 } }), '32/16 c@0 i@16'],
  ['a member aligned to less', struct({ c: char, i: { type: int, align: 1 } }), '8/4 c@0 i@4'],
  ['an aligned typedef', struct({ c: char, i: word }), '32/16 c@0 i@16'],
  ['a typedef aligned to less', struct({ c: char, i: loose, m: arrayType(loose, 2) }), '13/1 c@0 i@1 m@5'],
  ['a record aligned to less', struct({ c: char, i: int }, { align: 1 }), '8/4 c@0 i@4'],

  ['bit-fields share an int', struct({ a: bits(int, 3), b: bits(int, 29) }), '4/4 a@0:3 b@3:29'],
  ['a bit-field does not straddle', struct({ a: bits(int, 3), b: bits(int, 30) }), '8/4 a@0:3 b@32:30'],
  [
    'a bit-field shares with a member before it',
    struct({ c: char, a: bits(int, 24) }),
    '4/4 c@0 a@8:24',
    {
      [windows]: '8/4 c@0 a@32:24',
    },
  ],
  [
    'bit-fields of two sizes',
    struct({ a: bits(int, 8), b: bits(char, 8) }),
    '4/4 a@0:8 b@8:8',
    {
      [windows]: '8/4 a@0:8 b@32:8',
    },
  ],
  ['bool bit-fields', struct({ a: bits(boolType, 1), b: bits(boolType, 1), c: char }), '2/1 a@0:1 b@1:1 c@1'],
  ['a long long bit-field', struct({ i: int, a: bits(long, 40) }), '16/8 i@0 a@64:40', { [i386]: '12/4 i@0 a@32:40' }],
  [
    'packed bit-fields',
    struct({ a: bits(int, 7), b: bits(int, 27), c: int }, { packed: true }),
    '9/1 a@0:7 b@7:27 c@5',
    {
      [windows]: '12/1 a@0:7 b@32:27 c@8',
    },
  ],
  [
    'a bit-field after #pragma pack',
    struct({ a: bits(int, 7), b: bits(int, 27) }, { pack: 1 }),
    '5/1 a@0:7 b@7:27',
    {
      [windows]: '8/1 a@0:7 b@32:27',
    },
  ],
  [
    'a zero width',
    struct({ a: bits(char, 3), ' ': bits(int, 0), b: bits(char, 3) }),
    '5/1 a@0:3 b@32:3',
    {
      [windows]: '8/4 a@0:3 b@32:3',
      ...arm('8/4 a@0:3 b@32:3'),
    },
  ],
  [
    'a zero width after a member',
    struct({ c: char, ' ': bits(int, 0), d: char }),
    '5/1 c@0 d@4',
    {
      [windows]: '2/1 c@0 d@1',
      ...arm('8/4 c@0 d@4'),
    },
  ],
  [
    'a zero width in a packed struct',
    struct({ c: char, ' ': bits(int, 0), d: char }, { packed: true }),
    '5/1 c@0 d@4',
    {
      [windows]: '2/1 c@0 d@1',
      ...arm('8/4 c@0 d@4'),
    },
  ],
  [
    'an unnamed bit-field',
    struct({ c: char, ' ': bits(int, 5), d: char }),
    '3/1 c@0 d@2',
    {
      [windows]: '12/4 c@0 d@8',
      ...arm('4/4 c@0 d@2'),
    },
  ],
  [
    'an aligned bit-field',
    struct({ a: bits(int, 3), b: bits(int, 3, { align: 8 }) }),
    '16/8 a@0:3 b@64:3',
    { [windows]: '8/8 a@0:3 b@3:3' },
  ],
  [
    'a bit-field of an aligned typedef',
    struct({ a: bits(int, 3), b: bits(word, 3) }),
    '32/16 a@0:3 b@128:3',
    {
      [windows]: '16/16 a@0:3 b@3:3',
    },
  ],
  // GCC rounds what it counts from byte 16, and from byte 0 where it knows beforehand that the struct is aligned to more.
  ['a bit-field of a type aligned to 64', struct({ m: arrayType(char, 16), b: bits(far, 3) }), '64/64 m@0 b@128:3'],
  [
    'a bit-field of a type aligned to 64 in a struct that is',
    struct({ m: arrayType(char, 16), b: bits(far, 3) }, { align: 64 }),
    '128/64 m@0 b@512:3',
    { [windows]: '128/64 m@0 b@512:3' },
  ],
  [
    'an aligned bit-field as wide as long long',
    struct({ c: char, b: bits(long, 64, { align: 2 }), d: char }),
    '24/8 c@0 b@64:64 d@16',
    { [i386]: '16/4 c@0 b@32:64 d@12' },
  ],
  ['such a bit-field at the start', struct({ b: bits(long, 64, { align: 2 }), d: char }), '16/8 b@0:64 d@8'],
  ['a union of bit-fields', union({ a: bits(int, 3), b: bits(char, 7) }), '4/4 a@0:3 b@0:7'],

  [
    'ms_struct',
    struct({ a: bits(int, 8), b: bits(char, 8) }, { bitFields: 'microsoft' }),
    '8/4 a@0:8 b@32:8',
    arm('4/4 a@0:8 b@8:8'),
  ],
  ['gcc_struct', struct({ a: bits(int, 8), b: bits(char, 8) }, { bitFields: 'system-v' }), '4/4 a@0:8 b@8:8'],
  [
    'ms_struct with double',
    struct({ c: char, d: double }, { bitFields: 'microsoft' }),
    '16/8 c@0 d@8',
    {
      // By the type's alignment, not that of members.
      [i386]: '16/8 c@0 d@8',
    },
  ],

  ['an atomic long long', struct({ c: char, m: atomic(long) }), '16/8 c@0 m@8'],
  ['an atomic struct as large as an integer', struct({ c: char, m: atomic(pair) }), '16/8 c@0 m@8'],
  ['an array of atomic structs', struct({ c: char, m: arrayType(atomic(pair), 2) }), '20/4 c@0 m@4'],
  ['an array of what a typedef qualifies', struct({ c: char, m: arrayType(constLoose, 2) }), '12/4 c@0 m@4'],
  [
    'a struct of an atomic',
    struct({ c: char, m: unnamed(struct({ x: atomic(long) })) }),
    '16/8 c@0 m@8',
    { [i386]: '12/4 c@0 m@4' },
  ],
  [
    'a struct of an atomic and an aligned member',
    struct({ c: char, m: unnamed(union({ x: atomic(long), y: { type: long, align: 4 } })) }),
    '16/8 c@0 m@8',
    { [i386]: '12/4 c@0 m@4' },
  ],
  [
    'a struct of one atomic complex double',
    struct({ c: char, m: unnamed(struct({ x: atomic(complexType(double)) })) }),
    '32/16 c@0 m@16',
    { [i386]: '20/4 c@0 m@4', 'armhf-linux': '24/8 c@0 m@8' },
  ],
  [
    'an empty bit-field and array',
    struct({ c: char, m: unnamed(struct({ ' ': bits(long, 0), x: arrayType(wideFloat, 0) })) }),
    '16/16 c@0 m@16',
    { 'armhf-linux': '8/8 c@0 m@8' },
  ],
]

for (const target of Object.values(targets)) {
  for (const [claim, type, all, others] of golden) {
    test(`${claim}, on ${target.name}`, () => {
      assert.equal(shown(type, target), others?.[target.name] ?? all)
    })
  }

  test(`the compiler for ${target.name} lays all of these out as they are here`, async t => {
    const missing = missingCompiler(target.name)
    if (missing !== undefined) return t.skip(missing)
    const roots = golden.map(([, type], i) => recordType(type.keyword, `root_${i}`, type.definition))
    const definitions = [small, word, far, loose, constLoose, pair, ...roots]
    const { failures } = await check([{ target, seed: 0, index: 0, kept: [], of: 0, definitions }])
    assert.deepEqual(
      failures.map(({ text }) => text),
      [],
    )
  })
}

test('a record has no layout before it is defined, and its own after', () => {
  const list = recordType('struct', 'list')
  assert.equal(recordLayout(list, x86_64_linux), undefined)
  assert.equal(recordLayout(struct({ list }), x86_64_linux), undefined)
  defineRecord(list, struct({ next: pointerType(list) }).definition!)
  assert.equal(shown(list, x86_64_linux), '8/8 next@0')
})

test('a record with a member that the target does not have has no layout there', () => {
  const wide = struct({ m: integerType('__int128') })
  assert.equal(shown(wide, x86_64_linux), '16/16 m@0')
  assert.equal(recordLayout(wide, targets['i386-linux']), undefined)
})

test('a layout is worked out once for each target', () => {
  assert.equal(recordLayout(pair, x86_64_linux), recordLayout(pair, x86_64_linux))
  assert.notEqual(recordLayout(pair, x86_64_linux), recordLayout(pair, targets['i386-linux']))
})

test('structs within structs by the hundred thousand are no deeper for the stack', () => {
  let type = struct({ c: char })
  for (let i = 0; i < 100_000; i++) type = struct({ m: arrayType(typedefType('t', type), 1) })
  assert.equal(shown(type, x86_64_linux), '1/1 m@0')
})
