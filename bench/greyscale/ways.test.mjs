import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ways } from './ways.mjs'

const [count, rounds] = [5000, 20]

function greyBytes({ make, toGrey, bytes }) {
  const image = make(count)
  const before = Uint8Array.from(bytes(image))
  for (let i = 0; i < rounds; i++) toGrey(image)
  return { before, after: Uint8Array.from(bytes(image)) }
}

const expected = greyBytes(ways.typedArray)

test('the ramp goes from black to green, and becomes grey', () => {
  assert.deepEqual([...expected.before.slice(0, 4)], [0, 0, 0, 255])
  assert.deepEqual([...expected.before.slice(-4)], [0, 255, 0, 255])
  const [red, green, blue, alpha] = expected.after.slice(-4)
  assert.ok(red > 100 && red < 151)
  assert.deepEqual([green, blue, alpha], [red, red, 255])
})

for (const [name, way] of Object.entries(ways)) {
  test(`${name}: the image is, byte for byte, that of the typed array, before and after`, () => {
    assert.deepEqual(greyBytes(way), expected)
  })
}
