import assert from 'node:assert/strict'
import { kMaxLength } from 'node:buffer'
import { test } from 'node:test'
import { integerType } from '../ctype/type.ts'
import { exchange } from '../exchange/exchange.ts'
import { open, type Pointer } from '../index.ts'
import { addressOfMemory } from './address.ts'
import { pointerAt } from './pointer.ts'
import { readGuarded, vouchedBytes } from './vouched.ts'

const { mmap, munmap, mprotect, malloc, free } = open(
  null,
  `void *mmap(void *addr, size_t length, int prot, int flags, int fd, off_t offset);
   int munmap(uintptr_t addr, size_t length);
   int mprotect(uintptr_t addr, size_t length, int prot);
   void *malloc(size_t size);
   void free(void *ptr);`,
)

const byte = integerType('uint8_t')
const page = 4096
const [none, readWrite, privateAnonymous] = [0, 3, 0x22]

/** Pages of which the last cannot be read. */
function pagesBeforeAGap(t: { after(f: () => void): void }, count: number): number {
  const pages: Pointer = mmap(null, (count + 1) * page, readWrite, privateAnonymous, -1, 0)
  t.after(() => munmap(pages.address, (count + 1) * page))
  assert.equal(mprotect(pages.address + count * page, page, none), 0)
  return pages.address
}

test('the bytes are the memory itself, both ways', () => {
  const own = new Uint8Array(new ArrayBuffer(64)).fill(7)
  const bytes = vouchedBytes(pointerAt(byte, addressOfMemory(exchange(), own)! + 8), 16, 'test')
  assert.equal(bytes.length, 16)
  assert.ok(bytes.every(value => value === 7))
  bytes[0] = 9
  own[9] = 11
  assert.deepEqual([own[8], bytes[1]], [9, 11])
})

test('they are an ordinary Uint8Array of just that size', () => {
  const memory: Pointer = malloc(100)
  const bytes = memory.bytes(100)
  assert.equal(bytes.constructor, Uint8Array)
  assert.equal(bytes.byteOffset, 0)
  assert.equal(bytes.buffer.byteLength, 100)
  free(memory)
})

test('up to the end of the memory, across pages, and not a byte further', t => {
  const start = pagesBeforeAGap(t, 3)
  assert.equal(vouchedBytes(pointerAt(byte, start), 3 * page, 'test').length, 3 * page)
  assert.equal(vouchedBytes(pointerAt(byte, start + 3 * page - 1), 1, 'test').length, 1)
  assert.equal(vouchedBytes(pointerAt(byte, start + page - 1), 2, 'test').length, 2)
  for (const [at, count] of [
    [0, 3 * page + 1],
    [3 * page - 1, 2],
    [3 * page, 1],
    [page, 100 * page],
  ] as const) {
    const pointer = pointerAt(byte, start + at)
    assert.throws(() => vouchedBytes(pointer, count, 'test'), {
      code: 'ERR_CABI_FAULT',
      message: `test: ${pointer} points to no readable memory (SIGSEGV)`,
      function: 'test',
      signal: 'SIGSEGV',
      address: start + 3 * page,
      arguments: [pointer],
    })
  }
})

test('no bytes are no memory, wherever the pointer points', () => {
  assert.equal(vouchedBytes(pointerAt(byte, 16), 0, 'test').length, 0)
  assert.equal(vouchedBytes(pointerAt(byte, -1), 0, 'test').length, 0)
})

test('marks and addresses that no memory has are refused', () => {
  assert.throws(() => vouchedBytes(pointerAt(byte, -1), 1, 'test'), { code: 'ERR_CABI_FAULT' })
  assert.throws(() => vouchedBytes(pointerAt(byte, 16), 1, 'test'), { code: 'ERR_CABI_FAULT', address: 16 })
  assert.throws(() => vouchedBytes(pointerAt(byte, 2n ** 63n), 1, 'test'), { code: 'ERR_CABI_RESULT_RANGE' })
})

test('a count that is none is refused', () => {
  const pointer = pointerAt(byte, 16)
  for (const count of [-1, 1.5, Number.NaN, 2 ** 53, Number.POSITIVE_INFINITY]) {
    assert.throws(() => pointer.bytes(count), {
      name: 'RangeError',
      code: 'ERR_CABI_ARG_RANGE',
      message: `bytes: expected a number of bytes from 0 to ${kMaxLength}, got ${count}`,
    })
  }
  for (const count of ['1', 1n, null, undefined, {}]) {
    assert.throws(() => pointer.bytes(count as number), { name: 'TypeError', code: 'ERR_CABI_ARG_TYPE', value: count })
  }
})

test('only faults are put into other words', () => {
  const pointer = pointerAt(byte, 16)
  assert.equal(
    readGuarded(pointer, 'test', () => 5),
    5,
  )
  const own = new Error('own')
  const thrown = () => {
    throw own
  }
  assert.throws(
    () => readGuarded(pointer, 'test', thrown),
    (error: unknown) => error === own,
  )
})
