import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { setFlagsFromString } from 'node:v8'
import { type Callable, optimisation } from '../../test/oracle/optimisation.ts'
import {
  addressOf,
  alloc,
  arena,
  CArray,
  c,
  cast,
  cdef,
  copy,
  isType,
  type RecordHandle,
  toObject,
  typeOf,
} from '../index.ts'

setFlagsFromString('--allow-natives-syntax')
const { prepare, optimise, isOptimised } = optimisation()

const { point: Point, 'struct image': Image } = cdef(`
  typedef struct { int x, y; } point;
  struct image { point corners[2][2]; _Bool rows[3]; const char *names[2]; char tags[2][4]; };
`) as Record<string, RecordHandle>

// biome-ignore lint/suspicious/noExplicitAny: elements depend on C text that is not in the types
type Loose = any

const points = (count: number): Loose => alloc(c.array(Point!, count))

test('elements are read and written by index, as views', () => {
  const array = points(3)
  array[1].x = 5
  assert.equal(array[1].x, 5)
  assert.equal(array.at(1).x, 5)
  assert.ok(array[1] instanceof Point!)
  assert.equal(array[1], array[1])
  assert.equal(array.length, 3)
})

test('an array is iterable, and plain data to JSON and toObject', () => {
  const array = points(2)
  array[1].y = 7
  const plain = [
    { x: 0, y: 0 },
    { x: 0, y: 7 },
  ]
  assert.deepEqual(Array.from(array, toObject), plain)
  assert.deepEqual(toObject(array), plain)
  assert.equal(JSON.stringify(array), '[{"x":0,"y":0},{"x":0,"y":7}]')
})

test('set copies a value into an element: a plain object or an instance', () => {
  const array = points(2)
  array.set(0, { x: 1 })
  const instance = new Point!({ x: 3, y: 4 })
  array.set(1, instance)
  instance.x = 9
  assert.deepEqual(toObject(array), [
    { x: 1, y: 0 },
    { x: 3, y: 4 },
  ])
})

test('what is no index of the array is refused, read and written', () => {
  const array = points(3)
  const flags = alloc(c.array(c.bool, 3)) as Loose
  for (const index of [3, -1, 1.5, 2 ** 32]) {
    for (const [each, text] of [
      [array, 'point [3]'],
      [flags, 'bool [3]'],
    ]) {
      const error = {
        name: 'RangeError',
        code: 'ERR_CABI_ARG_RANGE',
        message: `'${text}': expected an index from 0 to 2, got ${index}`,
      }
      assert.throws(() => each[index], error)
      assert.throws(() => each.at(index), error)
      assert.throws(() => each.set(index, true), error)
      assert.throws(() => {
        each[index] = true
      }, error)
    }
  }
  assert.throws(() => array.at(Number.NaN), { name: 'RangeError', code: 'ERR_CABI_ARG_RANGE' })
  for (const index of ['1', undefined, null, 1n]) {
    assert.throws(() => array.at(index), { name: 'TypeError', code: 'ERR_CABI_ARG_TYPE', value: index })
  }
  assert.throws(() => (alloc(c.array(c.bool, 0)) as Loose)[0], { message: "'bool [0]' has no elements, got index 0" })
})

test('other names are properties as of any object', () => {
  const array = points(1)
  assert.equal(array.missing, undefined)
  assert.equal('missing' in array, false)
  assert.equal(String(array), '[object Object]')
  array.note = 'x'
  assert.equal(array.note, 'x')
  assert.equal(Object.create(array).missing, undefined)
})

test('scalars are stored by index with the checks of an argument', () => {
  const flags = alloc(c.array(c.bool, 2)) as Loose
  flags[1] = true
  assert.deepEqual([...flags], [false, true])
  assert.throws(
    () => {
      flags[0] = 1
    },
    { name: 'TypeError', code: 'ERR_CABI_ARG_TYPE', message: "bool[0] is 'bool': expected true or false, got 1" },
  )
  const names = alloc(c.array(c.string, 2)) as Loose
  names[0] = 'first'
  names.set(1, 'second')
  assert.deepEqual([...names], ['first', 'second'])
  names[0] = null
  assert.equal(names[0], null)
})

test('an assignment to an element is a store, whatever was read before', () => {
  const array = points(3)
  const second = array[1]
  assert.equal(array[1], second)
  array[1] = { x: 5 }
  assert.deepEqual([array[1], array.at(1)], [second, second])
  assert.deepEqual(toObject(array), [
    { x: 0, y: 0 },
    { x: 5, y: 0 },
    { x: 0, y: 0 },
  ])
  array[2] = array[1]
  array[1].x = 6
  assert.equal(array[2].x, 5, 'a copy')
  assert.throws(() => Object.assign(array, { 1: { x: 'a' } }), { code: 'ERR_CABI_ARG_TYPE' })
  assert.throws(() => Object.assign(array, { 3: { x: 1 } }), { code: 'ERR_CABI_ARG_RANGE' })
  const rows = alloc(c.array(c.array(c.int, 2), 2)) as Loose
  rows[0][1] = 3
  rows[1] = rows[0]
  assert.deepEqual(toObject(rows), [
    [0, 3],
    [0, 3],
  ])
})

/** Elements of its own it would not ask a Proxy for. */
const hasOwn = (array: Loose) => Object.hasOwn(array, array.length - 1)

test('an array that is swept from its start has elements of its own from the third on, the same views as before', () => {
  const array = points(64)
  const first = array[0]
  const second = array[1]
  assert.ok(!hasOwn(array))
  const third = array[2]
  assert.ok(hasOwn(array))
  assert.deepEqual([array[0], array[1], array[2]], [first, second, third])
  for (const [k, view] of [first, second, third].entries()) assert.equal(array[k], view)
  second.x = 5
  array[63].y = 7
  assert.deepEqual([array[1].x, array.column('y').at(63)], [5, 7])
  assert.equal(Object.getPrototypeOf(array), Object.getPrototypeOf(points(2)))
  array[3] = { x: 9 }
  assert.throws(() => addressOf(array), { code: 'ERR_CABI_ARG_TYPE', message: /element 3 was replaced/ })
})

test('whatever was read before, elements 0, 1 and 2 one after the other are the beginning of a sweep', () => {
  for (const before of [[5], [0, 0], [1, 2], [0, 1, 3], [0, 1, 0, 1]]) {
    const array = points(64)
    for (const index of [...before, 0, 1]) array[index].x = 1
    assert.ok(!hasOwn(array), String(before))
    assert.equal(array[2].x, before.includes(2) ? 1 : 0)
    assert.ok(hasOwn(array), String(before))
  }
})

test('other reads by index, and those of a few elements, leave an array as it was until there are a thousand', () => {
  const orders = {
    'not from the start': [64, 1, 2, 3],
    'not in order': [64, 0, 1, 3, 2],
    'not each once': [64, 0, 1, 1, 2],
    'not many': [63, ...Array.from({ length: 63 }, (_, i) => i)],
  } as const
  for (const [name, [count, ...indices]] of Object.entries(orders)) {
    const array = points(count)
    for (const index of indices) array[index].x = 1
    assert.ok(!hasOwn(array), name)
    for (let i = indices.length; i < 999; i++) array[5].x += 1
    assert.ok(!hasOwn(array), name)
    assert.ok(Number.isInteger(array[7].x))
    assert.ok(hasOwn(array), name)
  }
})

test('where elements are assigned by index, they are stored, until a thousand were read or a sweep of a thousand begins', () => {
  const sweep = (array: Loose) => {
    for (const index of [0, 1, 2]) assert.equal(array[index].y, 0)
  }
  const array = points(999)
  array[1] = { x: 5 }
  sweep(array)
  array[3] = { x: 9 }
  assert.deepEqual([array[1].x, array[3].x, addressOf(array).at(3).x], [5, 9, 9])
  assert.ok(!hasOwn(array))
  const large = points(1000)
  large[1] = { x: 5 }
  sweep(large)
  assert.ok(hasOwn(large))
  assert.equal(large[1].x, 5)
})

test('a place in a program that sweeps a new array has its elements in line, also where element 0 was read before', () => {
  for (const before of [0, 1]) {
    const place = new Function('array', 'i', `return array[i].x // ${before}`)
    prepare(place as Callable)
    const array = points(64)
    for (let k = 0; k < before; k++) array[0].x = before
    for (let i = 0; i < 64; i++) assert.equal(place(array, i), i === 0 ? before : 0)
    optimise(place as Callable)
    assert.equal(place(array, 0), before)
    assert.ok(isOptimised(place as Callable))
    // Code for known shapes of arrays gives up where it meets another: a call of the engine's would take any.
    assert.equal(place([array[0]], 0), before)
    assert.ok(!isOptimised(place as Callable), `element 0 was read ${before} times before`)
  }
})

test('an iterator of an array has what iterators inherit, and ends', () => {
  const array = points(2)
  const elements = array[Symbol.iterator]()
  assert.equal(elements[Symbol.iterator](), elements)
  assert.equal(String(elements), '[object CArray Iterator]')
  assert.deepEqual(elements.next(), { value: array[0], done: false })
  assert.deepEqual([...elements], [array[1]])
  assert.deepEqual(elements.next(), { value: undefined, done: true })
})

test('elements of its own are as closed, as const and as guarded as those of any array', () => {
  const sweep = (array: Loose) => {
    for (const index of [0, 1, 2]) array[index].x
    assert.ok(hasOwn(array))
    return array
  }
  const scope = arena()
  const closed = sweep(scope.alloc(c.array(Point!, 64)))
  const view = closed[3]
  scope.close()
  const uses = [() => view.x, () => closed[5].x, () => (closed[5].x = 1), () => addressOf(closed)]
  for (const use of uses) assert.throws(use, { code: 'ERR_CABI_CLOSED' })
  const constant = sweep(alloc(c.array(c.const(Point!), 64)))
  assert.throws(() => (constant[3].x = 1), { code: 'ERR_CABI_ARG_TYPE', message: /it is const/ })
  const memory = points(64)
  const foreign = sweep((cast(c.array(Point!, 64), addressOf(memory).address) as Loose).value)
  foreign[63].y = 9
  assert.equal(memory[63].y, 9)
})

test('where an array was read by index a thousand times, a replaced element is found before C or a copy misses it', () => {
  const array = points(2)
  const second = array[1]
  for (let i = 0; i < 1000; i++) array[0].x += 1
  assert.deepEqual([array[0].x, array[1]], [1000, second])
  array[1] = { x: 5 }
  const error = {
    name: 'TypeError',
    code: 'ERR_CABI_ARG_TYPE',
    message: "'point [2]': element 1 was replaced by { x: 5 }, which C does not see: write it with set(1, value)",
  }
  for (const use of [
    () => addressOf(array),
    () => array.pointer,
    () => array.column('x'),
    () => copy(new Uint8Array(16), array),
    () => toObject(array),
    () => array.at(1),
    () => [...array],
    () => JSON.stringify(array),
  ]) {
    assert.throws(use, error)
  }
  array.set(1, { x: 5 })
  assert.deepEqual([array[1], toObject(array[1]), addressOf(array).at(1).x], [second, { x: 5, y: 0 }, 5])
})

for (const prevent of [Object.preventExtensions, Object.seal, Object.freeze]) {
  test(`${prevent.name}: an array goes on giving the same elements, and set stores into them`, () => {
    const isSame = (array: Loose): boolean => {
      const first = array[0]
      for (let round = 0; round < 20; round++) for (let i = 0; i < array.length; i++) array[i].x = i
      return array[0] === first && array.at(0) === first && array[array.length - 1].x === array.length - 1
    }
    for (const array of [points(100), points(3)]) {
      assert.ok(isSame(prevent(array)))
      array.set(1, { x: 5 })
      assert.equal(array[1].x, 5)
    }
    const swept = points(100)
    assert.ok(isSame(swept))
    assert.ok(isSame(prevent(swept)))
    swept.set(1, { x: 5, y: 6 })
    assert.deepEqual(toObject(swept[1]), { x: 5, y: 6 })
  })
}

test('arrays of arrays and of strings, in structs', () => {
  const image = new Image!()
  image.corners[1][0].x = 4
  image.rows[2] = true
  image.names[1] = 'b'
  image.tags[0] = 'abc'
  assert.deepEqual(toObject(image), {
    corners: [
      [
        { x: 0, y: 0 },
        { x: 0, y: 0 },
      ],
      [
        { x: 4, y: 0 },
        { x: 0, y: 0 },
      ],
    ],
    rows: [false, false, true],
    names: [null, 'b'],
    tags: ['abc', ''],
  })
  assert.throws(
    () => {
      image.tags[1] = 'abcd'
    },
    { code: 'ERR_CABI_ARG_RANGE' },
  )
  image.corners = [[{ x: 1 }]]
  assert.equal(image.corners[0][0].x, 1)
  assert.equal(image.corners[1][0].x, 0)
  image.corners[0].set(1, image.corners[0][0])
  assert.equal(image.corners[0].at(1).x, 1)
})

test('an array assigned to itself in another order is what it was in that order', () => {
  const fresh = new Image!({ corners: [[{ x: 1 }, { x: 2 }]] })
  fresh.corners.set(0, [fresh.corners.at(0).at(1), fresh.corners.at(0).at(0)])
  assert.deepEqual([fresh.corners.at(0).at(0).x, fresh.corners.at(0).at(1).x], [2, 1])
})

test('an array prints its type and elements, long ones in part', () => {
  const array = points(2)
  assert.equal(inspect(array), 'CArray point [2] [ point { x: 0, y: 0 }, point { x: 0, y: 0 } ]')
  assert.equal(inspect({ a: { b: { array } } }), '{ a: { b: { array: [CArray point [2]] } } }')
  assert.match(inspect(points(200)), / 100 more items/)
})

test('its type is that of the array, its pointer points to the first element', () => {
  const array = points(3)
  assert.equal(String(typeOf(array)), 'point [3]')
  assert.ok(isType(array, c.array(Point!, 3)))
  assert.ok(!isType(array, c.array(Point!, 4)))
  array[2].y = 6
  assert.equal(array.pointer.at(2).y, 6)
  assert.equal(array.pointer.address, addressOf(array[0]).address)
})

test('numbers in memory of C that nobody vouched for are read and written through it', () => {
  const { 'struct sums': Sums } = cdef('struct sums { int n[3]; };') as Record<string, RecordHandle>
  const sums = new Sums!({ n: [1, 2, 3] })
  const foreign = cast(Sums!, addressOf(sums).address)!.value as Loose
  assert.ok(CArray.isCArray(foreign.n))
  foreign.n[1] = 7
  assert.deepEqual([...foreign.n], [1, 7, 3])
  assert.deepEqual([...sums.n], [1, 7, 3])
  assert.throws(() => (cast(Sums!, 16) as Loose).value.n[0], { code: 'ERR_CABI_FAULT', address: 16 })
})

test('a column is one member of every struct', () => {
  const array = points(4)
  const column = array.column('y')
  column.set(2, 5)
  assert.equal(array[2].y, 5)
  assert.deepEqual([...column], [0, 0, 5, 0])
  assert.equal(column.length, 4)
  const { array: numbers, start, stride } = column
  numbers[start + 3 * stride] = 9
  assert.equal(array[3].y, 9)
  assert.ok(numbers instanceof Int32Array)
  assert.equal(numbers[start + 4 * stride], undefined)
})

test('a column refuses what its member would, and what is none of its structs', () => {
  const array = points(2)
  const column = array.column('x')
  assert.throws(() => column.set(0, 1.5), {
    code: 'ERR_CABI_ARG_TYPE',
    message: "point.x is 'int': expected an integer from -2147483648 to 2147483647, got 1.5",
  })
  for (const index of [2, -1, 0.5]) {
    const error = { name: 'RangeError', code: 'ERR_CABI_ARG_RANGE' }
    assert.throws(() => column.at(index), error)
    assert.throws(() => column.set(index, 1), error)
  }
  assert.throws(() => array.column('z'), {
    code: 'ERR_CABI_ARG_TYPE',
    message: "column: 'point' has no member 'z'",
  })
  assert.throws(() => array.column(1), { message: "column: 'point' has no member 1" })
  assert.throws(() => (alloc(c.array(c.bool, 2)) as Loose).column('x'), { message: "column: 'bool' has no members" })
})

test('members that are no plain numbers have a column without an array', () => {
  const { mixed } = cdef(
    'typedef struct __attribute__((packed)) { char c; int packed; _Bool ok; const int k; int bits : 3; } mixed;',
  ) as Record<string, RecordHandle>
  const array = alloc(c.array(mixed!, 3)) as Loose
  for (const name of ['packed', 'ok', 'k', 'bits']) assert.equal(array.column(name).array, undefined, name)
  array.column('packed').set(2, -5)
  array.column('bits').set(1, 3)
  array.column('ok').set(0, true)
  assert.deepEqual([array[2].packed, array[1].bits, array[0].ok], [-5, 3, true])
  assert.throws(() => array.column('k').set(0, 1), { code: 'ERR_CABI_ARG_TYPE', message: /it is const/ })
})

test('an array that JavaScript was ended over while its elements were made is whole when it is next used', () => {
  const uses: readonly ((array: Loose) => unknown)[] = [
    array => array.length,
    array => array.at(3),
    array => array.pointer,
    array => array.column('x'),
    array => [...array],
    array => toObject(array),
    array => inspect(array),
  ]
  for (const use of uses) {
    const array = points(100)
    const prototype = Object.getPrototypeOf(array)
    const ended = new Error('ended')
    Object.defineProperty(array, 40, {
      configurable: true,
      set: () => {
        throw ended
      },
    })
    const sweep = () => {
      for (let i = 0; i < 100; i++) array[i].x = i
    }
    assert.throws(sweep, (error: unknown) => error === ended)
    assert.notEqual(Object.getPrototypeOf(array), prototype)
    Reflect.deleteProperty(array, 40)

    use(array)
    assert.equal(Object.getPrototypeOf(array), prototype)
    for (let i = 0; i < 100; i++) array[i].y = i
    assert.deepEqual(toObject(array.at(99)), { x: 0, y: 99 })
    assert.equal(array[99], array.at(99))
    array[7] = {}
    assert.throws(() => array.pointer, /element 7 was replaced/)
  }
})
