import assert from 'node:assert/strict'
import { test } from 'node:test'
import { integers, isIntegerName } from '../../ctype/scalar.ts'
import { x86_64_linux } from '../../ctype/target.ts'
import { isReserved, typeOfSum, weights, wordOf } from './keyword.ts'
import { predefinedTypes } from './predefined-type.ts'

/** Two bits count each word, and five hold the rare ones, of which one may be. */
const contains = (sum: number, weight: number) =>
  weight < 1 << 24 ? Math.floor(sum / weight) % 4 > 0 : sum >> 24 === weight >> 24

/** The sums of all words that can stand together, at most five: `_Complex unsigned long long int`. */
const sums = validSums(0, 5)

function validSums(before: number, most: number): number[] {
  if (most === 0) return []
  const found = new Set<number>()
  for (const weight of Object.values(weights)) {
    const sum = before + weight
    if (typeOfSum(sum) === undefined) continue
    found.add(sum)
    for (const more of validSums(sum, most - 1)) found.add(more)
  }
  return [...found]
}

test('a part of a valid multiset of type words is valid', () => {
  const all = Object.values(weights)
  assert.equal(sums.length, 81)
  for (const sum of sums) {
    for (const weight of all) {
      const contained = contains(sum, weight)
      if (contained && sum !== weight) assert.ok(typeOfSum(sum - weight) !== undefined, `${sum} without ${weight}`)
    }
  }
})

test('every integer type has a spelling or a built-in name', () => {
  const types = sums.map(typeOfSum)
  const spelled = new Set(types.map(type => (type?.kind === 'integer' ? type.name : '')))
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
