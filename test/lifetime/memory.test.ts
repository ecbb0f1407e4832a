/** Memory that JavaScript makes for C is there as long as something refers to it, and gone afterwards. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addressOf, alloc, arena, c, open, type Pointer } from '../../src/index.ts'
import { collect, collectUntil, resident } from './garbage.ts'

const types = open(
  null,
  `struct point { int x, y; };
   struct node { struct node *next; int *values; const char *name; };
   size_t strlen(const char *s);`,
)

/** Fills memory that was freed too early. */
function churn(): void {
  for (let i = 0; i < 2000; i++) new Uint8Array(new ArrayBuffer(4096)).fill(0xee)
}

/** Large enough to have a buffer of its own. */
const many = 100_000

test('a pointer keeps the array that it points into', async () => {
  let array: Int32Array | undefined = alloc(c.array(c.int, many)) as Int32Array
  array[many - 1] = 5
  const buffer = new WeakRef(array.buffer)
  let pointer: Pointer | undefined = addressOf(array).add(many - 1)
  array = undefined
  await collect()
  churn()
  assert.equal(pointer.value, 5)
  assert.ok(buffer.deref() !== undefined)
  pointer = undefined
  assert.ok(await collectUntil(() => buffer.deref() === undefined))
})

test('a pointer in a struct keeps what it points into, until another takes its place', async () => {
  const node = new types['struct node']()
  let values: Int32Array | undefined = alloc(c.array(c.int, many)) as Int32Array
  values[3] = 9
  const buffer = new WeakRef(values.buffer)
  node.values = values
  values = undefined
  await collect()
  churn()
  assert.equal(node.values.at(3), 9)
  node.values = null
  assert.ok(await collectUntil(() => buffer.deref() === undefined))
})

test('structs keep each other along their pointers', async () => {
  const head = new types['struct node']()
  let last = head
  for (let i = 0; i < 1000; i++) {
    const next = new types['struct node']({ name: `node ${i}` })
    last.next = next
    last = next
  }
  last = undefined
  await collect()
  churn()
  let count = 0
  for (let node = head.next; node !== null; node = node.value.next) assert.equal(node.value.name, `node ${count++}`)
  assert.equal(count, 1000)
})

test('a string in a struct lives as long as the struct', async () => {
  const nodes = Array.from({ length: 1000 }, (_, i) => new types['struct node']({ name: `a string ${i}` }))
  for (let round = 0; round < 5; round++) {
    await collect()
    churn()
  }
  nodes.forEach((node, i) => void assert.equal(node.name, `a string ${i}`))
})

test('a nested view keeps the whole', async () => {
  const wrap = c.struct({ points: c.array(types['struct point'], 3) })
  const make = () => {
    const whole = alloc(wrap) as { points: { x: number }[] }
    whole.points[2]!.x = 7
    return whole.points[2]!
  }
  const points = Array.from({ length: 500 }, make)
  await collect()
  churn()
  for (const point of points) assert.equal(point.x, 7)
})

test('an arena that nothing refers to is collected with what it gave', async () => {
  const buffer = new WeakRef((arena().alloc(c.array(c.double, many)) as Float64Array).buffer)
  assert.ok(await collectUntil(() => buffer.deref() === undefined))
})

test('an object of an arena keeps its memory without the arena', async () => {
  const make = () => {
    const array = arena().alloc(c.array(c.double, many)) as Float64Array
    array[5] = 1.5
    return addressOf(array).add(5)
  }
  const pointer = make()
  await collect()
  churn()
  assert.equal(pointer.value, 1.5)
})

test('resident memory is flat over ten million small objects in a loop that never waits', () => {
  const Point = types['struct point']
  let sum = 0
  const make = (count: number) => {
    for (let i = 0; i < count; i++) {
      const point = new Point()
      point.x = i
      sum += point.x
    }
  }
  make(1_000_000)
  const before = resident()
  make(10_000_000)
  assert.ok(resident() - before < 100, `${before} to ${resident()} MB`)
  assert.ok(sum > 0)
})

test('resident memory is flat over arenas that are closed, in a loop that never waits', () => {
  const make = (count: number) => {
    for (let i = 0; i < count; i++) {
      const scope = arena()
      const bytes: Uint8Array = scope.alloc(c.array(c.uint8_t, 1 << 20))
      bytes.fill(1)
      scope.string('text')
      scope.close()
    }
  }
  make(200)
  const before = resident()
  make(2000)
  assert.ok(resident() - before < 100, `${before} to ${resident()} MB`)
})

test('copies for calls are not kept', () => {
  const text = 'x'.repeat(3 << 20)
  const call = (count: number) => {
    for (let i = 0; i < count; i++) assert.equal(types['strlen'](text), text.length)
  }
  call(20)
  const before = resident()
  call(200)
  assert.ok(resident() - before < 100, `${before} to ${resident()} MB`)
})
