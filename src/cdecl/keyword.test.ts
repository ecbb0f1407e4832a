import assert from 'node:assert/strict'
import { test } from 'node:test'
import { integers, isIntegerName } from '../ctype/scalar.ts'
import { builtinType, isReserved, types, words } from './keyword.ts'

test('a part of a valid multiset of type words is valid', () => {
  const weights = [...words.values()].flatMap(word => (word.kind === 'type' ? [word.weight] : []))
  for (const sum of types.keys()) {
    for (const weight of weights) {
      const contained = Math.floor(sum / weight) % 8 > 0
      if (contained && sum !== weight) assert.ok(types.has(sum - weight), `${sum} without ${weight}`)
    }
  }
})

test('every integer type has a spelling or a built-in name', () => {
  const spelled = new Set(
    [...types.values()].map(type => (typeof type === 'object' && type.kind === 'integer' ? type.name : '')),
  )
  for (const name of Object.keys(integers).filter(isIntegerName)) {
    assert.ok(spelled.has(name) || builtinType(name) !== undefined, name)
  }
})

test('keywords are reserved, typedef names and names of JavaScript are not', () => {
  for (const name of ['int', 'bool', 'while', 'sizeof', 'inline', 'typedef']) assert.ok(isReserved(name), name)
  for (const name of ['size_t', 'true', 'constructor', '__proto__', 'FILE']) assert.ok(!isReserved(name), name)
})
