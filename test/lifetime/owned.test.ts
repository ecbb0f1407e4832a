/** Memory of C that JavaScript owns is freed when nothing refers to it, once, and not before. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { c, open, own, type Pointer, release } from '../../src/index.ts'
import { compileFixture } from '../fixture.ts'
import { collect, collectUntil, resident } from './garbage.ts'

const lib = open(
  compileFixture('src/library/own.c'),
  `struct thing { int value; struct thing *next; };
   struct thing *make_thing(int value); void free_thing(struct thing *thing);
   struct thing *link_thing(struct thing *first, struct thing *second);
   int made(void); int freed(void); void reset(void); void free_badly(struct thing *thing);
   void *block(size_t size); void free_block(void *block);`,
)

const ownThing = (value: number) => own(lib['make_thing'](value), lib['free_thing']) as Pointer

test('thousands that nothing refers to are freed, each once', async () => {
  lib['reset']()
  for (let round = 0; round < 20; round++) {
    for (let i = 0; i < 200; i++) ownThing(i)
    await setImmediate()
  }
  assert.ok(await collectUntil(() => lib['freed']() === 4000), `${lib['freed']()} of 4000`)
  await collect()
  assert.equal(lib['freed'](), 4000)
})

/** Everything that is made from an owned pointer, and what the struct says through it. */
const derived: Readonly<Record<string, readonly [make: (owned: Pointer) => unknown, read: (kept: never) => number]>> = {
  'the pointer': [owned => owned, (kept: Pointer) => kept.value.value],
  'a cast': [owned => owned.cast(c.int), (kept: Pointer) => kept.value],
  'a sum': [owned => owned.cast(c.int).add(1), (kept: Pointer) => kept.at(-1)],
  'a view': [owned => owned.value, (kept: { value: number }) => kept.value],
  bytes: [owned => owned.bytes(4), (kept: Uint8Array) => kept[0]!],
  'a part of bytes': [owned => owned.bytes(4).subarray(0, 1), (kept: Uint8Array) => kept[0]!],
  'the buffer of bytes': [owned => owned.bytes(4).buffer, (kept: ArrayBuffer) => new Uint8Array(kept)[0]!],
  'an array': [owned => owned.cast(c.int).array(1), (kept: Int32Array) => kept[0]!],
  'an array of structs': [owned => owned.array(1), (kept: { at(i: number): { value: number } }) => kept.at(0).value],
  'an element': [owned => owned.array(1)[0], (kept: { value: number }) => kept.value],
  'a pointer to a view': [owned => owned.array(1).pointer, (kept: Pointer) => kept.value.value],
}

for (const [what, [make, read]] of Object.entries(derived)) {
  test(`${what} keeps it, and nothing else has to`, async () => {
    lib['reset']()
    let kept: unknown = make(ownThing(77))
    await collect()
    assert.equal(lib['freed'](), 0)
    assert.equal(read(kept as never), 77)
    kept = undefined
    assert.ok(await collectUntil(() => lib['freed']() === 1))
  })
}

test('the rest of a list keeps the head that frees it', async () => {
  lib['reset']()
  const list = () => own(lib['link_thing'](lib['make_thing'](1), lib['make_thing'](2)), lib['free_thing']) as Pointer
  let rest: Pointer | undefined = list().value.next
  await collect()
  assert.equal(lib['freed'](), 0)
  assert.equal(rest!.value.value, 2)
  let last = rest!.value
  rest = undefined
  await collect()
  assert.deepEqual([lib['freed'](), last.value], [0, 2])
  last = undefined
  assert.ok(await collectUntil(() => lib['freed']() === 2))
})

test('what was released is not freed again when it is collected', async () => {
  lib['reset']()
  for (let i = 0; i < 500; i++) release(ownThing(i) as never)
  assert.equal(lib['freed'](), 500)
  await collect()
  assert.equal(lib['freed'](), 500)
})

test('what goes wrong while the collector frees is a warning, and the rest is freed', async () => {
  lib['reset']()
  const warnings: Error[] = []
  const listen = (warning: Error) => void warnings.push(warning)
  process.on('warning', listen)
  for (let i = 0; i < 3; i++) {
    own(lib['make_thing'](1), lib['free_badly'])
    ownThing(2)
  }
  assert.ok(await collectUntil(() => lib['freed']() === 3 && warnings.length === 3))
  process.off('warning', listen)
  for (const warning of warnings) {
    assert.equal((warning as Error & { code: string }).code, 'ERR_CABI_FAULT')
    assert.match(warning.message, /^free_badly\(Pointer \(struct thing \*\) 0x[0-9a-f]+\) was stopped by SIGSEGV/)
  }
})

/** In a function of its own: the frame of a loop that waits keeps what it saw last. */
function ownBlock(size: number, i: number): void {
  const owned = own(lib['block'](size), lib['free_block'], { size }) as Pointer
  // Touched, so that it is resident.
  owned.cast(c.uint8_t).set(i, 1)
}

test('the collector knows how much it is: it comes by itself, and memory stays flat', async () => {
  lib['reset']()
  const block = 4 << 20
  let most = 0
  for (let i = 0; i < 1000; i++) {
    ownBlock(block, i)
    most = Math.max(most, lib['made']() - lib['freed']())
    await setImmediate()
  }
  assert.ok(most < 300, `${most} blocks of 4 MB were there at once`)
  assert.ok(await collectUntil(() => lib['freed']() === 1000))
})

test('resident memory is flat over many rounds', async () => {
  const round = async () => {
    for (let i = 0; i < 2000; i++) ownThing(i).value.value++
    await collect()
  }
  for (let i = 0; i < 5; i++) await round()
  const before = resident()
  for (let i = 0; i < 20; i++) await round()
  assert.ok(resident() - before < 30, `${before} to ${resident()} MB`)
})
