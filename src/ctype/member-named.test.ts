import assert from 'node:assert/strict'
import { test } from 'node:test'
import { memberNamed } from './member-named.ts'
import { targets, x86_64_linux } from './target.ts'
import { bits, struct, union, unnamed } from './testing.ts'
import { floatingType, integerType, recordType } from './type.ts'

const char = integerType('char')
const int = integerType('int')
const inner = unnamed(struct({ d: floatingType('double'), flag: bits(int, 3), ' ': bits(int, 4), rest: bits(int, 9) }))
const record = struct({ c: char, ' 1': unnamed(union({ i: int, ' ': inner })), last: char })

function found(name: string, target = x86_64_linux) {
  const layout = memberNamed(record, name, target)
  return layout && [layout.member.name, layout.offset, layout.bitOffset]
}

test('a member is found with its place', () => {
  assert.deepEqual(found('c'), ['c', 0, undefined])
  assert.deepEqual(found('last'), ['last', 24, undefined])
})

test('members of anonymous records are found, with their place in the outermost', () => {
  assert.deepEqual(found('i'), ['i', 8, undefined])
  assert.deepEqual(found('d'), ['d', 8, undefined])
  assert.deepEqual(found('d', targets['i386-linux']), ['d', 4, undefined])
})

test('a bit-field is found with its bit in the outermost record', () => {
  assert.deepEqual(found('flag'), ['flag', 16, 128])
  assert.deepEqual(found('rest'), ['rest', 16, 135])
})

test('members of named records, other names, and members of what is not defined are not found', () => {
  assert.equal(memberNamed(struct({ inner }), 'd', x86_64_linux), undefined)
  assert.equal(found('toString'), undefined)
  assert.equal(memberNamed(recordType('struct', 's'), 'c', x86_64_linux), undefined)
})
