/**
 * Machine modes (GCC internals, "Machine Modes"): what a type is by its size alone. `int` under `mode(DI)` is the target's
 * first integer type of 8 bytes, signed as before.
 */

import { underlyingType } from '../../ctype/enumeration.ts'
import { integerShape, sizeOf } from '../../ctype/layout.ts'
import { printType } from '../../ctype/print.ts'
import type { BasicInteger, FloatingName } from '../../ctype/scalar.ts'
import type { Target } from '../../ctype/target.ts'
import {
  type CType,
  complexType,
  type Enumerator,
  floatingType,
  type IntegerType,
  integerType,
  qualifiedType,
  vectorType,
} from '../../ctype/type.ts'
import type { Parser } from '../parser.ts'
import type { Attributes } from './attribute.ts'
import { closeArguments, expectArguments } from './attribute-argument.ts'

export interface MachineMode {
  /** Without underscores. */
  readonly name: string
  /** In bytes, where it is one of integers, or of vectors or complex numbers of them. */
  readonly bytes: number | undefined
  readonly floating: FloatingName | undefined
  readonly isComplex: boolean
  /** Elements of a vector mode. */
  readonly count: number | undefined
}

const integerBytes: ReadonlyMap<string, number> = new Map([
  ['QI', 1],
  ['HI', 2],
  ['SI', 4],
  ['DI', 8],
  ['TI', 16],
])

/** In the order in which GCC looks for a type. */
const signedTypes = ['int', 'signed char', 'short', 'long', 'long long', '__int128'] as const
const unsignedTypes = [
  'unsigned int',
  'unsigned char',
  'unsigned short',
  'unsigned long',
  'unsigned long long',
  'unsigned __int128',
] as const

const DECIMAL_MODES = /^(?:SD|DD|TD)$/

/** The largest vectors that x86 has modes for, but for `V64SI` and `V64SF`. */
const MAX_VECTOR_BYTES = 128

export function readMode(p: Parser, into: Attributes, name: string, offset: number): void {
  expectArguments(p, name)
  if (!p.at('identifier')) p.unexpected('a machine mode')
  const spelling = /^__.+__$/.test(p.name) ? p.name.slice(2, -2) : p.name
  if (DECIMAL_MODES.test(spelling)) p.unsupported(p.start, `the machine mode '${spelling}'`)
  const mode = modeNamed(spelling, p.target) ?? p.raise(p.start, `unknown machine mode '${spelling}'`)
  p.next()
  closeArguments(p, name)
  if (into.vectorBytes !== undefined) p.raise(offset, `mode '${spelling}' does not apply to a vector`)
  into.mode = mode
  into.modeOffset = offset
}

/** Undefined for a mode in which the target has no type. */
export function modeNamed(name: string, target: Target): MachineMode | undefined {
  const vector = /^V([1-9][0-9]*)([A-Z]+)$/.exec(name)
  if (vector !== null) return vectorMode(name, Number(vector[1]), vector[2]!, target)
  const complexInteger = /^C([QHSDT]I)$/.exec(name)?.[1]
  const complexFloating = /^([HSDXT])C$/.exec(name)?.[1]
  if (complexInteger !== undefined) return scalarMode(name, complexInteger, true, target)
  if (complexFloating !== undefined) return scalarMode(name, `${complexFloating}F`, true, target)
  return scalarMode(name, name, false, target)
}

function scalarMode(name: string, element: string, isComplex: boolean, target: Target): MachineMode | undefined {
  const bytes = integerBytes.get(element) ?? namedBytes(element, target)
  const floating = bytes === undefined ? floatingOf(element, target) : undefined
  if (floating === undefined && (bytes === undefined || integerOf(bytes, true, target) === undefined)) return undefined
  return { name, bytes, floating, isComplex, count: undefined }
}

function vectorMode(name: string, count: number, element: string, target: Target): MachineMode | undefined {
  const mode = scalarMode(name, element, false, target)
  if (mode === undefined || (count & (count - 1)) !== 0) return undefined
  const bytes = count * (mode.bytes ?? target.size[mode.floating!]!)
  if (bytes > MAX_VECTOR_BYTES && !/^V64S[IF]$/.test(name)) return undefined
  // Of one element, there are only vectors of wide integers.
  if (count === 1 && (mode.bytes === undefined || bytes < 4)) return undefined
  return { ...mode, count }
}

function namedBytes(name: string, target: Target): number | undefined {
  switch (name) {
    case 'byte':
      return 1
    case 'word':
    case 'unwind_word':
    case 'pointer':
    case 'libgcc_shift_count':
      return target.size.pointer
    case 'libgcc_cmp_return':
      return target.name === 'aarch64-linux' ? 4 : target.size.pointer
  }
}

function floatingOf(mode: string, target: Target): FloatingName | undefined {
  const isX86 = target.name.startsWith('x86') || target.name.startsWith('i386')
  const names: Readonly<Record<string, FloatingName>> = {
    BF: '__bf16',
    HF: '_Float16',
    SF: 'float',
    DF: 'double',
    XF: 'long double',
    TF: isX86 ? '_Float128' : 'long double',
  }
  if (!Object.hasOwn(names, mode) || (mode === 'XF' && !isX86)) return undefined
  const size = target.size[names[mode]!]
  return size === undefined || (mode === 'TF' && size !== 16) ? undefined : names[mode]
}

function integerOf(bytes: number, signed: boolean, target: Target): BasicInteger | undefined {
  return (signed ? signedTypes : unsignedTypes).find(name => target.size[name] === bytes)
}

/** The type that takes the place of `type`, with its qualifiers. */
export function applyMode(p: Parser, type: CType, mode: MachineMode, offset: number): CType {
  if (type.kind === 'typedef') return applyMode(p, type.type, mode, offset)
  if (type.kind === 'qualified') return qualifiedType(applyMode(p, type.type, mode, offset), type)
  if (type.kind === 'pointer') {
    const isPointers = mode.bytes === p.target.size.pointer && !mode.isComplex && mode.count === undefined
    return isPointers ? type : p.raise(offset, `mode '${mode.name}' is no mode of pointers`)
  }
  return inMode(type, mode, p.target) ?? p.raise(offset, `mode '${mode.name}' does not apply to '${printType(type)}'`)
}

function inMode(type: CType, mode: MachineMode, target: Target): CType | undefined {
  const isComplex = type.kind === 'complex'
  if (isComplex !== mode.isComplex) return undefined
  // GCC looks at no more of a complex type than that it is one, and at the signedness of its numbers.
  const element = isComplex ? type.element : type
  const scalar = mode.floating === undefined ? integerInMode(element, mode, target) : floatingType(mode.floating)
  if (scalar === undefined) return undefined
  if (isComplex) return complexType(scalar)
  if ((scalar.kind === 'floating') !== (type.kind === 'floating')) return undefined
  if (mode.count === undefined) return scalar
  return type.kind === 'enum' ? undefined : vectorType(scalar, mode.count * sizeOf(scalar, target)!)
}

function integerInMode(type: CType, mode: MachineMode, target: Target): IntegerType | undefined {
  const integer = type.kind === 'enum' ? underlyingType(type, target) : type
  if (integer === undefined || (integer.kind !== 'integer' && integer.kind !== 'floating')) return undefined
  const signed = integer.kind === 'floating' || integerShape(integer, target).signed
  const name = integerOf(mode.bytes!, signed, target)
  return name && integerType(name)
}

/**
 * The type of the enumeration that a `mode` follows: as wide as the mode, unsigned if no value is negative. Enumerators keep
 * the types that they would have without it.
 */
export function enumInMode(
  p: Parser,
  attributes: Attributes,
  enumerators: readonly Enumerator[],
): IntegerType | undefined {
  const { mode, modeOffset } = attributes
  if (mode === undefined) return undefined
  if (mode.bytes === undefined || mode.isComplex || mode.count !== undefined) {
    p.raise(modeOffset, `mode '${mode.name}' does not apply to an enumeration`)
  }
  const signed = enumerators.some(({ value }) => value < 0n)
  const bits = 8 * mode.bytes
  const asMode = signed ? BigInt.asIntN : BigInt.asUintN
  if (enumerators.some(({ value }) => asMode(bits, value) !== value)) {
    p.raise(modeOffset, `mode '${mode.name}' is too small for the values of the enumeration`)
  }
  return integerType(integerOf(mode.bytes, signed, p.target)!)
}
