/**
 * Slots: where JavaScript leaves arguments for a thunk. Argument *i* lies at byte 8 × i of the argument area, on every
 * platform and under every calling convention; only the thunk knows registers.
 */
import { underlyingType } from '../ctype/enumeration.ts'
import { integerShape } from '../ctype/layout.ts'
import { printType } from '../ctype/print.ts'
import type { Target } from '../ctype/target.ts'
import { bareType, type CType, type EnumType, type IntegerType } from '../ctype/type.ts'
import { CabiError } from '../error.ts'

/** Values of fewer than 32 bits are stored as 32, extended by JavaScript as the type's sign demands. */
export type SlotValue = 'int32' | 'uint32' | 'int64' | 'float' | 'double'

export type ResultValue = 'bool' | 'int8' | 'uint8' | 'int16' | 'uint16' | SlotValue

export const slotSize = 8

/** Parameters of one call; more is refused. C requires 127 (C11 5.2.4.1). */
export const maxParameters = 4096

export const slotOffset = (index: number): number => index * slotSize

/** What is stored for a parameter of `type`. 64-bit integers and pointers are `int64` whatever their sign. */
export function slotValue(type: CType, target: Target): SlotValue {
  const value = scalarValue(type, target)
  switch (value) {
    case 'int8':
    case 'int16':
      return 'int32'
    case 'bool':
    case 'uint8':
    case 'uint16':
      return 'uint32'
    case undefined:
      throw unsupported(type, 'parameter')
    default:
      return value
  }
}

/** What a function that returns `type` leaves; undefined for `void`. */
export function resultValue(type: CType, target: Target): ResultValue | undefined {
  if (bareType(type).kind === 'void') return undefined
  const value = scalarValue(type, target)
  if (value === undefined) throw unsupported(type, 'result')
  return value
}

/** Undefined for what does not fit in one slot, and for what has no value at all. */
function scalarValue(type: CType, target: Target): ResultValue | undefined {
  const bare = bareType(type)
  switch (bare.kind) {
    case 'bool':
      return 'bool'
    case 'floating':
      return bare.name === 'float' || bare.name === 'double' ? bare.name : undefined
    case 'pointer':
      return 'int64'
    case 'integer':
    case 'enum':
      return integerValue(bare, target)
    default:
      return undefined
  }
}

function integerValue(type: IntegerType | EnumType, target: Target): ResultValue | undefined {
  const integer = type.kind === 'enum' ? underlyingType(type, target) : type
  if (integer === undefined) return undefined
  const { size, signed } = integerShape(integer, target)
  const values: Readonly<Partial<Record<number, ResultValue>>> = integerValues[signed ? 'signed' : 'unsigned']
  return values[size]
}

/** By size in bytes. */
const integerValues = {
  signed: { 1: 'int8', 2: 'int16', 4: 'int32', 8: 'int64' },
  unsigned: { 1: 'uint8', 2: 'uint16', 4: 'uint32', 8: 'int64' },
} as const

const unsupported = (type: CType, role: 'parameter' | 'result') =>
  new CabiError('ERR_CABI_UNSUPPORTED', `a ${role} of type '${printType(type)}' is not supported by value`)
