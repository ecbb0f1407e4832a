/** The typed arrays whose elements are those of C types. */
import { underlyingType } from '../ctype/enumeration.ts'
import { integerShape } from '../ctype/layout.ts'
import type { Target } from '../ctype/target.ts'
import { bareType, type CType, floatingType, integerType, voidType } from '../ctype/type.ts'
import { elementsOf } from './address.ts'
import { translationOf } from './translation.ts'

/** Names of typed arrays, by the size of their elements in bytes or by name. */
type Arrays = Readonly<Partial<Record<string, readonly string[]>>>

/** By the type's size and sign. */
const integerArrays: Readonly<Record<'signed' | 'unsigned', Arrays>> = {
  signed: { 1: ['Int8Array'], 2: ['Int16Array'], 4: ['Int32Array'], 8: ['BigInt64Array'] },
  unsigned: { 1: ['Uint8Array', 'Uint8ClampedArray'], 2: ['Uint16Array'], 4: ['Uint32Array'], 8: ['BigUint64Array'] },
}

const floatingArrays: Arrays = {
  float: ['Float32Array'],
  double: ['Float64Array'],
  _Float32: ['Float32Array'],
  _Float64: ['Float64Array'],
  _Float32x: ['Float64Array'],
}

const charArrays = ['Uint8Array', 'Int8Array', 'Uint8ClampedArray']

/** Names of the typed arrays that may stand for a pointer to `element`; the first is what an array of it is. */
export function arraysOf(element: CType, platform: Target): readonly string[] {
  const bare = bareType(element)
  if (bare.kind === 'floating') return floatingArrays[bare.name] ?? []
  if (bare.kind === 'integer' && bare.name === 'char') return charArrays
  const integer = bare.kind === 'enum' ? underlyingType(bare, platform) : bare
  if (integer?.kind !== 'integer') return []
  const { size, signed } = integerShape(integer, platform)
  return integerArrays[signed ? 'signed' : 'unsigned'][size] ?? []
}

export type TypedArray =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array
  | BigInt64Array
  | BigUint64Array

export type TypedArrayClass = {
  new (buffer: ArrayBuffer, offset: number, length: number): TypedArray
  readonly BYTES_PER_ELEMENT: number
}

const classes: Readonly<Record<string, TypedArrayClass>> = {
  Int8Array,
  Uint8Array,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
}

/** What an array of numbers of this type is; undefined for other elements, enumerations and translated types among them. */
export function typedArrayOf(element: CType, platform: Target): TypedArrayClass | undefined {
  if (bareType(element).kind === 'enum' || translationOf(element) !== undefined) return undefined
  const [name] = arraysOf(element, platform)
  return name === undefined ? undefined : classes[name]
}

/** `void` for what is no typed array. */
export const elementTypeOf = (value: unknown): CType => elementTypes[elementsOf(value) ?? ''] ?? voidType

const elementTypes: Readonly<Partial<Record<string, CType>>> = {
  Int8Array: integerType('int8_t'),
  Uint8Array: integerType('uint8_t'),
  Uint8ClampedArray: integerType('uint8_t'),
  Int16Array: integerType('int16_t'),
  Uint16Array: integerType('uint16_t'),
  Int32Array: integerType('int32_t'),
  Uint32Array: integerType('uint32_t'),
  Float32Array: floatingType('float'),
  Float64Array: floatingType('double'),
  BigInt64Array: integerType('int64_t'),
  BigUint64Array: integerType('uint64_t'),
}
