import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileFixture } from '../../test/fixture.ts'
import { alloc, c, callback, cast, open, sizeof } from '../index.ts'

const file = compileFixture(new URL('./convert.c', import.meta.url))

/** Milliseconds since 1970 as dates. */
const date = c.convert(c.int64_t, {
  toC: (value: unknown) => BigInt((value as Date).getTime()),
  fromC: value => new Date(Number(value)),
  name: 'stamp_t',
})
const then = new Date('2001-09-09T01:46:40.123Z')
const later = new Date('2026-01-01T00:00:00Z')

const point = c.struct({ x: c.int, y: c.int }, { name: 'point' })
const pair = c.convert(point, {
  toC: (value: unknown) => {
    const [x, y] = value as [number, number]
    return { x, y }
  },
  fromC: value => {
    const { x, y } = value as { x: number; y: number }
    return [x, y]
  },
})

const level = c.convert(c.unsigned_int, {
  toC: value => ['low', 'high'].indexOf(value as string),
  fromC: value => ['low', 'high'][value as number],
})
const span = c.struct({
  from: date,
  to: date,
  kind: c.bits(c.unsigned_int, 4),
  level: c.bits(level, 4),
  marks: c.array(date, 2),
})
const compare = c.fn(date, [date, date])

const lib = open(file, {
  same_stamp: c.fn(date, [date]),
  same_ratio: c.fn(
    c.convert(c.float, { toC: value => (value as number) / 100, fromC: value => (value as number) * 100 }),
    [c.convert(c.float, { toC: value => (value as number) / 100, fromC: value => (value as number) * 100 })],
  ),
  mirrored: c.fn(pair, [pair]),
  length_of: c.fn(c.int64_t, [span]),
  apply: c.fn(date, [c.pointer(compare), date, date]),
})

test('parameters and results, first by closures and then generated', () => {
  for (let i = 0; i < 300; i++) assert.deepEqual(lib['same_stamp'](then), then)
  assert.equal(lib['same_ratio'](50), 50)
})

test('a raw result is translated by nothing', () => {
  assert.equal(lib['same_stamp'].raw(then), BigInt(then.getTime()))
})

test('structs by value', () => {
  assert.deepEqual(lib['mirrored']([3, -4]), [-3, 4])
})

test('members, bit-fields and arrays within a struct', () => {
  const value = new span({ from: then, to: later, level: 'high', marks: [then, later] })
  assert.deepEqual([value.from, value.to, value.level, value.kind], [then, later, 'high', 0])
  value.from = later
  value.level = 'low'
  assert.deepEqual([value.from, value.level], [later, 'low'])
  assert.deepEqual([...value.marks], [then, later])
  value.marks[0] = later
  assert.deepEqual(value.marks[0], later)
  assert.equal(lib['length_of']({ from: then, to: new Date(then.getTime() + 5) }), 5n)
  assert.equal(sizeof(span), 40)
})

test('elements, boxes and what pointers point to', () => {
  const dates = alloc(c.array(date, 3))
  dates[1] = then
  assert.deepEqual([...dates], [new Date(0), then, new Date(0)])
  const box = alloc(date)
  box.value = then
  assert.deepEqual(box.value, then)
  assert.deepEqual(box.pointer.value, then)
  assert.deepEqual(dates.pointer.at(1), then)
  dates.pointer.set(2, later)
  assert.deepEqual(dates[2], later)
  const pairs = alloc(c.array(pair, 2))
  pairs[1] = [5, 6]
  assert.deepEqual(pairs[1], [5, 6])
  assert.deepEqual(pairs.pointer.at(1), [5, 6])
  assert.deepEqual(alloc(pair).value, [0, 0])
})

test('callbacks are given and give translated values, lent or kept', () => {
  const seen: unknown[] = []
  const latest = (a: Date, b: Date) => {
    seen.push(a, b)
    return a > b ? a : b
  }
  assert.deepEqual(lib['apply'](latest, then, later), later)
  using kept = callback(compare, latest)
  assert.deepEqual(lib['apply'](kept, later, then), later)
  assert.deepEqual(seen, [then, later, later, then])
})

test('a translator that calls C disturbs neither arguments nor what a callback was given', () => {
  const { sum } = open(file, 'int sum(int a, int b, int c);')
  const busy = c.convert(c.int64_t, {
    toC: value => BigInt(sum(value as number, 0, 0)),
    fromC: value => sum(Number(value), 0, 0),
  })
  const int = c.convert(c.int, { toC: value => sum(value as number, 0, 0), fromC: value => value })
  const busyLib = open(file, {
    sum: c.fn(c.int, [int, int, int]),
    apply: c.fn(busy, [c.pointer(c.fn(busy, [busy, busy])), busy, busy]),
  })
  assert.equal(busyLib['sum'](1, 20, 300), 321)
  assert.equal(
    busyLib['apply']((a: number, b: number) => 1000 * a + b, 7, 8),
    7008,
  )
})

test('variable arguments and undeclared ones: a typed value is translated', () => {
  const { snprintf } = open(null, 'int snprintf(char *s, size_t n, const char *format, ...);')
  const text = Buffer.alloc(64)
  const half = c.convert(c.float, { toC: value => (value as number) / 2, fromC: value => value })
  snprintf(text, 64, '%lld %g', date(new Date(77)), half(3))
  assert.equal(text.toString('latin1', 0, text.indexOf(0)), '77 1.5')
})

test('const types, and translations of translations', () => {
  const iso = c.convert(date, {
    toC: value => new Date(value as string),
    fromC: value => (value as Date).toISOString(),
  })
  const { same_stamp } = open(file, { same_stamp: c.fn(iso, [c.const(iso)]) })
  assert.equal(same_stamp('2001-09-09T01:46:40.123Z'), '2001-09-09T01:46:40.123Z')
  const box = alloc(iso)
  box.value = '2001-09-09T01:46:40.123Z'
  assert.equal(cast(c.const(iso), box.pointer).value, '2001-09-09T01:46:40.123Z')
  assert.throws(
    () => {
      cast(c.const(iso), box.pointer).value = 'now'
    },
    { code: 'ERR_CABI_ARG_TYPE' },
  )
})

test("int64: 'number' leaves translations to the program, and checks see the number", () => {
  const { same_stamp } = open(file, { same_stamp: c.fn(date, [date]) }, { int64: 'number' })
  assert.deepEqual(same_stamp(then), then)
  const seen = c.check(c.int64_t, result => [result])
  const lib = open(file, { same_stamp: c.fn(seen, [c.int64_t]) }, { int64: 'number' })
  assert.deepEqual(lib['same_stamp'](5), [5])
})

test('what a translator gives is checked as any value is, under the name of the type', () => {
  const wrong = c.convert(c.int, { toC: value => value, fromC: value => value, name: 'wrong_t' })
  const { sum } = open(file, { sum: c.fn(c.int, [c.int, wrong, c.int]) })
  assert.throws(() => sum(1, 'two', 3), {
    code: 'ERR_CABI_ARG_TYPE',
    message: /^sum: argument 2 is 'wrong_t': expected an integer from -2147483648 to 2147483647, got 'two'/,
  })
})

test('what a translator throws is thrown as it is, with its own stack', () => {
  const failing = c.convert(c.int, {
    toC: function translateBadly() {
      throw new SyntaxError('not like this')
    },
    fromC: value => value,
  })
  const { sum } = open(file, { sum: c.fn(c.int, [c.int, failing, c.int]) })
  assert.throws(
    () => sum(1, 2, 3),
    (error: Error) => error instanceof SyntaxError && /translateBadly/.test(error.stack!.split('\n')[1]!),
  )
})

test('refused: what has no values, and what is no conversion', () => {
  const translator = { toC: (value: unknown) => value, fromC: (value: unknown) => value }
  const messageOf = (call: () => unknown) => {
    try {
      call()
    } catch (error) {
      return (error as Error).message
    }
    return 'accepted'
  }
  assert.equal(
    messageOf(() => c.convert(c.void, translator)),
    "c.convert: 'void' has no size: there are no values of it: bytes are c.uint8_t, and a pointer to anything is c.pointer(c.void)",
  )
  assert.equal(
    messageOf(() => c.convert(c.int, null as never)),
    'c.convert: expected { toC, fromC }, got null',
  )
  assert.equal(
    messageOf(() => c.convert(c.int, { toC: translator.toC } as never)),
    'c.convert: fromC is a function, got undefined',
  )
  assert.equal(
    messageOf(() => c.convert(c.int, { ...translator, name: 'no name' })),
    "c.convert: name is a C identifier, got 'no name'",
  )
})
