/** `ffi_type`: how libffi describes a type of C, and the types that it has built in. */
import { alignof, c, sizeof, type TypeHandle } from '../index.ts'
import type { TypeConstructors } from '../typed.ts'

export const FFI_TYPE_VOID = 0
export const FFI_TYPE_FLOAT = 2
export const FFI_TYPE_DOUBLE = 3
export const FFI_TYPE_LONGDOUBLE = 4
export const FFI_TYPE_UINT8 = 5
export const FFI_TYPE_SINT8 = 6
export const FFI_TYPE_UINT16 = 7
export const FFI_TYPE_SINT16 = 8
export const FFI_TYPE_UINT32 = 9
export const FFI_TYPE_SINT32 = 10
export const FFI_TYPE_UINT64 = 11
export const FFI_TYPE_SINT64 = 12
export const FFI_TYPE_STRUCT = 13
export const FFI_TYPE_POINTER = 14
export const FFI_TYPE_COMPLEX = 15

/**
 * A type. One of your own is a plain object, as the manual writes it: a struct has `size` and `alignment` zero, which
 * `prepCif` and `getStructOffsets` set, `type` FFI_TYPE_STRUCT, and one element for each field. Where `size` is set
 * already it stands, as it has to for what emulates a union. Elements end at the first null, if there is one.
 */
export interface ffi_type {
  size: number
  alignment: number
  type: number
  elements: readonly (ffi_type | null)[] | null
}

/** Of the types that are no aggregates, by their `type`. */
export const scalars: ReadonlyMap<number, TypeHandle> = new Map([
  [FFI_TYPE_FLOAT, c.float],
  [FFI_TYPE_DOUBLE, c.double],
  [FFI_TYPE_LONGDOUBLE, c.long_double],
  [FFI_TYPE_UINT8, c.uint8_t],
  [FFI_TYPE_SINT8, c.int8_t],
  [FFI_TYPE_UINT16, c.uint16_t],
  [FFI_TYPE_SINT16, c.int16_t],
  [FFI_TYPE_UINT32, c.uint32_t],
  [FFI_TYPE_SINT32, c.int32_t],
  [FFI_TYPE_UINT64, c.uint64_t],
  [FFI_TYPE_SINT64, c.int64_t],
  [FFI_TYPE_POINTER, c.pointer(c.void)],
])

function scalar(type: number): ffi_type {
  const handle = scalars.get(type)!
  return Object.freeze({ size: sizeof(handle), alignment: alignof(handle), type, elements: null })
}

const complex = (part: ffi_type): ffi_type =>
  Object.freeze({
    size: 2 * part.size,
    alignment: part.alignment,
    type: FFI_TYPE_COMPLEX,
    elements: Object.freeze([part, null]),
  })

export const ffi_type_void: ffi_type = Object.freeze({ size: 1, alignment: 1, type: FFI_TYPE_VOID, elements: null })

export const ffi_type_uint8 = scalar(FFI_TYPE_UINT8)
export const ffi_type_sint8 = scalar(FFI_TYPE_SINT8)
export const ffi_type_uint16 = scalar(FFI_TYPE_UINT16)
export const ffi_type_sint16 = scalar(FFI_TYPE_SINT16)
export const ffi_type_uint32 = scalar(FFI_TYPE_UINT32)
export const ffi_type_sint32 = scalar(FFI_TYPE_SINT32)
export const ffi_type_uint64 = scalar(FFI_TYPE_UINT64)
export const ffi_type_sint64 = scalar(FFI_TYPE_SINT64)

export const ffi_type_uchar = ffi_type_uint8
export const ffi_type_schar = ffi_type_sint8
export const ffi_type_ushort = ffi_type_uint16
export const ffi_type_sshort = ffi_type_sint16
export const ffi_type_uint = ffi_type_uint32
export const ffi_type_sint = ffi_type_sint32
export const ffi_type_ulong = ffi_type_uint64
export const ffi_type_slong = ffi_type_sint64

export const ffi_type_float = scalar(FFI_TYPE_FLOAT)
export const ffi_type_double = scalar(FFI_TYPE_DOUBLE)
export const ffi_type_longdouble = scalar(FFI_TYPE_LONGDOUBLE)
export const ffi_type_pointer = scalar(FFI_TYPE_POINTER)

export const ffi_type_complex_float = complex(ffi_type_float)
export const ffi_type_complex_double = complex(ffi_type_double)
/** Arguments and members only: no result, whose parts would be rounded to `double` on the way. */
export const ffi_type_complex_longdouble = complex(ffi_type_longdouble)

/** What integral results narrower than it are widened to: as wide as a register. */
export const ffi_arg = c.unsigned_long as unknown as TypeConstructors['unsigned_long']
export const ffi_sarg = c.long as unknown as TypeConstructors['long']

const names: ReadonlyMap<ffi_type, string> = new Map(
  Object.entries({
    ffi_type_void,
    ffi_type_uint8,
    ffi_type_sint8,
    ffi_type_uint16,
    ffi_type_sint16,
    ffi_type_uint32,
    ffi_type_sint32,
    ffi_type_uint64,
    ffi_type_sint64,
    ffi_type_float,
    ffi_type_double,
    ffi_type_longdouble,
    ffi_type_pointer,
    ffi_type_complex_float,
    ffi_type_complex_double,
    ffi_type_complex_longdouble,
  }).map(([name, type]) => [type, name]),
)

/** For messages. */
export const nameOf = (type: ffi_type): string => names.get(type) ?? 'an ffi_type of your own'
