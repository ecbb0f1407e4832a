import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PeerProcess } from './peer-process.mjs'

const ready = `console.log('hello'); console.log('{"versions":{"node":"1"}}');`
const answering = `${ready} require('readline').createInterface(process.stdin).on('line', row => {
  if (row === 'deadly') process.kill(process.pid, 'SIGSEGV')
  else console.log(JSON.stringify({ value: row.length }))
})`

const nodeRunning = code =>
  new PeerProcess({ file: process.execPath, arguments: ['-e', code], environment: process.env })

test('a peer answers row by row, and may print other lines', async () => {
  const peer = nodeRunning(answering)
  assert.deepEqual(await peer.ready(), { node: '1' })
  assert.deepEqual(await peer.measure('noop'), { value: 4 })
  assert.deepEqual(await peer.measure('add_i32'), { value: 7 })
  await peer.end()
})

test('a row that kills the peer fails, and the rows after it say so', async () => {
  const peer = nodeRunning(answering)
  await peer.ready()
  assert.deepEqual(await peer.measure('deadly'), { failed: 'SIGSEGV' })
  assert.deepEqual(await peer.measure('noop'), { failed: 'SIGSEGV (in deadly, before this row)' })
  await peer.end()
})

test('a peer that cannot be loaded fails all rows with its own words', async () => {
  const peer = nodeRunning(`throw new Error('no such library')`)
  assert.equal(await peer.ready(), undefined)
  const { failed } = await peer.measure('noop')
  assert.match(failed, /^exit code 1: Error: no such library$/)
  await peer.end()
})

test('a peer that is not installed fails all rows', async () => {
  const peer = new PeerProcess({ file: '/nowhere/bun', arguments: [], environment: {} })
  assert.equal(await peer.ready(), undefined)
  assert.deepEqual(await peer.measure('noop'), { failed: 'spawn /nowhere/bun ENOENT' })
  await peer.end()
})
