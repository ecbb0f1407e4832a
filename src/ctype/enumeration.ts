/** The integer type of an enumeration, chosen as GCC does (C11 6.7.2.2 §4 leaves it to the implementation). */
import type { BasicInteger } from './scalar.ts'
import type { Target } from './target.ts'
import { bareType, type EnumDefinition, type EnumType, type IntegerType, integerType } from './type.ts'

/** By the bits they have; of 64 the first that has them. */
const signed: readonly (readonly [number, BasicInteger])[] = [
  [8, 'signed char'],
  [16, 'short'],
  [32, 'int'],
  [64, 'long'],
  [64, 'long long'],
]
const unsigned: readonly (readonly [number, BasicInteger])[] = [
  [8, 'unsigned char'],
  [16, 'unsigned short'],
  [32, 'unsigned int'],
  [64, 'unsigned long'],
  [64, 'unsigned long long'],
]

/** Undefined while the enumeration is not defined, or where no type holds all of its values. */
export function underlyingType({ definition }: EnumType, target: Target): IntegerType | undefined {
  if (definition === undefined) return undefined
  if (definition.fixed !== undefined) {
    const fixed = bareType(definition.fixed)
    return fixed.kind === 'integer' ? fixed : undefined
  }
  const name = narrowest(definition, target)
  return name && integerType(name)
}

/** Unsigned unless a value is negative, and no narrower than `int` unless packed. */
function narrowest({ enumerators, packed }: EnumDefinition, target: Target): BasicInteger | undefined {
  let [least, most] = [0n, 0n]
  for (const { value } of enumerators) {
    if (value < least) least = value
    if (value > most) most = value
  }
  const candidates = least < 0n ? signed : unsigned
  const holds = (bits: number) =>
    least < 0n
      ? BigInt.asIntN(bits, least) === least && BigInt.asIntN(bits, most) === most
      : BigInt.asUintN(bits, most) === most
  const found = candidates.find(
    ([bits, name]) => bits === 8 * target.size[name]! && (packed || bits >= 32) && holds(bits),
  )
  return found?.[1]
}
