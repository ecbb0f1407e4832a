/**
 * Slots: where JavaScript leaves arguments for a thunk. Argument *i* lies at byte 8 × i of the argument area, on every
 * platform and under every calling convention; only the thunk knows registers.
 */
import { underlyingType } from '../ctype/enumeration.ts'
import { integerShape, preferredAlignOf } from '../ctype/layout.ts'
import { printType } from '../ctype/print.ts'
import type { Target } from '../ctype/target.ts'
import { bareType, type CType, type FloatingType, type IntegerType } from '../ctype/type.ts'
import { CabiError } from '../error.ts'
import { type Aggregate, aggregateOf, passedAs } from './aggregate.ts'

/**
 * Values of fewer than 32 bits are stored as 32, extended by JavaScript as the type's sign demands. `x87` is a `long
 * double` of 80 bits, which JavaScript stores and reads as a double.
 */
export type ScalarValue = 'int32' | 'uint32' | 'int64' | 'float' | 'double' | 'x87'

export type SlotValue = ScalarValue | Aggregate

export type ScalarResult = 'bool' | 'int8' | 'uint8' | 'int16' | 'uint16' | ScalarValue

export type ResultValue = ScalarResult | Aggregate

export const slotSize = 8

/** Parameters of one call; more is refused. C requires 127 (C11 5.2.4.1). */
export const maxParameters = 4096

export const slotOffset = (index: number): number => index * slotSize

/** What is stored for a parameter of `type`. 64-bit integers and pointers are `int64` whatever their sign. */
export const slotValue = (type: CType, target: Target): SlotValue => widened(receivedValue(type, target))

/** As a caller passes it: 32 bits at least. */
export function widened(value: ResultValue): SlotValue {
  switch (value) {
    case 'int8':
    case 'int16':
      return 'int32'
    case 'bool':
    case 'uint8':
    case 'uint16':
      return 'uint32'
    default:
      return value
  }
}

/** What C passes to a callback for a parameter of `type`. */
export function receivedValue(type: CType, target: Target): ResultValue {
  const bare = bareType(type)
  const passed = passedAs(bare)
  // A transparent union stays a union to JavaScript: bytes.
  const value = passed === bare ? scalarOrAggregate(bare, target) : aggregateOf(passed, target)
  if (value === undefined) throw unsupported(type, 'parameter')
  return value
}

/** What a function that returns `type` leaves; undefined for `void`. */
export function resultValue(type: CType, target: Target): ResultValue | undefined {
  if (bareType(type).kind === 'void') return undefined
  const value = scalarOrAggregate(type, target)
  if (value === undefined) throw unsupported(type, 'result')
  if (typeof value === 'string') return value
  // GCC's callees rely on the place being aligned as the typedef says that their prototype has.
  return { ...value, align: Math.max(value.align, preferredAlignOf(type, target)!) }
}

/** Undefined for what has no value, or none that JavaScript can have. */
function scalarOrAggregate(type: CType, target: Target): ResultValue | undefined {
  const bare = bareType(type)
  switch (bare.kind) {
    case 'bool':
      return 'bool'
    case 'floating':
      return floatingValue(bare, target)
    case 'pointer':
      return 'int64'
    case 'enum':
      return integerValue(underlyingType(bare, target), target)
    case 'integer':
      return integerValue(bare, target)
    case 'record':
    case 'complex':
    case 'vector':
      return aggregateOf(bare, target)
    default:
      return undefined
  }
}

function floatingValue({ name }: FloatingType, target: Target): ResultValue | undefined {
  switch (name) {
    case 'float':
    case '_Float32':
      return 'float'
    case 'double':
    case '_Float64':
    case '_Float32x':
      return 'double'
    case 'long double':
    case '_Float64x':
      return isX87(target) ? 'x87' : undefined
    default:
      return undefined
  }
}

/** The x86 targets have Intel's extended format, in 12 or 16 bytes (psABI x86-64, figure 3.1). */
const isX87 = ({ name }: Target) => name.startsWith('x86_64') || name.startsWith('i386')

/** `integer`: undefined for an enumeration that is not known. */
function integerValue(integer: IntegerType | undefined, target: Target): ResultValue | undefined {
  if (integer === undefined) return undefined
  const { size, signed } = integerShape(integer, target)
  const values: Readonly<Partial<Record<number, ScalarResult>>> = integerValues[signed ? 'signed' : 'unsigned']
  return values[size] ?? aggregateOf(integer, target)
}

/** By size in bytes. */
const integerValues = {
  signed: { 1: 'int8', 2: 'int16', 4: 'int32', 8: 'int64' },
  unsigned: { 1: 'uint8', 2: 'uint16', 4: 'uint32', 8: 'int64' },
} as const

const unsupported = (type: CType, role: 'parameter' | 'result') =>
  new CabiError('ERR_CABI_UNSUPPORTED', `a ${role} of type '${printType(type)}' is not supported by value`)
