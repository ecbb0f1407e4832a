/** The types without parts that a target has. */
import { sizeOf } from '../../../src/ctype/layout.ts'
import { integers, isIntegerName } from '../../../src/ctype/scalar.ts'
import type { Target } from '../../../src/ctype/target.ts'
import {
  bareType,
  boolType,
  type CType,
  complexType,
  type FloatingType,
  floatingType,
  type IntegerType,
  integerType,
  pointerType,
  voidType,
} from '../../../src/ctype/type.ts'

/** Only keywords: the compilers read no headers. */
const integerTypes = Object.keys(integers)
  .filter(isIntegerName)
  .filter(name => !name.endsWith('_t'))
  .map(integerType)
const floatingTypes = [
  ...(['float', 'double', 'long double', '_Float16', '_Float32', '_Float64', '_Float128'] as const),
  ...(['_Float32x', '_Float64x', '__bf16'] as const),
].map(floatingType)

interface Scalars {
  readonly members: readonly CType[]
  readonly bitFields: readonly { readonly type: CType; readonly bits: number }[]
  readonly vectorElements: readonly (IntegerType | FloatingType)[]
}

const scalars = new Map<Target, Scalars>()

function scalarsOf(target: Target): Scalars {
  let found = scalars.get(target)
  if (found === undefined) {
    found = makeScalars(target)
    scalars.set(target, found)
  }
  return found
}

function makeScalars(target: Target): Scalars {
  const isThere = (type: CType): boolean => sizeOf(type, target) !== undefined
  const [integer, floating] = [integerTypes.filter(isThere), floatingTypes.filter(isThere)]
  const complex = [...integer, ...floating.filter(type => type.name !== '__bf16')].map(complexType)
  const pointers = [pointerType(voidType), pointerType(integerType('char'))]
  return {
    members: [boolType, ...integer, ...integer, ...floating, ...floating, ...complex, ...pointers],
    bitFields: [boolType, ...integer, ...integer].map(type => ({ type, bits: bitsOf(type, target)! })),
    vectorElements: [...integer, ...floating.filter(type => hasVectors(type, target))],
  }
}

/** GCC 12 has no vectors of `long double` where it is no power of two, nor of `__bf16`. */
function hasVectors(type: FloatingType, target: Target): boolean {
  const size = sizeOf(type, target)!
  return type.name !== '__bf16' && (size & (size - 1)) === 0
}

export const memberTypes = (target: Target): readonly CType[] => scalarsOf(target).members
export const bitFieldTypes = (target: Target): Scalars['bitFields'] => scalarsOf(target).bitFields
export const vectorElements = (target: Target): Scalars['vectorElements'] => scalarsOf(target).vectorElements

/** The most bits that a bit-field of the type can have; undefined if it can have none. */
export function bitsOf(type: CType, target: Target): number | undefined {
  const bare = bareType(type)
  for (let t = type; t.kind === 'typedef' || t.kind === 'qualified'; t = t.type) {
    if (t.kind === 'qualified' && t.atomic) return undefined
  }
  if (bare.kind === 'bool') return 1
  return bare.kind === 'integer' || bare.kind === 'enum' ? 8 * sizeOf(bare, target)! : undefined
}
