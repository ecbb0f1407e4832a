import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseOptions } from './options.mjs'

test('a peer is chosen by its name on all engines, or on one', () => {
  const { columns } = parseOptions(['--peers', 'koffi,cabi@20'])
  assert.deepEqual(
    columns.map(column => column.name),
    ['cabi@20', 'koffi@20', 'koffi@26'],
  )
})

test('rounds that are asked for count in a quick run, too', () => {
  assert.equal(parseOptions(['--quick']).rounds, 1)
  assert.equal(parseOptions(['--quick', '--rounds', '2']).rounds, 2)
  assert.equal(parseOptions([]).rounds, 5)
})

test('what is unknown is refused', () => {
  assert.throws(() => parseOptions(['--only', 'noop,nope']), { message: /^unknown: nope; there are noop, add_i32, / })
  assert.throws(() => parseOptions(['--rounds', '0']), { message: '--rounds: expected a whole number from 1, got 0' })
})
