import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { compileFixture } from '../../test/fixture.ts'
import { Call } from '../exchange/call.ts'
import { exchange } from '../exchange/exchange.ts'
import { composeMarshaller } from '../exchange/marshaller.ts'
import { addressOf, arena, cast, cdef, open, toObject } from '../index.ts'
import type { CFunction } from '../library/function.ts'
import { boundFunctionOf } from '../library/function-facts.ts'
import { accessOffset, argumentsOffset, scratchOffset } from '../machine/control-block.ts'
import { scratchEnd } from './call-copies.ts'

const types = `
  typedef struct { char c[3]; } three; typedef struct { double x, y; } point;
  typedef struct { int tag; point at; int n[3]; char text[8]; } mixed;
  typedef struct { double a, b, c, d, e, f; } six; typedef struct { char c[200]; } big;
  typedef struct { const char *text; int n; } named;
  typedef struct { unsigned a : 3; int b : 5; int64_t wide; } bits; typedef union { int i; float f; } either;
  typedef struct __attribute__((packed)) { char c; double d; } tight; typedef struct { _Alignas(64) int n; } apart;
  struct pair { int a, b; }; struct names { int valueOf, toString; }; struct sealed { const point p; };
  struct __attribute__((packed)) odd { char c; point p; };`

const file = compileFixture(new URL('./aggregate-conversion.c', import.meta.url))

const lib = open(
  file,
  `${types}
  three three_turn(three v); point point_add(point a, point b); double mixed_sum(int before, mixed m, double after);
  six six_turn(six v); big big_add(big v, int n); int named_length(named a, named b); int64_t bits_sum(bits v);
  either either_next(either v); double tight_sum(tight v); int apart_is_aligned(apart v); int padding(mixed m);
  point point_fault(point p, int *where); int plus(int a); int after_text(const char *text, six a, six b);
  int names_sum(struct names v); int pair_sum(struct pair v); double points_sum(int n, ...);`,
)

const { point: Point, mixed: Mixed, named: Named, six: Six, tight: Tight } = lib

/** A function with each of its marshallers. */
function both(name: string): readonly (readonly [marshaller: string, f: (...values: unknown[]) => unknown])[] {
  const f = lib[name] as CFunction
  const bound = boundFunctionOf(f)!
  const closures = composeMarshaller(new Call(bound.library.shapeOf(bound.type, false), bound))
  return [
    ['its own', f],
    ['closures', closures],
  ]
}

/** With each marshaller, and often enough for optimised code. */
function gives(name: string, values: () => unknown[], expected: unknown): void {
  for (const [marshaller, f] of both(name)) {
    for (let i = 0; i < 300; i++) assert.deepEqual(toObject(f(...values())), expected, `${name}, ${marshaller}`)
  }
}

function refuses(name: string, values: unknown[], code: string, message: string | RegExp): void {
  for (const [marshaller, f] of both(name)) {
    for (let i = 0; i < 3; i++) assert.throws(() => f(...values), { code, message }, `${name}, ${marshaller}`)
  }
}

test('structs of all sizes go as instances and as plain objects, and come as instances', () => {
  const sums = { x: 11, y: 22 }
  const a = new Point({ x: 1, y: 2 })
  gives('point_add', () => [a, new Point({ x: 10, y: 20 })], sums)
  gives('point_add', () => [{ x: 1, y: 2 }, a], { x: 2, y: 4 })
  gives(
    'point_add',
    () => [
      { x: 1, y: 2 },
      { y: 20, x: 10 },
    ],
    sums,
  )
  gives('three_turn', () => [{ c: 'ab' }], { c: '' })
  gives('three_turn', () => [{ c: Uint8Array.of(97, 98, 99) }], { c: 'cba' })
  gives('six_turn', () => [{ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 }], { a: 6, b: 5, c: 4, d: 3, e: 2, f: 1 })
  gives('six_turn', () => [new Six({ a: 1, f: 6 })], { a: 6, b: 0, c: 0, d: 0, e: 0, f: 1 })
  gives('big_add', () => [{ c: Uint8Array.from({ length: 200 }, () => 65) }, 1], { c: 'B'.repeat(200) })
  const result = lib['point_add'](a, a)
  assert.ok(result instanceof Point)
  assert.deepEqual([a.x, a.y], [1, 2])
})

test('members that are structs, arrays, strings and bit-fields are converted as they are in memory', () => {
  const whole = { tag: 4, at: { x: 1, y: 2 }, n: [5, 6, 7], text: 'four' }
  const sum = 1 + 4 + 10 + 200 + 18 + 4 + 0.5
  gives('mixed_sum', () => [1, whole, 0.5], sum)
  gives('mixed_sum', () => [1, new Mixed(whole), 0.5], sum)
  gives('mixed_sum', () => [1, { ...whole, at: new Point({ x: 1, y: 2 }), n: Int32Array.of(5, 6, 7) }, 0.5], sum)
  gives('bits_sum', () => [{ a: 7, b: -16, wide: 2n ** 40n }], 2n ** 40n - 9n)
  gives('bits_sum', () => [{ a: 7, b: -16, wide: 5 }], -4n)
  gives('either_next', () => [{ i: 41 }], { i: 42, f: new Float32Array(Int32Array.of(42).buffer)[0] })
  gives('either_next', () => [{ f: 0, i: 1 }], { i: 2, f: new Float32Array(Int32Array.of(2).buffer)[0] })
  gives('tight_sum', () => [{ c: 1, d: 2.5 }], 3.5)
  gives('tight_sum', () => [new Tight({ c: 1, d: 2.5 })], 3.5)
  gives('apart_is_aligned', () => [{ n: 5 }], 5)
})

test('members that are not given are zero, and so is padding, whatever was in scratch before', () => {
  for (let i = 0; i < 200; i++) {
    lib['big_add']({ c: new Uint8Array(200).fill(255) }, 0)
    assert.equal(lib['padding']({ tag: 1, at: { x: 1, y: 1 }, n: [], text: '' }), 0)
    assert.equal(lib['mixed_sum'](0, {}, 0), 0)
    assert.deepEqual(toObject(lib['point_add']({ y: 1 }, {})), { x: 0, y: 1 })
  }
})

test('strings of plain objects live as long as the call', () => {
  const text = (i: number) => `${'é'.repeat(i % 60)}x`
  for (const [, f] of both('named_length')) {
    for (let i = 0; i < 3000; i++) {
      const length = f({ text: text(i), n: 1 }, new Named({ text: 'abc', n: 1000 }))
      assert.equal(length, 3000 + 2 * (i % 60) + 1)
    }
  }
})

test('what is kept for a call is kept until it is done, and no longer', () => {
  const program = `
    const { open } = await import(${JSON.stringify(new URL('../index.js', import.meta.url).href)})
    const { named_length } = open(${JSON.stringify(file)}, ${JSON.stringify(`${types} int named_length(named a, named b);`)})
    const unusual = value => Object.assign(Object.create(null), value)
    const text = 'x'.repeat(200_000)
    for (const form of [value => value, unusual]) {
      for (let i = 0; i < 1500; i++) named_length(form({ text: text + i, n: 1 }), form({ text, n: 1 }))
      gc()
      const { arrayBuffers } = process.memoryUsage()
      if (arrayBuffers > 50e6) throw new Error(arrayBuffers + ' bytes are kept')
      const collecting = { get text() { gc(); gc(); return 'abc' }, n: 1 }
      for (let i = 0; i < 20; i++) {
        const length = named_length(form({ text: text + 'abc', n: 1 }), collecting)
        if (length !== 200_006) throw new Error('a string of ' + length)
      }
    }`
  const flags = [...process.execArgv, '--expose-gc', '--input-type=module', '-e', program]
  const { status, stderr } = spawnSync(process.execPath, flags, { encoding: 'utf8' })
  assert.equal(status, 0, stderr)
})

test('wrong values are refused, with the names of function, parameter and member', () => {
  const expected = "expected an instance of 'point' or a plain object with its members"
  const a = new Point()
  for (const [value, shown] of [
    [1, '1'],
    [null, 'null'],
    [undefined, 'undefined'],
    ['xy', "'xy'"],
    [[1, 2], '[ 1, 2 ]'],
    [new Named(), "an instance of 'named'"],
    [
      new (class Own {
        x = 1
        y = 2
      })(),
      'Own { x: 1, y: 2 }',
    ],
  ] as const) {
    refuses(
      'point_add',
      [value, a],
      'ERR_CABI_ARG_TYPE',
      `point_add: argument 1 (a) is 'point': ${expected}, got ${shown}`,
    )
    refuses(
      'point_add',
      [{}, value],
      'ERR_CABI_ARG_TYPE',
      `point_add: argument 2 (b) is 'point': ${expected}, got ${shown}`,
    )
  }
  const noMember =
    "point_add: argument 2 (b) is 'point': expected members of 'point', which has no 'z', got { x: 1, z: 2 }"
  refuses('point_add', [a, { x: 1, z: 2 }], 'ERR_CABI_ARG_TYPE', noMember)
  refuses('point_add', [a, { x: 1, y: 2, z: undefined }], 'ERR_CABI_ARG_TYPE', /which has no 'z'/)
  refuses(
    'point_add',
    [{ x: '1', y: 2 }, a],
    'ERR_CABI_ARG_TYPE',
    "point_add: argument 1 (a).x is 'double': expected a number, got '1'",
  )
  refuses(
    'point_add',
    [{ x: undefined, y: 2 }, a],
    'ERR_CABI_ARG_TYPE',
    /^point_add: argument 1 \(a\)\.x is 'double': expected a number, got undef/,
  )
  refuses('mixed_sum', [1, { tag: 2 ** 31 }, 1], 'ERR_CABI_ARG_RANGE', /^mixed_sum: argument 2 \(m\)\.tag is 'int'/)
  refuses(
    'mixed_sum',
    [1, { at: { x: 1, q: 1 } }, 1],
    'ERR_CABI_ARG_TYPE',
    /^mixed_sum: argument 2 \(m\)\.at is 'point': .* no 'q'/,
  )
  refuses(
    'mixed_sum',
    [1, { n: [1, 2, 3, 4] }, 1],
    'ERR_CABI_ARG_RANGE',
    /^mixed_sum: argument 2 \(m\)\.n is 'int \[3\]'/,
  )
  refuses(
    'mixed_sum',
    [1, { text: 'too long' }, 1],
    'ERR_CABI_ARG_RANGE',
    /^mixed_sum: argument 2 \(m\)\.text is 'char \[8\]'/,
  )
  refuses('bits_sum', [{ a: 8 }], 'ERR_CABI_ARG_RANGE', /^bits_sum: argument 1 \(v\)\.a is/)
  refuses('point_add', [a], 'ERR_CABI_ARG_COUNT', 'point_add: expected 2 arguments, got 1')
})

test("members are an object's own", () => {
  const inherited = Object.create({ x: 5 }, { y: { value: 1, enumerable: true } })
  refuses('point_add', [inherited, {}], 'ERR_CABI_ARG_TYPE', /^point_add: argument 1 \(a\)/)
  gives('point_add', () => [Object.assign(Object.create(null), { x: 1, y: 2 }), {}], { x: 1, y: 2 })
  gives('names_sum', () => [{}], 0)
  gives('names_sum', () => [{ toString: 1 }], 1)
  assert.deepEqual(toObject(new lib['struct names']({})), { valueOf: 0, toString: 0 })
  const prototype = Object.prototype as { x?: number }
  prototype.x = 7
  try {
    gives('point_add', () => [{ y: 2 }, {}], { x: 0, y: 2 })
    gives('point_add', () => [{ x: 1, y: 2 }, {}], { x: 1, y: 2 })
  } finally {
    delete prototype.x
  }
})

test('instances are taken wherever they are', () => {
  const b = { x: 10, y: 20 }
  const sums = { x: 11, y: 22 }
  const own = new Point({ x: 1, y: 2 })
  const foreign = (cast(Point, addressOf(own).address) as { value: unknown }).value
  gives('point_add', () => [foreign, b], sums)
  const part = new Mixed({ at: { x: 1, y: 2 } })
  gives('point_add', () => [part.at, b], sums)
  gives('point_add', () => [new lib['struct sealed']({ p: { x: 1, y: 2 } }).p, b], sums)
  gives('point_add', () => [new lib['struct odd']({ c: 1, p: { x: 1, y: 2 } }).p, b], sums)
  // Without a tag it is a type of its own wherever it is declared (C11 6.7.2.3 §5); with one, it is the same.
  const other = cdef(types) as Record<string, new (value: object) => object>
  refuses('point_add', [new other['point']!({ x: 1 }), b], 'ERR_CABI_ARG_TYPE', /got an instance of 'point'$/)
  gives('pair_sum', () => [new other['struct pair']!({ a: 1, b: 2 })], 3)
})

test('an instance of closed memory is refused, and memory that is not there is a fault', () => {
  const scope = arena()
  const point = scope.alloc(Point)
  gives('point_add', () => [point, { x: 1, y: 1 }], { x: 1, y: 1 })
  scope.close()
  refuses('point_add', [point, {}], 'ERR_CABI_CLOSED', 'the arena was closed: its memory is gone')
  refuses('point_add', [{}, point], 'ERR_CABI_CLOSED', 'the arena was closed: its memory is gone')
  const nowhere = (cast(Point, 16) as { value: unknown }).value
  for (const [, f] of both('point_add')) assert.throws(() => f(nowhere, {}), { code: 'ERR_CABI_FAULT', address: 16 })
  gives('point_add', () => [{ x: 1 }, {}], { x: 1, y: 0 })
})

test('a fault of the function leaves the next calls as they are', () => {
  const kept = lib['point_add']({ x: 1, y: 2 }, {})
  for (const [, f] of both('point_fault')) {
    for (let i = 0; i < 20; i++) {
      assert.throws(() => f({ x: 1, y: 2 }, null), { code: 'ERR_CABI_FAULT', address: 0 })
      assert.deepEqual(toObject(f({ x: 3, y: 4 }, new Int32Array(1))), { x: 3, y: 4 })
    }
  }
  assert.deepEqual(toObject(kept), { x: 1, y: 2 })
})

test('results are apart from each other: later calls leave them as they are', () => {
  for (const [, f] of both('point_add')) {
    const results = Array.from(
      { length: 10_000 },
      (_, i) => f({ x: i, y: 1 }, { x: 0, y: i }) as { x: number; y: number },
    )
    assert.ok(results.every(({ x, y }, i) => x === i && y === i + 1))
  }
  for (const [, f] of both('big_add')) {
    const results = Array.from({ length: 1000 }, (_, i) => f({ c: Uint8Array.of(32 + (i % 90)) }, 1) as { c: string })
    assert.ok(results.every(({ c }, i) => c.charCodeAt(0) === 33 + (i % 90)))
  }
})

test('results are instances of the class that was adopted', () => {
  const own = open(file, `${types} point point_add(point a, point b);`)
  assert.equal(own['point_add']({ x: 3 }, { y: 4 }).x, 3)
  const Plain: new () => { x: number; y: number } = own['point']
  class Vector extends Plain {
    constructor() {
      super()
      throw new Error('not run for views')
    }
    get length() {
      return Math.hypot(this.x, this.y)
    }
  }
  own['point'].adopt(Vector)
  for (let i = 0; i < 300; i++) {
    const sum = own['point_add']({ x: 3 }, { y: 4 })
    assert.ok(sum instanceof Vector)
    assert.equal(sum.length, 5)
    assert.deepEqual(toObject(own['point_add'](sum, sum)), { x: 6, y: 8 })
  }
})

test('a getter may call C: the arguments before it are as they were given', () => {
  const meddling = (x: number) => ({
    get x() {
      lib['point_add']({ x: 90, y: 91 }, { x: 92, y: 93 })
      lib['mixed_sum'](94, { tag: 95, text: 'meddle' }, 96)
      return x + lib['plus'](0) - 1
    },
    y: 2,
  })
  gives('point_add', () => [{ x: 10, y: 20 }, meddling(1)], { x: 11, y: 22 })
  gives('point_add', () => [meddling(1), { x: 10, y: 20 }], { x: 11, y: 22 })
  gives('mixed_sum', () => [5, { tag: 1, at: meddling(1), text: 'abc' }, 0.5], 5 + 1 + 10 + 200 + 3 + 0.5)
})

test('a getter that throws is asked once, and the call is as good as none', () => {
  for (const [, f] of both('point_add')) {
    const own = new Error('own')
    let asked = 0
    const value = {
      get x() {
        asked += 1
        if (asked === 1) throw own
        return 1
      },
      y: 2,
    }
    assert.throws(
      () => f({ x: 10, y: 20 }, value),
      (error: unknown) => error === own,
    )
    assert.equal(asked, 1)
    assert.deepEqual(toObject(f({ x: 10, y: 20 }, value)), { x: 11, y: 22 })
  }
})

test('copies that scratch has no room for are elsewhere', () => {
  const room = scratchEnd - scratchOffset
  for (const [, f] of both('after_text')) {
    for (let length = room - 40; length < room + 10; length++) {
      assert.equal(f(new Uint8Array(length).fill(120), { a: 1, f: 2 }, { a: 3, f: 4 }), length + 10)
    }
  }
})

test('structs are variable arguments as instances', () => {
  const p = new Point({ x: 1, y: 2 })
  assert.equal(lib['points_sum'](2, p, new Point({ x: 10, y: 20 })), 33)
  assert.throws(() => lib['points_sum'](1, { x: 1, y: 2 }), { code: 'ERR_CABI_ARG_TYPE' })
})

const forbidden = '--disallow-code-generation-from-strings'

if (!process.execArgv.includes(forbidden)) {
  test('all of it holds where code from strings is forbidden', () => {
    const { NODE_TEST_CONTEXT: _, ...env } = process.env
    const flags = [forbidden, fileURLToPath(import.meta.url)]
    const { status, stdout } = spawnSync(process.execPath, flags, { encoding: 'utf8', env })
    assert.equal(status, 0, stdout)
  })
}

test('a result is as aligned as its type says, whatever its struct asks for', () => {
  const aligned = open(
    file,
    `typedef struct { double x, y; } point; typedef point wide_point __attribute__((aligned(32)));
    typedef struct { char c[200]; } big; typedef big wide_big __attribute__((aligned(64)));
    wide_point wide_point_of(double x); wide_big wide_big_of(char c);`,
  )
  const results = Array.from({ length: 500 }, (_, i) => [aligned['wide_point_of'](i), aligned['wide_big_of'](i % 100)])
  for (const [i, [point, big]] of results.entries()) {
    assert.deepEqual([point.x, point.y], [i, i])
    assert.equal(big.c.length, i % 100 === 0 ? 0 : 1)
    assert.deepEqual([addressOf(point).address % 32, addressOf(big).address % 64], [0, 0])
    assert.ok(point instanceof aligned['point'])
  }
})

test('a vector that C returns in memory has its own, each time, and nothing of the exchange is written', () => {
  const text: string = 'typedef int ints __attribute__((vector_size(128))); ints ints_from(int n);'
  const vectors = open(file, text)
  const behindResult = () => exchange().views.U8.slice(accessOffset, argumentsOffset)
  const before = behindResult()
  const [a, b] = [vectors['ints_from'](1), vectors['ints_from'](100)]
  assert.deepEqual(behindResult(), before)
  assert.deepEqual(
    [...a],
    Array.from({ length: 32 }, (_, i) => 1 + i),
  )
  assert.deepEqual([b[0], b[31]], [100, 131])
})
