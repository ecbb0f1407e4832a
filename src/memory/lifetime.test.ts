import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { bareType, type RecordType } from '../ctype/type.ts'
import { addressOf, alloc, c, cdef, copy, type Pointer, type RecordHandle } from '../index.ts'
import { Memory } from './memory.ts'
import { RecordClass, recordClassOfInstance } from './record-class.ts'
import { ctypeOf } from './type-handle.ts'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

const { node: Node, large: Large } = cdef(`
  typedef struct node { int value; const char *text; struct node *next; struct { struct node *deep; } in; } node;
  typedef struct { char bytes[100000]; node first; } large;
`) as Record<string, RecordHandle>

// biome-ignore lint/suspicious/noExplicitAny: members depend on C text
type Loose = any

/** Of an object too large to share it. */
const memoryOf = (object: object): object => recordClassOfInstance(object)!.form.memoryOf(object)

/** Whether what is watched is collected while the other is kept, and after. */
async function collected(make: () => { kept: object; watched: object }): Promise<{ while: boolean; after: boolean }> {
  let { kept, ref } = watch(make)
  await collectAll()
  const early = ref.deref() === undefined
  touch(kept)
  kept = {}
  await collectAll()
  return { while: early, after: ref.deref() === undefined }
}

function watch(make: () => { kept: object; watched: object }): { kept: object; ref: WeakRef<object> } {
  const { kept, watched } = make()
  return { kept, ref: new WeakRef(watched) }
}

async function collectAll(): Promise<void> {
  for (let i = 0; i < 4; i++) {
    await setTimeout(1)
    collect()
  }
}

const touched: unknown[] = [undefined]
const touch = (value: unknown) => {
  touched[0] = value
  touched[0] = undefined
}

const ways: Readonly<Record<string, (watched: Loose) => object>> = {
  'a pointer from addressOf': watched => addressOf(watched),
  'a pointer that was cast': watched => addressOf(watched).cast(c.void).cast(c.int),
  'a field that points to it': watched => new Node!({ next: watched }),
  'a pointer read from a field': watched => new Node!({ next: watched }).next,
  'a nested field that points to it': watched => new Node!({ in: { deep: addressOf(watched) } }),
  'a copy of what points to it': watched => new Node!(new Node!({ next: watched })),
  'copied bytes that point to it': watched => {
    const to = new Node!()
    copy(to, new Node!({ next: watched }))
    return to
  },
  'an element that points to it': watched => {
    const array = alloc(c.array(c.pointer(Node!), 2)) as Loose
    array[1] = watched
    return array
  },
  'a box that points to it': watched => {
    const box = alloc(c.pointer(Node!)) as Loose
    box.value = watched
    return box
  },
  'the large object that points to it': watched => new Large!({ first: { next: watched } }),
}

for (const [way, make] of Object.entries(ways)) {
  test(`memory is kept by ${way}, and no longer`, async () => {
    const result = await collected(() => {
      const large = new Large!()
      return { kept: make(large.first), watched: memoryOf(large) }
    })
    assert.deepEqual(result, { while: false, after: true })
  })
}

test('a buffer is kept by views of it: members, elements, typed arrays', async () => {
  for (const view of [
    (array: Loose) => array[1],
    (array: Loose) => array.at(1).in,
    (array: Loose) => array.column('value'),
    (array: Loose) => addressOf(array[1]),
  ]) {
    const array = alloc(c.array(Node!, 2000)) as Loose
    array[1].value = 5
    const part = view(array)
    await collectAll()
    assert.ok(part)
  }
})

test('a pointer that another took the place of keeps nothing', async () => {
  for (const replace of [
    (object: Loose) => {
      object.next = null
    },
    (object: Loose) => {
      object.next = addressOf(new Node!())
    },
    (object: Loose) => copy(object, new Node!()),
  ]) {
    const result = await collected(() => {
      const large = new Large!()
      const kept = new Node!({ next: large.first })
      replace(kept)
      return { kept, watched: memoryOf(large) }
    })
    assert.equal(result.while, true)
  }
})

test('strings in fields are there as long as the object', async () => {
  const objects = Array.from({ length: 1000 }, (_, i) => new Node!({ text: `text ${i}` }))
  await collectAll()
  objects.forEach((object, i) => {
    assert.equal(object.text, `text ${i}`)
    object.text = `other ${i}`
  })
  await collectAll()
  objects.forEach((object, i) => void assert.equal(object.text, `other ${i}`))
})

test('ten million small objects in a loop need no more memory than one', () => {
  for (let i = 0; i < 1_000_000; i++) new Node!()
  const before = process.memoryUsage.rss()
  for (let i = 0; i < 10_000_000; i++) new Node!()
  const grown = process.memoryUsage.rss() - before
  assert.ok(grown < 100 * 2 ** 20, `${Math.round(grown / 2 ** 20)} MiB`)
})

test('closed memory is refused wherever it is used, and optimised accessors notice', () => {
  const record = bareType(ctypeOf(Node!, 'test')) as RecordType
  for (const form of ['generated', 'composed'] as const) {
    const type = new RecordClass(record, record, form)
    const memory = Memory.of(new ArrayBuffer(64), 'owned')
    const object = type.view(memory, 0, undefined) as Loose
    const nested = object.in
    const pointer: Pointer = addressOf(object)
    const read = () => object.value
    for (let i = 0; i < 20_000; i++) read()
    memory.close('the arena')
    const error = { name: 'CabiError', code: 'ERR_CABI_CLOSED', message: 'the arena was closed: its memory is gone' }
    for (const use of [
      read,
      () => {
        object.value = 1
      },
      () => object.next,
      () => {
        object.text = 'x'
      },
      () => nested.deep,
      () => addressOf(object),
      () => copy(new Uint8Array(8), object, 8),
      () => new Node!().next === null && new Node!({ next: object }),
      () => type.form.Class && new type.Class(object),
    ]) {
      assert.throws(use, error)
    }
    assert.ok(pointer)
  }
})
