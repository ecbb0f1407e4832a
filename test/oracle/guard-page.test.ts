/** Arguments and results at the very ends of a page, with no memory before and behind it: nothing reads a byte too many. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { open, type Pointer, readString } from '../../src/index.ts'
import { compileFixture } from '../fixture.ts'

const { guarded_page, same_string, same_pointer, address_of, string_address, length_of, sum_of } = open(
  compileFixture(new URL('./guard-page.c', import.meta.url)),
  `void *guarded_page(void);
   const char *same_string(const void *address);
   void *same_pointer(void *address);
   uintptr_t address_of(const void *address);
   uintptr_t string_address(const char *string);
   size_t length_of(const char *string);
   int sum_of(const unsigned char *bytes, size_t count);`,
)
const { snprintf } = open(null, 'int snprintf(char *out, size_t size, const char *format, ...);')

const pageSize = 4096
const page: Pointer = guarded_page()
const whole = page.bytes(pageSize)
const lengths = Array.from({ length: 130 }, (_, i) => i).concat(1000, pageSize - 1)

/** The page's last `length` bytes, all `byte`. */
function atEnd(length: number, byte = 0x61): Uint8Array {
  const view = whole.subarray(pageSize - length)
  view.fill(byte)
  return view
}

/** A string of `length` bytes and its NUL, the page's last byte. */
function stringAtEnd(length: number): Uint8Array {
  const view = atEnd(length + 1)
  view[length] = 0
  return view
}

test('the page behind, and the one before, are no memory', () => {
  assert.throws(() => page.bytes(pageSize + 1), { code: 'ERR_CABI_FAULT' })
  assert.throws(() => sum_of(whole, pageSize + 1), { code: 'ERR_CABI_FAULT' })
})

test('bytes without a NUL at the end of a page are copied as a string of their length', () => {
  for (const length of lengths) assert.equal(length_of(atEnd(length)), length)
})

test('bytes whose NUL is the last of the page go to C where they are', () => {
  for (const length of lengths) {
    const view = stringAtEnd(length)
    assert.equal(length_of(view), length)
    assert.equal(string_address(view), page.address + pageSize - length - 1)
  }
})

test('views at either end of a page go to C where they are', () => {
  for (const length of lengths.slice(1)) {
    assert.equal(address_of(atEnd(length)), page.address + pageSize - length)
    assert.equal(sum_of(atEnd(length, 1), length), length)
    assert.equal(address_of(whole.subarray(0, length)), page.address)
  }
})

test('typed arrays of every width at the end of a page go to C where they are', () => {
  for (const type of [Int16Array, Int32Array, Float64Array, BigInt64Array]) {
    const last = new type(whole.buffer as ArrayBuffer, whole.byteOffset + pageSize - type.BYTES_PER_ELEMENT, 1)
    assert.equal(address_of(last), page.address + pageSize - type.BYTES_PER_ELEMENT)
  }
  const view = new DataView(whole.buffer, whole.byteOffset + pageSize - 1, 1)
  assert.equal(address_of(view), page.address + pageSize - 1)
})

test('string results at the end of a page are read up to their NUL', () => {
  for (const length of lengths) assert.equal(same_string(stringAtEnd(length)), 'a'.repeat(length))
})

test('string results of many bytes a character at the end of a page are read up to their NUL', () => {
  for (let count = 0; count < 40; count++) {
    const bytes = new TextEncoder().encode('€'.repeat(count))
    stringAtEnd(bytes.length).set(bytes)
    assert.equal(same_string(whole.subarray(pageSize - 1 - bytes.length)), '€'.repeat(count))
  }
})

test('a string result that no NUL ends before the page does is a fault', () => {
  for (const length of lengths.slice(1)) {
    assert.throws(() => same_string(atEnd(length)), { code: 'ERR_CABI_FAULT' })
  }
})

test('a pointer’s bytes may end with the page', () => {
  for (const length of lengths) {
    const pointer: Pointer = same_pointer(stringAtEnd(length))
    assert.equal(pointer.bytes(length + 1).length, length + 1)
    assert.throws(() => pointer.bytes(length + 2), { code: 'ERR_CABI_FAULT' })
  }
})

test('readString reads up to the NUL, or the length, at the end of a page', () => {
  for (const length of lengths) {
    const pointer: Pointer = same_pointer(stringAtEnd(length))
    assert.equal(readString(pointer), 'a'.repeat(length))
    assert.equal(readString(pointer, { encoding: 'latin1' }), 'a'.repeat(length))
    assert.equal(readString(pointer, { length: length + 1 }), `${'a'.repeat(length)}\0`)
  }
})

test('readString reads UTF-16 up to the NUL at the end of a page', () => {
  for (const length of lengths.filter(length => length < pageSize / 2)) {
    const view = atEnd(2 * length + 2)
    view.fill(0, 2 * length)
    assert.equal(readString(same_pointer(view), { encoding: 'utf16le' }), '慡'.repeat(length))
  }
})

test('a format at the end of a page is read up to its NUL, as bytes and as a pointer', () => {
  const out = new Uint8Array(8)
  for (const length of [0, 1, 2, 31, 32, 33, 100]) {
    const view = stringAtEnd(length)
    assert.equal(snprintf(out, out.length, view), length)
    assert.equal(snprintf(out, out.length, same_pointer(view)), length)
  }
})

test('a format without a NUL at the end of a page is copied', () => {
  assert.equal(snprintf(new Uint8Array(8), 8, atEnd(33)), 33)
})

test('strings of a variadic call may end with the page', () => {
  const out = new Uint8Array(8)
  for (const length of lengths) {
    assert.equal(snprintf(out, out.length, '%s', stringAtEnd(length)), length)
    assert.equal(snprintf(out, out.length, '%s', atEnd(length)), length)
    assert.equal(snprintf(out, out.length, '%.*s', length, same_pointer(atEnd(length + 1))), length)
  }
})
