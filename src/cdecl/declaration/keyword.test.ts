import assert from 'node:assert/strict'
import { test } from 'node:test'
import { integers, isIntegerName } from '../../ctype/scalar.ts'
import { x86_64_linux } from '../../ctype/target.ts'
import { isReserved, realTypes, typeOfSum, weights, wordOf } from './keyword.ts'
import { predefinedTypes } from './predefined-type.ts'

/** Two bits count each word, and five hold the rare ones, of which one may be. */
const contains = (sum: number, weight: number) =>
  weight < 1 << 24 ? Math.floor(sum / weight) % 4 > 0 : sum >> 24 === weight >> 24

test('a part of a valid multiset of type words is valid', () => {
  const all = Object.values(weights)
  const complex = weights._Complex
  const sums = [0, ...realTypes.keys()].flatMap(sum => [sum, sum + complex]).filter(sum => typeOfSum(sum) !== undefined)
  assert.ok(sums.length > realTypes.size * 1.9)
  for (const sum of sums) {
    for (const weight of all) {
      const contained = contains(sum, weight)
      if (contained && sum !== weight) assert.ok(typeOfSum(sum - weight) !== undefined, `${sum} without ${weight}`)
    }
  }
})

test('every integer type has a spelling or a built-in name', () => {
  const spelled = new Set([...realTypes.values()].map(type => (type.kind === 'integer' ? type.name : '')))
  const predefined = predefinedTypes(x86_64_linux)
  for (const name of Object.keys(integers).filter(isIntegerName)) {
    assert.ok(spelled.has(name) || predefined.has(name), name)
  }
})

test('keywords are reserved, typedef names and names of JavaScript are not', () => {
  for (const name of ['int', '_Bool', 'while', 'sizeof', 'inline', 'typedef']) assert.ok(isReserved(name), name)
  for (const name of ['size_t', 'bool', 'true', 'constructor', '__proto__', 'FILE']) assert.ok(!isReserved(name), name)
})

test('a word is what it is another spelling of', () => {
  assert.deepEqual(wordOf('__const__'), { kind: 'qualifier', name: 'const', weight: 0 })
  assert.deepEqual(wordOf('__signed'), { kind: 'type', name: 'signed', weight: weights.signed })
  assert.equal(wordOf('alignas'), wordOf('_Alignas'))
  assert.deepEqual(
    ['while', 'nullptr', '_Nullable', '__stdcall'].map(name => wordOf(name)!.kind),
    ['elsewhere', 'unsupported', 'nullability', 'convention'],
  )
  for (const name in weights) assert.equal(wordOf(name)!.weight, weights[name as keyof typeof weights])
})
