import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressOf, alloc, arena, c, cast, cdef, offsetof, type RecordHandle, sizeof } from '../index.ts'

// biome-ignore lint/suspicious/noExplicitAny: members that TypeScript does not know
type Loose = any

const { mixed } = cdef(`typedef struct {
  signed char i8; unsigned char u8; short i16; unsigned short u16; int i32; unsigned u32; long i64; unsigned long u64;
  long long big; unsigned long long ubig; float f32; double f64; _Bool ok; char letter;
  enum { RED, GREEN } color; int low : 5; unsigned high : 20; const int fixed; const char *name; long double wide;
} mixed;`) as Record<string, RecordHandle>

/** By member, values that it holds, and one that it refuses. */
const values: Readonly<Record<string, readonly [readonly unknown[], unknown]>> = {
  i8: [[-128, 127, 0], 128],
  u8: [[255, 0, 1], -1],
  i16: [[-32768, 32767, 1], 32768],
  u16: [[65535, 0, 1], 65536],
  i32: [[-(2 ** 31), 2 ** 31 - 1, 0], 2 ** 31],
  u32: [[2 ** 32 - 1, 0, 1], -1],
  i64: [[-1, 2 ** 53 - 1, -(2 ** 53 - 1)], 0.5],
  u64: [[0, 2 ** 53 - 1, 2 ** 32], -1],
  big: [[-1n, 2n ** 63n - 1n, 0n], 2n ** 63n],
  ubig: [[2n ** 64n - 1n, 0n, 1n], -1n],
  f32: [[0.5, -0, Number.NaN], '1'],
  f64: [[0.1, Number.NEGATIVE_INFINITY, 5e-324], '1'],
  ok: [[true, false, true], 1],
  letter: [[65, 0, 127], 'no'],
  color: [[1, 0, 7], 'RED'],
  low: [[-16, 15, 0], 16],
  high: [[2 ** 20 - 1, 0, 1], 2 ** 20],
  wide: [[0.5, -2, 1e300], '1'],
}

for (const [name, [stored, refused]] of Object.entries(values)) {
  test(`a column of '${name}' reads and writes as the member does, also when it has been optimised`, () => {
    const array = alloc(c.array(mixed!, stored.length)) as Loose
    const column = array.column(name)
    for (let round = 0; round < 2000; round++) for (const [i, value] of stored.entries()) column.set(i, value)
    for (let round = 0; round < 2000; round++) for (const i of stored.keys()) column.at(i)
    assert.deepEqual(
      stored.map((_, i) => column.at(i)),
      stored,
    )
    assert.deepEqual(
      stored.map((_, i) => array[i][name]),
      stored,
    )
    assert.throws(() => column.set(0, refused), { code: /ERR_CABI_ARG_(RANGE|TYPE)/ })
    assert.deepEqual([...column], stored)
  })
}

test('a column writes the bytes of its member alone', () => {
  const array = alloc(c.array(mixed!, 3)) as Loose
  const bytes: Uint8Array = addressOf(array).bytes(3 * sizeof(mixed!))
  for (const [name, [stored]] of Object.entries(values)) {
    bytes.fill(0)
    array.column(name).set(1, stored[0])
    const written = bytes.slice()
    bytes.fill(0)
    array[1][name] = stored[0]
    assert.deepEqual(written, bytes, name)
  }
})

test('what is no index of a struct is refused, whatever was read before', () => {
  const column = (alloc(c.array(mixed!, 3)) as Loose).column('i32')
  for (let i = 0; i < 5000; i++) column.set(i % 3, column.at(i % 3) + 1)
  const wrong = [3, -1, 0.25, 2 ** 30, 2 ** 32, Number.NaN, '1', 1n, Symbol('1'), null, undefined, { valueOf: () => 1 }]
  for (const index of wrong) {
    const code = typeof index === 'number' ? 'ERR_CABI_ARG_RANGE' : 'ERR_CABI_ARG_TYPE'
    assert.throws(() => column.at(index), { code })
    assert.throws(() => column.set(index, 1), { code })
  }
  assert.deepEqual([...column], [1667, 1667, 1666])
  assert.equal(column.at(-0), 1667)
})

test('a column of an arena that was closed throws ERR_CABI_CLOSED', () => {
  for (const name of ['i32', 'i64', 'f64', 'ok', 'low']) {
    const scope = arena()
    const column = (scope.alloc(c.array(mixed!, 3)) as Loose).column(name)
    const value = column.at(2)
    column.set(2, value)
    scope.close()
    assert.throws(() => column.at(2), { code: 'ERR_CABI_CLOSED' })
    assert.throws(() => column.set(2, value), { code: 'ERR_CABI_CLOSED' })
  }
})

test('a column of const members is read, and not written', () => {
  const array = alloc(c.array(mixed!, 2)) as Loose
  addressOf(array)
    .cast(c.uint8_t)
    .set(sizeof(mixed!) + offsetof(mixed!, 'fixed'), 7)
  const column = array.column('fixed')
  assert.equal(column.at(1), 7)
  assert.throws(() => column.set(1, 8), { code: 'ERR_CABI_ARG_TYPE', message: /it is const/ })
})

test('a column of C memory that nobody vouched for is guarded', () => {
  const array = (cast(c.array(mixed!, 2), 0x10) as Loose).value
  assert.throws(() => array.column('i32').at(1), { code: 'ERR_CABI_FAULT' })
  assert.throws(() => array.column('i32').set(1, 1), { code: 'ERR_CABI_FAULT' })
})

test('members that are no numbers have a column too', () => {
  const scope = arena()
  const array = alloc(c.array(mixed!, 2)) as Loose
  const column = array.column('name')
  column.set(1, scope.string('one'))
  assert.deepEqual(
    [...column].map(name => name && String(name)),
    [null, 'one'],
  )
})

test('an array without structs has an empty column', () => {
  const column = (alloc(c.array(mixed!, 0)) as Loose).column('i32')
  assert.deepEqual([...column], [])
  assert.throws(() => column.at(0), { code: 'ERR_CABI_ARG_RANGE' })
})
