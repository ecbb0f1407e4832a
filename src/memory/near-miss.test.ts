import assert from 'node:assert/strict'
import { test } from 'node:test'
import { randomNumbers } from '../library/search/library.fixture.ts'
import { nearMisses } from './near-miss.ts'

const names = [
  'printf',
  'dprintf',
  'sprintf',
  'puts',
  'strlen',
  'strnlen',
  '__strlen_avx2',
  'qsort',
  '_exit',
  'exit',
  'abs',
]

test('an inserted, deleted, replaced or swapped letter is one step', () => {
  assert.deepEqual(nearMisses('qsorrt', names), ['qsort'])
  assert.deepEqual(nearMisses('qsrt', names), ['qsort'])
  assert.deepEqual(nearMisses('qsart', names), ['qsort'])
  assert.deepEqual(nearMisses('qsrot', names), ['qsort'])
})

test('a swap counts once, not as two replacements', () => {
  assert.deepEqual(nearMisses('asb', ['abs']), ['abs'])
  assert.deepEqual(nearMisses('axy', ['abs']), [])
})

test('case and leading underscores do not count', () => {
  assert.deepEqual(nearMisses('StrLen', ['strlen', 'strlex']), ['strlen', 'strlex'])
  assert.deepEqual(nearMisses('exit', names), ['_exit'])
  assert.deepEqual(nearMisses('__qsort', names), ['qsort'])
})

test('nearest first, then by code units, whatever the order given, up to the limit', () => {
  assert.deepEqual(nearMisses('pritnf', names), ['printf', 'dprintf', 'sprintf'])
  assert.deepEqual(nearMisses('pritnf', names.toReversed()), ['printf', 'dprintf', 'sprintf'])
  assert.deepEqual(nearMisses('pritnf', names, 1), ['printf'])
})

test('the more letters, the more mistakes: none in two, one in three, two in six, three from nine on', () => {
  assert.deepEqual(nearMisses('ab', ['ac', 'a', 'b']), [])
  assert.deepEqual(nearMisses('abc', ['abd', 'ade']), ['abd'])
  assert.deepEqual(nearMisses('abcdef', ['abcdxy', 'abcxyz']), ['abcdxy'])
  assert.deepEqual(nearMisses('abcdefghijklmno', ['abcdefghijklxyz', 'abcdefghijkwxyz']), ['abcdefghijklxyz'])
})

test('the name itself is not near itself, and a name is given once', () => {
  assert.deepEqual(nearMisses('qsort', ['qsort', 'qsorts', 'qsorts']), ['qsorts'])
})

test('names are near exactly when the recursive definition of the distance says so', () => {
  const distance = (a: string, b: string): number => {
    if (a === '' || b === '') return a.length + b.length
    const costs = [
      distance(a.slice(1), b) + 1,
      distance(a, b.slice(1)) + 1,
      distance(a.slice(1), b.slice(1)) + (a[0] === b[0] ? 0 : 1),
    ]
    if (a.length > 1 && b.length > 1 && a[0] === b[1] && a[1] === b[0]) costs.push(distance(a.slice(2), b.slice(2)) + 1)
    return Math.min(...costs)
  }
  const random = randomNumbers(3)
  const word = (): string => Array.from({ length: random(6) }, () => 'abc'[random(3)]).join('')
  for (let i = 0; i < 300; i++) {
    const [a, b] = [word(), word()]
    // Nine letters before make three mistakes the limit.
    const isNear = nearMisses(`lmnopqrst${a}`, [`lmnopqrst${b}`]).length === 1
    assert.equal(isNear, a !== b && distance(a, b) <= 3, `${a} and ${b}`)
  }
})

test('odd names give no error', () => {
  for (const name of ['', '_', '___', '\ud800', 'é']) assert.deepEqual(nearMisses(name, ['qsort', name]), [])
})

test('three thousand names take some milliseconds', () => {
  const many = Array.from({ length: 3000 }, (_, i) => `sqlite3_${i.toString(36)}_column`)
  nearMisses('sqlite3_colunm', many)
  const start = performance.now()
  nearMisses('sqlite3_zz_colunm', many)
  // Measured 6 ms where every name passes all the short cuts; the bound is for a loaded machine.
  assert.ok(performance.now() - start < 200)
})
