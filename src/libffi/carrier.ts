/**
 * The types of cabi that stand for an `ffi_type`. Making one lays the type out, as `ffi_prep_cif` does.
 *
 * A value goes from memory to C and back, and never through a number of JavaScript where that could change it: a `float`, a
 * `double` and a `long double` are carried by a struct with that one member, which the psABI passes and returns as the
 * member itself (3.2.3: an aggregate has the classes of its fields). So NaNs keep their bits and a `long double` all 64 of
 * its mantissa. Complex numbers are to the psABI structs of two parts.
 */
import { alignof, c, sizeof, type TypeHandle } from '../index.ts'
import {
  FFI_TYPE_COMPLEX,
  FFI_TYPE_DOUBLE,
  FFI_TYPE_FLOAT,
  FFI_TYPE_LONGDOUBLE,
  FFI_TYPE_POINTER,
  FFI_TYPE_SINT8,
  FFI_TYPE_SINT16,
  FFI_TYPE_SINT32,
  FFI_TYPE_SINT64,
  FFI_TYPE_STRUCT,
  FFI_TYPE_VOID,
  type ffi_type,
  scalars,
} from './type.ts'

export interface Carrier {
  /** The type itself: what a pointer to the value points to. */
  readonly handle: TypeHandle
  /** What is passed and returned. */
  readonly passed: TypeHandle
  /** Of integers and pointers: what a result is widened to. */
  readonly widened: TypeHandle | undefined
  readonly size: number
  readonly alignment: number
  /** Elements of a struct. */
  readonly count: number
  /** A result whose parts are returned apart, as x87 numbers. */
  readonly isComplexLongDouble: boolean
  /** The same for types that are laid out the same. */
  readonly key: string
}

const floating: ReadonlySet<number> = new Set([FFI_TYPE_FLOAT, FFI_TYPE_DOUBLE, FFI_TYPE_LONGDOUBLE])
const signed: ReadonlySet<number> = new Set([FFI_TYPE_SINT8, FFI_TYPE_SINT16, FFI_TYPE_SINT32, FFI_TYPE_SINT64])

/** Undefined for a malformed type. `void` is one: it can only be a result. */
export function carrierOf(type: ffi_type): Carrier | undefined {
  return carrierWithin(type, new Set())
}

const scalarCarriers: ReadonlyMap<number, Carrier> = new Map(
  Array.from(scalars, ([type, handle]) => [type, scalarCarrier(type, handle)]),
)

function scalarCarrier(type: number, handle: TypeHandle): Carrier {
  const isFloating = floating.has(type)
  return {
    ...carrier(handle, String(type)),
    // As an integer, a pointer has no object of its own.
    passed: isFloating ? c.struct({ value: handle }) : type === FFI_TYPE_POINTER ? c.uint64_t : handle,
    widened: isFloating ? undefined : signed.has(type) ? c.int64_t : c.uint64_t,
  }
}

function carrier(handle: TypeHandle, key: string, count = 0): Carrier {
  return {
    handle,
    passed: handle,
    widened: undefined,
    size: sizeof(handle),
    alignment: alignof(handle),
    count,
    isComplexLongDouble: false,
    key,
  }
}

/** `around` are the types that it is an element of: a type that contains itself has no size. */
function carrierWithin(type: ffi_type, around: ReadonlySet<ffi_type>): Carrier | undefined {
  if (around.has(type)) return undefined
  if (type.type === FFI_TYPE_STRUCT) return structCarrier(type, elementsOf(type, around))
  if (type.type === FFI_TYPE_COMPLEX) return complexCarrier(type, elementsOf(type, around))
  return sized(scalarCarriers.get(type.type), type)
}

/** Where the type says a size, it has to be that. */
const sized = (found: Carrier | undefined, { size, alignment }: ffi_type) =>
  found?.size === size && found.alignment === alignment ? found : undefined

/** Up to the first null; undefined if one of them is malformed, or there are none. */
function elementsOf(type: ffi_type, around: ReadonlySet<ffi_type>): Carrier[] | undefined {
  const carriers: Carrier[] = []
  const within = new Set([...around, type])
  for (const element of type.elements ?? []) {
    if (element === null) break
    const found = isType(element) ? carrierWithin(element, within) : undefined
    if (found === undefined) return undefined
    carriers.push(found)
  }
  return carriers.length === 0 ? undefined : carriers
}

export const isType = (value: unknown): value is ffi_type =>
  typeof value === 'object' &&
  value !== null &&
  'type' in value &&
  Number.isInteger(value.type) &&
  'elements' in value &&
  (value.elements === null || Array.isArray(value.elements))

/** Structs and complex numbers met so far, by their keys. */
const aggregates = new Map<string, Carrier | undefined>()

function remembered(key: string, make: () => Carrier | undefined): Carrier | undefined {
  if (!aggregates.has(key)) aggregates.set(key, make())
  return aggregates.get(key)
}

function structCarrier(type: ffi_type, elements: readonly Carrier[] | undefined): Carrier | undefined {
  if (elements === undefined) return undefined
  const { size, alignment } = type
  const key = `(${elements.map(element => element.key)})${size}:${alignment}`
  const members = Object.fromEntries(elements.map(({ handle }, i) => [memberName(i), handle]))
  const found = remembered(key, () => {
    const natural = carrier(c.struct(members), key, elements.length)
    return size === 0 ? natural : withSize(natural, members, type)
  })
  if (found === undefined || size !== 0) return found
  if (Object.isFrozen(type)) return undefined
  Object.assign(type, { size: found.size, alignment: found.alignment })
  return found
}

/** Of a struct's elements: libffi's have no names. */
export const memberName = (index: number): string => `e${index}`

/** What is not in eightbytes that are classified. */
const mostInRegisters = 16

/** A struct whose size and alignment were set: with more of both than its elements need, as a union's may be. */
function withSize(natural: Carrier, members: Record<string, TypeHandle>, type: ffi_type): Carrier | undefined {
  const exact = sized(natural, type)
  if (exact !== undefined) return exact
  const { size, alignment } = type
  if (!Number.isInteger(size) || size < natural.size || !isAlignment(alignment)) return undefined
  const aligned = carrier(c.struct(members, { align: alignment }), natural.key, natural.count)
  // Larger ones are passed in memory, whatever is in them.
  if (aligned.size >= size || size <= mostInRegisters) return sized(aligned, type)
  const padded = { ...members, padding: c.array(c.char, size - natural.size) }
  return sized(carrier(c.struct(padded, { align: alignment }), natural.key, natural.count), type)
}

const isAlignment = (alignment: number) =>
  alignment >= 1 && alignment <= 2 ** 15 && Number.isInteger(Math.log2(alignment))

const complexParts: ReadonlySet<Carrier> = new Set(
  Array.from(scalarCarriers).flatMap(([type, found]) => (type === FFI_TYPE_POINTER ? [] : [found])),
)

/** Its size and alignment have to be set, as the manual says. */
function complexCarrier(type: ffi_type, elements: readonly Carrier[] | undefined): Carrier | undefined {
  const [part, ...rest] = elements ?? []
  if (part === undefined || rest.length > 0 || !complexParts.has(part)) return undefined
  const found = remembered(`complex ${part.key}`, () => ({
    ...carrier(c.struct({ re: part.handle, im: part.handle }), `complex ${part.key}`),
    isComplexLongDouble: part === scalarCarriers.get(FFI_TYPE_LONGDOUBLE),
  }))
  return sized(found, type)
}

/** Of results only. */
export const voidCarrier: Carrier = {
  handle: c.void,
  passed: c.void,
  widened: undefined,
  size: 0,
  alignment: 1,
  count: 0,
  isComplexLongDouble: false,
  key: String(FFI_TYPE_VOID),
}
