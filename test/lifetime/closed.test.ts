/** A library is closed while objects of it are in use: errors, never a crash. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { close, open, own, type Pointer, release } from '../../src/index.ts'
import { compileFixture } from '../fixture.ts'
import { collect } from './garbage.ts'

const declarations = `
  extern int count; extern struct point { int x, y; } origin; extern struct point points[2]; extern int numbers[4];
  extern const char *message; extern int *cursor; int get_count(void);`

/** Of its own, so that nothing else keeps it mapped. */
const variables = compileFixture('src/library/variable.c', ['-DCLOSED_TEST'])
const things = compileFixture('src/library/own.c', ['-DCLOSED_TEST'])

const closedCode = { code: 'ERR_CABI_CLOSED' }
const fault = { code: 'ERR_CABI_FAULT' }

test('an unloaded library: its functions and variables are closed, its memory is a fault', () => {
  const library = open(variables, declarations, { unload: true })
  const { origin, points, numbers, get_count } = library
  const cursor: Pointer = library['cursor']
  const point = points[1]
  assert.deepEqual([origin.x, point.y, numbers[3], cursor.value, get_count()], [3, 4, 4, 42, 42])
  close(library)
  assert.throws(() => get_count(), closedCode)
  assert.throws(() => library['count'], closedCode)
  assert.throws(() => Reflect.set(library, 'count', 1), closedCode)
  assert.throws(() => library['origin'], closedCode)
  const uses: readonly (() => unknown)[] = [
    () => origin.x,
    () => {
      origin.x = 1
    },
    () => point.y,
    () => points.at(0).x,
    () => numbers[3],
    () => cursor.value,
    () => cursor.at(1),
    () => cursor.set(0, 1),
    () => cursor.bytes(4),
    () => cursor.array(1),
  ]
  for (const use of uses) assert.throws(use, fault, `${use}`)
})

test('a closed library that stays mapped: what was taken goes on', () => {
  const library = open(variables, declarations)
  const { origin, numbers, message } = library
  const cursor: Pointer = library['cursor']
  close(library)
  assert.deepEqual([origin.x, numbers[3], cursor.value, message], [3, 4, 42, 'hello'])
  assert.throws(() => library['message'], closedCode)
})

const freeing = 'struct thing *make_thing(int value); void free_thing(struct thing *thing);'

test('what an unloaded library should have freed is left alone, a hundred times', async () => {
  const warnings: (Error & { code?: string })[] = []
  const listen = (warning: Error) => void warnings.push(warning)
  process.on('warning', listen)
  for (let round = 0; round < 10; round++) {
    const library = open(things, freeing, { unload: true })
    const kept = own(library['make_thing'](1), library['free_thing'])
    for (let i = 0; i < 10; i++) own(library['make_thing'](i), library['free_thing'])
    close(library)
    await collect()
    assert.throws(() => release(kept), closedCode)
  }
  await collect()
  process.off('warning', listen)
  assert.equal(warnings.length, 100)
  assert.ok(warnings.every(({ code }) => code === 'ERR_CABI_CLOSED'))
})

test('open, use and close, a thousand times', async () => {
  for (let i = 0; i < 1000; i++) {
    const library = open(variables, declarations, { unload: i % 2 === 0 })
    assert.deepEqual([library['count'], library['origin'].x], [42, 3])
    close(library)
  }
  await collect()
})
