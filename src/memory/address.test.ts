import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runInNewContext } from 'node:vm'
import { exchange } from '../exchange/exchange.ts'
import { addressOfMemory, bytesOf, elementsOf, isBuffer, plainBytes } from './address.ts'

const shared = exchange()

/** ES2024's, which these types do not have. */
const Resizable = ArrayBuffer as unknown as {
  new (length: number, options: { maxByteLength: number }): ArrayBuffer & { resize(length: number): void }
}

/** Says nothing true about itself. */
class Lying extends Uint8Array {
  override get length(): number {
    return 1 << 30
  }
  override get byteLength(): number {
    return 0
  }
  override get byteOffset(): number {
    return 4
  }
  override get buffer(): ArrayBuffer {
    return new ArrayBuffer(1)
  }
}

const lyingView = (buffer: ArrayBuffer, offset: number): DataView =>
  Object.defineProperty(new DataView(buffer, offset), 'byteLength', { value: 0 })

function detached<T extends ArrayBufferView | ArrayBuffer>(memory: T): T {
  const buffer = (ArrayBuffer.isView(memory) ? memory.buffer : memory) as ArrayBuffer
  structuredClone(buffer, { transfer: [buffer] })
  return memory
}

test('a typed array is known by its elements, whatever its class, realm or prototype', () => {
  assert.equal(elementsOf(new Float32Array(1)), 'Float32Array')
  assert.equal(elementsOf(Buffer.alloc(1)), 'Uint8Array')
  assert.equal(elementsOf(new Lying(1)), 'Uint8Array')
  assert.equal(elementsOf(runInNewContext('new Int16Array(1)')), 'Int16Array')
  assert.equal(elementsOf(Object.setPrototypeOf(new Int8Array(1), null)), 'Int8Array')
})

test('what only looks like a typed array is none', () => {
  const fake = Object.create(Uint8Array.prototype)
  const values = [
    undefined,
    null,
    1,
    'a',
    {},
    [],
    fake,
    new Proxy(new Uint8Array(1), {}),
    new DataView(new ArrayBuffer(1)),
  ]
  for (const value of values) assert.equal(elementsOf(value), undefined)
})

test('buffers are known in every realm, shared ones too; views and forgeries are none', () => {
  for (const buffer of [new ArrayBuffer(0), new SharedArrayBuffer(1), runInNewContext('new ArrayBuffer(2)')]) {
    assert.equal(isBuffer(buffer), true)
  }
  assert.equal(isBuffer(detached(new ArrayBuffer(1))), true)
  for (const value of [null, {}, 1, new Uint8Array(1), Object.create(ArrayBuffer.prototype)])
    assert.equal(isBuffer(value), false)
})

test('size and bytes are those of the memory, not what a class says', () => {
  const lying = new Lying([1, 2, 3])
  assert.equal(bytesOf(lying), 3)
  assert.deepEqual([...plainBytes(lying)], [1, 2, 3])
  assert.equal(plainBytes(lying).constructor, Uint8Array)
  assert.equal(bytesOf(detached(new Int32Array(2))), 0)
})

test('the address of a view is that of its first byte', () => {
  const buffer = new ArrayBuffer(32)
  const start = addressOfMemory(shared, buffer)!
  assert.equal(addressOfMemory(shared, new Uint8Array(buffer, 5)), start + 5)
  assert.equal(addressOfMemory(shared, new DataView(buffer, 7)), start + 7)
  assert.equal(addressOfMemory(shared, lyingView(buffer, 7)), start + 7)
  assert.equal(addressOfMemory(shared, new Lying(buffer, 9)), start + 9)
  assert.equal(addressOfMemory(shared, new SharedArrayBuffer(8)) !== undefined, true)
})

test('small arrays on the JavaScript heap have an address that stays', () => {
  const small = Uint8Array.of(1, 2, 3)
  const address = addressOfMemory(shared, small)!
  assert.ok(address > 0)
  globalThis.gc?.()
  assert.equal(addressOfMemory(shared, small), address)
  assert.deepEqual([...new Uint8Array(shared.kernel.bufferAt(address, 3))], [1, 2, 3])
})

test('what is empty has an address, what is gone has none', () => {
  const empty = [
    new Uint8Array(0),
    new ArrayBuffer(0),
    new DataView(new ArrayBuffer(4), 4),
    new Float64Array(new ArrayBuffer(8), 8),
  ]
  for (const memory of empty) assert.ok(addressOfMemory(shared, memory)! > 0)
  const gone = [
    new Uint8Array(8),
    new Uint8Array(new ArrayBuffer(8), 8),
    new ArrayBuffer(8),
    new DataView(new ArrayBuffer(8)),
  ]
  for (const memory of gone) assert.equal(addressOfMemory(shared, detached(memory)), undefined)
})

test('a view that its shrunk buffer no longer reaches has no address, until the buffer has grown again', () => {
  const buffer = new Resizable(16, { maxByteLength: 16 })
  for (const view of [new Uint8Array(buffer, 8, 4), new DataView(buffer, 8, 4)]) {
    assert.ok(addressOfMemory(shared, view)! > 0)
    buffer.resize(4)
    assert.equal(addressOfMemory(shared, view), undefined)
    buffer.resize(16)
    assert.ok(addressOfMemory(shared, view)! > 0)
  }
})
