import assert from 'node:assert/strict'
import { test } from 'node:test'
import { noOptions, requireOptions } from './named-options.ts'

test('known options, and none, are taken as they are', () => {
  const options = { size: 1 }
  assert.equal(requireOptions('own', options, ['size']), options)
  assert.equal(requireOptions('own', noOptions as { size?: number }, ['size']), noOptions)
})

const refused: readonly [options: unknown, message: string][] = [
  [null, 'own: expected options as an object, got null'],
  ['size', "own: expected options as an object, got 'size'"],
  [{ size: 1, sice: 2 }, "own: there is no option 'sice'; known are size, align"],
]

for (const [options, message] of refused) {
  test(`refused: ${message}`, () =>
    assert.throws(() => requireOptions('own', options as { size: number; align: number }, ['size', 'align']), {
      name: 'TypeError',
      code: 'ERR_CABI_ARG_TYPE',
      message,
      value: options,
    }))
}

test('one known option is named in the singular', () =>
  assert.throws(() => requireOptions('own', { a: 1 } as never, ['size' as never]), {
    message: "own: there is no option 'a'; known is size",
  }))
