import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeViews } from '../exchange/testing.ts'
import { shortAsciiDecoder } from './short-ascii.ts'

const views = makeViews()
const at = 64

/** Puts `text` there, with bytes that are no part of it around it. */
function put(text: string): number {
  views.U8.fill(0xff, at - 8, at + 64)
  return Buffer.from(views.U8.buffer).write(text, at, 'latin1')
}

const alphabet = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'

test('ASCII up to 32 bytes is decoded, however often and whatever lies behind it', () => {
  const decode = shortAsciiDecoder(views)
  for (let round = 0; round < 6; round++) {
    for (let length = 0; length <= 32; length++) {
      const text = alphabet.slice(round, round + length)
      assert.equal(decode(at, put(text)), text)
    }
  }
})

test('all ASCII characters are decoded', () => {
  const decode = shortAsciiDecoder(views)
  for (let start = 0; start < 128; start += 8) {
    const text = String.fromCharCode(...Array.from({ length: 8 }, (_, i) => start + i))
    for (let round = 0; round < 20; round++) assert.equal(decode(at, put(text)), text)
  }
})

test('longer strings, and a byte that is not ASCII at any place, are left to others', () => {
  const decode = shortAsciiDecoder(views)
  assert.equal(decode(at, put('x'.repeat(33))), undefined)
  for (let length = 1; length <= 32; length++) {
    for (let place = 0; place < length; place++) {
      put('x'.repeat(length))
      views.U8[at + place] = 0x80
      assert.equal(decode(at, length), undefined, `byte ${place} of ${length}`)
    }
  }
})

test('strings that differ in one byte, or only in length, are never taken for each other', () => {
  const decode = shortAsciiDecoder(views)
  for (let round = 0; round < 3; round++) {
    for (let length = 1; length <= 32; length++) {
      for (let place = 0; place < length; place += 3) {
        for (const letter of 'xyz\0') {
          const text = `${'x'.repeat(place)}${letter}${'x'.repeat(length - place - 1)}`
          assert.equal(decode(at, put(text)), text)
        }
      }
    }
  }
})

test('many strings, more than are kept', () => {
  const decode = shortAsciiDecoder(views)
  for (let i = 0; i < 20_000; i++) {
    const text = `string ${(i * 7919) % 4001}`
    assert.equal(decode(at, put(text)), text)
  }
})
