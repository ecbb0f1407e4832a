/**
 * Slots: where JavaScript leaves arguments for a thunk. Argument *i* lies at byte 8 × i of the argument area, on every
 * platform and under every calling convention; only the thunk knows registers.
 */
import { integerShape } from '../ctype/layout.ts'
import { printType } from '../ctype/print.ts'
import type { Target } from '../ctype/target.ts'
import { bareType, type CType } from '../ctype/type.ts'
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
  const value = scalarValue(type, target, 'parameter')
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
export const resultValue = (type: CType, target: Target): ResultValue | undefined => scalarValue(type, target, 'result')

type Role = 'parameter' | 'result'

function scalarValue(type: CType, target: Target, role: Role): ResultValue | undefined {
  const bare = bareType(type)
  switch (bare.kind) {
    case 'void':
      return undefined
    case 'bool':
      return 'bool'
    case 'floating':
      return bare.name
    case 'pointer':
      return 'int64'
    case 'integer':
    case 'enum': {
      const { size, signed } = integerShape(bare.kind === 'enum' ? bare.underlying : bare, target)
      return size === 8 ? 'int64' : integerValues[signed ? 'signed' : 'unsigned'][size]
    }
    case 'record':
    case 'function':
      throw unsupported(type, role)
  }
}

const integerValues = {
  signed: { 1: 'int8', 2: 'int16', 4: 'int32' },
  unsigned: { 1: 'uint8', 2: 'uint16', 4: 'uint32' },
} as const

const unsupported = (type: CType, role: Role) =>
  new CabiError('ERR_CABI_UNSUPPORTED', `a ${role} of type '${printType(type)}' is not supported by value`)
