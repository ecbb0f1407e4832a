import assert from 'node:assert/strict'
import { test } from 'node:test'
import { alloc, c } from '../index.ts'
import {
  FFI_BAD_ABI,
  FFI_BAD_TYPEDEF,
  FFI_DEFAULT_ABI,
  FFI_OK,
  FFI_TYPE_STRUCT,
  FFI_WIN64,
  type ffi_type,
  ffi_type_double,
  ffi_type_schar,
  ffi_type_sint,
  getStructOffsets,
} from './index.ts'

const struct = (...elements: ffi_type[]): ffi_type => ({ size: 0, alignment: 0, type: FFI_TYPE_STRUCT, elements })

test('offsets go where they are wanted, and the struct is laid out', () => {
  const type = struct(ffi_type_schar, ffi_type_sint, struct(ffi_type_schar, ffi_type_double), ffi_type_schar)
  for (const offsets of [new BigUint64Array(4), alloc(c.array(c.size_t, 4))]) {
    assert.equal(getStructOffsets(FFI_DEFAULT_ABI, type, offsets), FFI_OK)
    assert.deepEqual(Array.from(offsets), [0n, 4n, 8n, 24n])
  }
  assert.deepEqual([type.size, type.alignment], [32, 8])
})

test('without a place for offsets the struct is laid out alone', () => {
  const type = struct(ffi_type_schar, ffi_type_double)
  assert.equal(getStructOffsets(FFI_DEFAULT_ABI, type, null), FFI_OK)
  assert.deepEqual([type.size, type.alignment], [16, 8])
})

test('the status says what is wrong', () => {
  assert.equal(getStructOffsets(FFI_WIN64, struct(ffi_type_sint), null), FFI_BAD_ABI)
  assert.equal(getStructOffsets(FFI_DEFAULT_ABI, ffi_type_sint, null), FFI_BAD_TYPEDEF)
  assert.equal(getStructOffsets(FFI_DEFAULT_ABI, struct(), null), FFI_BAD_TYPEDEF)
})

test('refused: what is no type, and too little memory', () => {
  assert.throws(() => getStructOffsets(FFI_DEFAULT_ABI, null as never, null), {
    code: 'ERR_CABI_ARG_TYPE',
    message: 'getStructOffsets: struct_type: expected an ffi_type, got null',
  })
  assert.throws(() => getStructOffsets(FFI_DEFAULT_ABI, struct(ffi_type_sint, ffi_type_sint), new BigUint64Array(1)), {
    code: 'ERR_CABI_ARG_RANGE',
    message: 'getStructOffsets: offsets: expected memory of 16 bytes, got 8',
  })
})
