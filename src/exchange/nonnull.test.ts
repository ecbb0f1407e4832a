import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ArgumentConversion } from './conversion.ts'
import { nonnullPointer } from './nonnull.ts'
import { makeViews, stored, storedInline } from './testing.ts'

const views = makeViews()

/** Takes null as 0, and numbers. */
const pointer: ArgumentConversion = {
  usesScratch: true,
  store(value, word) {
    views.I32[word] = Number(value)
    views.I32[word + 1] = 0
  },
  inline: (value, word) => ({
    when: `${value}===7||${value}===null`,
    store: `I32[${word}]=${value};I32[${word + 1}]=0`,
  }),
}

test('null is refused by both forms, and the message says what forbids it', () => {
  assert.equal(storedInline(views, nonnullPointer(pointer), null), undefined)
  assert.throws(() => stored(views, nonnullPointer(pointer), null), {
    name: 'TypeError',
    code: 'ERR_CABI_ARG_TYPE',
    message:
      "f: argument 2 (n) is 'int': expected a value other than null, which the declaration's nonnull forbids, got null",
  })
})

test('everything else is as it was', () => {
  assert.deepEqual(stored(views, nonnullPointer(pointer), 7), [7, 0])
  assert.deepEqual(storedInline(views, nonnullPointer(pointer), 7), [7, 0])
  assert.equal(storedInline(views, nonnullPointer(pointer), 8), undefined)
  assert.deepEqual(
    [nonnullPointer(pointer).usesScratch, nonnullPointer({ ...pointer, usesScratch: false }).usesScratch],
    [true, false],
  )
})
