import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bool, boolResult, voidResult } from './bool.ts'
import { loaded, makeViews, stored, storedInline } from './testing.ts'

const views = makeViews()

test('true is 1 and false is 0, by both forms', () => {
  assert.equal(stored(views, bool(views), true)[0], 1)
  assert.equal(stored(views, bool(views), false)[0], 0)
  assert.equal(storedInline(views, bool(views), true)?.[0], 1)
  assert.equal(storedInline(views, bool(views), false)?.[0], 0)
})

test('nothing else is a truth value', () => {
  for (const value of [0, 1, '', 'true', null, undefined, {}, Object(true)]) {
    assert.equal(storedInline(views, bool(views), value), undefined)
    assert.throws(() => stored(views, bool(views), value), { name: 'TypeError', code: 'ERR_CABI_ARG_TYPE' })
  }
  assert.throws(() => stored(views, bool(views), 1), {
    message: "f: argument 2 (n) is 'int': expected true or false, got 1",
  })
})

test('a result is true unless it is 0', () => {
  assert.deepEqual(loaded(views, boolResult(views), 1n), { load: true, inline: true })
  assert.deepEqual(loaded(views, boolResult(views), 0xdeadbeef_00000000n), { load: false, inline: false })
})

test('void is undefined', () => {
  assert.deepEqual(loaded(views, voidResult, 7n), { load: undefined, inline: undefined })
})
