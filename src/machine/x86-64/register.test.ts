import assert from 'node:assert/strict'
import { test } from 'node:test'
import { registers } from './register.ts'

test('there are sixteen registers of each kind, in the order of their numbers', () => {
  for (const [kind, file] of Object.entries(registers)) {
    const all = Object.entries(file)
    assert.deepEqual(
      all,
      all.map(([name], number) => [name, { kind, number, name }]),
    )
    assert.equal(all.length, 16)
  }
})

test('registers are frozen', () => {
  for (const file of Object.values(registers)) {
    assert.ok(Object.isFrozen(file))
    for (const register of Object.values(file)) assert.ok(Object.isFrozen(register))
  }
})
