import assert from 'node:assert/strict'
import { test } from 'node:test'
import { x86_64_linux } from '../ctype/target.ts'
import { bits, struct, union } from '../ctype/testing.ts'
import {
  arrayType,
  type BareType,
  floatingType,
  integerType,
  qualifiedType,
  recordType,
  vectorType,
} from '../ctype/type.ts'
import { aggregateOf, passedAs } from './aggregate.ts'

const [char, int] = [integerType('char'), integerType('int')]
const of = (type: BareType) => aggregateOf(type, x86_64_linux)

test('an aggregate has the size and the alignment of its type', () => {
  const type = struct({ c: char, i: int })
  assert.deepEqual(of(type), { kind: 'aggregate', type, size: 8, align: 4, isEmpty: false })
  assert.equal(of(struct({ c: { type: char, align: 64 } }))!.align, 64)
})

test('vectors align their struct to all of their size, which `_Alignof` does not say', () => {
  assert.equal(of(struct({ v: arrayType(vectorType(int, 32), 3) }))!.align, 32)
})

test('what is not complete, or not of the target, is no aggregate', () => {
  assert.equal(of(recordType('struct', 's')), undefined)
  assert.equal(of(vectorType(floatingType('__bf16'), 16)), undefined)
})

const empty: readonly (readonly [string, BareType, boolean])[] = [
  ['struct {}', struct({}), true],
  ['union {}', union({}), true],
  ['struct { struct {} a[3]; }', struct({ a: arrayType(struct({}), 3) }), true],
  ['struct { int a[0]; }', struct({ a: arrayType(int, 0) }), true],
  ['struct { int : 5; }', struct({ ' ': bits(int, 5) }), true],
  ['struct { int : 0; }', struct({ ' ': bits(int, 0) }), true],
  ['struct { struct { int : 5; } s; }', struct({ s: struct({ ' ': bits(int, 5) }) }), true],
  ['struct { int a : 5; }', struct({ a: bits(int, 5) }), false],
  ['struct { struct {} e; char rest[]; }', struct({ e: struct({}), rest: arrayType(char, undefined) }), false],
  ['struct { struct { char c; }; }', struct({ ' ': struct({ c: char }) }), false],
  ['__int128', integerType('__int128'), false],
]

for (const [text, type, isEmpty] of empty) {
  test(`${text} is ${isEmpty ? '' : 'not '}empty`, () => assert.equal(of(type)!.isEmpty, isEmpty))
}

test('transparent unions are passed as their first members, down to the first that is none', () => {
  const inner = union({ i: int }, { transparent: true })
  const outer = union({ u: qualifiedType(inner, { const: true }) }, { transparent: true })
  assert.equal(passedAs(outer), int)
  assert.equal(passedAs(int), int)
  const union_ = union({ i: int })
  assert.equal(passedAs(union_), union_)
})
