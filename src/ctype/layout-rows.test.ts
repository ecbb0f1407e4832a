import assert from 'node:assert/strict'
import { test } from 'node:test'
import { layoutRows } from './layout-rows.ts'
import { targets, x86_64_linux } from './target.ts'
import { integerType, recordType } from './type.ts'

const char = integerType('char')
const definition = { packed: false, pack: undefined, align: undefined, bitFields: undefined, transparent: false }
const plain = { bits: undefined, packed: false, align: undefined }
const inner = recordType('struct', 'inner', {
  ...definition,
  members: [{ ...plain, name: 'a', type: integerType('short') }],
})
const outer = recordType('struct', 'outer', {
  ...definition,
  members: [
    { ...plain, name: 'c', type: char },
    { ...plain, name: 'in', type: inner },
    { ...plain, name: 'b', type: char, bits: 3 },
  ],
})

test('rows are in the order of their bits, with the path of each member', () => {
  assert.deepEqual(
    layoutRows(outer, x86_64_linux)!.map(({ kind, depth, path, start, end }) => [kind, depth, path, start, end]),
    [
      ['member', 0, 'c', 0, 8],
      ['hole', 0, '', 8, 16],
      ['member', 0, 'in', 16, 32],
      ['member', 1, 'in.a', 16, 32],
      ['member', 0, 'b', 32, 35],
      ['hole', 0, '', 35, 48],
    ],
  )
})

test('what the target lacks has no rows', () => {
  const wide = recordType('struct', 'wide', {
    ...definition,
    members: [{ ...plain, name: 'x', type: integerType('__int128') }],
  })
  assert.equal(layoutRows(wide, targets['i386-linux']), undefined)
  assert.equal(layoutRows(recordType('struct', 'opaque'), x86_64_linux), undefined)
})
