import assert from 'node:assert/strict'
import { test } from 'node:test'
import { columns, orderOfTurn, scriptCommand } from './columns.mjs'

const folders = { peers: '/peers', native: '/native' }

test('every turn has all columns, and no two of the first four in the same order', () => {
  const orders = [0, 1, 2, 3].map(turn => orderOfTurn([...'abcde'], turn).join(''))
  assert.deepEqual(orders, ['abcde', 'aedcb', 'cdeab', 'cbaed'])
})

test('a column is compared with a cabi column', () => {
  for (const { against } of columns.filter(column => column.against)) {
    assert.equal(columns.find(column => column.name === against)?.peer, 'cabi')
  }
})

test("the caller's own settings of runtimes do not reach a peer, and a column's do", () => {
  process.env.NODE_OPTIONS = '--jitless'
  const plain = columns.find(column => column.name === 'cabi-plain@20')
  const { file, arguments: words, environment } = scriptCommand(plain, folders, 'cold.mjs', { count: 1 })
  delete process.env.NODE_OPTIONS
  assert.equal(file, '/peers/node_modules/node-20/bin/node')
  assert.equal(words.at(-1), '{"peer":"cabi","count":1}')
  assert.equal(environment.NODE_OPTIONS, undefined)
  assert.equal(environment.CABI_KERNEL, 'plain')
})
