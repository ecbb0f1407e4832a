import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judgeBars } from './bars.mjs'
import { columns } from './columns.mjs'
import { Results } from './results.mjs'

function barsOf(values, rows = ['add_i32']) {
  const results = new Results()
  const chosen = columns.filter(column => column.name in values)
  for (const [column, rounds] of Object.entries(values)) {
    for (const outcome of rounds) for (const row of rows) results.add(column, row, outcome)
  }
  return judgeBars(results, { rows, columns: chosen }).map(bar => [bar.column, bar.atLeast, bar.pass])
}

const ns = (...values) => values.map(value => ({ value }))

test('add_i32 is to be five times as fast as koffi and four times as fast as the addon', () => {
  const bars = barsOf({ 'cabi@20': ns(5), 'koffi@20': ns(24.9), 'addon@20': ns(20) })
  assert.deepEqual(bars, [
    ['koffi@20', 5, false],
    ['addon@20', 4, true],
    ['addon@20', 1, true],
    ['koffi@20', 1, true],
  ])
})

test('a row is not slower while it is within the tolerance', () => {
  assert.deepEqual(barsOf({ 'cabi@26': ns(100), 'node:ffi@26': ns(97.1) }), [['node:ffi@26', 1, true]])
  assert.deepEqual(barsOf({ 'cabi@26': ns(100), 'node:ffi@26': ns(96.9) }), [['node:ffi@26', 1, false]])
})

test('a cold row has a bar against koffi only', () => {
  const bars = barsOf({ 'cabi@26': ns(4), 'node:ffi@26': ns(2), 'koffi@26': ns(9) }, ['cold_1_inside'])
  assert.deepEqual(bars, [['koffi@26', 1, true]])
})

test('what failed in one round has failed its bar, and what a peer cannot do has none', () => {
  const failing = [{ value: 5 }, { failed: 'SIGSEGV' }]
  assert.deepEqual(barsOf({ 'cabi@26': failing, 'node:ffi@26': ns(30, 30) }), [['node:ffi@26', 1, false]])
  assert.deepEqual(barsOf({ 'cabi@26': ns(5), 'node:ffi@26': [{ cannot: 'takes only bigints' }] }), [])
})

test('without its cabi column a peer has no bars', () => {
  assert.deepEqual(barsOf({ 'cabi@20': ns(5), 'koffi@26': ns(1) }), [])
})

test('each row of callbacks has a bar against every peer that can do it', () => {
  const rows = ['callback_fifty', 'callback_struct', 'callback_create', 'sort']
  const values = {
    'cabi@26': ns(10),
    'koffi@26': ns(49),
    'node:ffi@26': ns(40),
    deno: ns(40),
    bun: ns(19),
    luajit: ns(20),
  }
  for (const row of rows) {
    const bars = barsOf(values, [row]).filter(([, atLeast]) => atLeast > 1)
    assert.deepEqual(bars, [
      ['luajit', 2, true],
      ['koffi@26', 5, false],
      ['node:ffi@26', 4, true],
      ['deno', 4, true],
      ['bun', 2, false],
    ])
  }
  assert.deepEqual(barsOf({ 'cabi@26': ns(10), luajit: [{ cannot: 'no structs' }] }, ['callback_struct']), [])
})

test('with a live callback add_i32 may take twice as long', () => {
  for (const [live, pass] of [
    [10, true],
    [10.1, false],
  ]) {
    const results = new Results()
    results.add('cabi@20', 'add_i32', { value: 5 })
    results.add('cabi@20', 'add_i32_live', { value: live })
    const chosen = columns.filter(column => column.name === 'cabi@20')
    const bars = judgeBars(results, { rows: ['add_i32', 'add_i32_live'], columns: chosen })
    assert.deepEqual(
      bars.map(bar => [bar.column, bar.atLeast, bar.pass]),
      [['add_i32 of cabi@20', 0.5, pass]],
    )
  }
})
