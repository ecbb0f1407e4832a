/** Random types of parameters and results: those of the oracle of layouts, and all that has no parts. */
import { sizeOf } from '../../../src/ctype/layout.ts'
import { x86_64_linux as target } from '../../../src/ctype/target.ts'
import {
  type BareType,
  bareType,
  type CType,
  floatingType,
  integerType,
  pointerType,
  qualifiedType,
  recordType,
  vectorType,
  voidType,
} from '../../../src/ctype/type.ts'
import { caseAt, type Definition, needed } from '../layouts/case.ts'
import { memberTypes, vectorElements } from '../layouts/scalar.ts'
import type { Random } from '../random.ts'

export interface Parameter {
  readonly type: CType
  /** What has to be written before the type. */
  readonly definitions: readonly Definition[]
}

/** The most bytes that a callee checks. */
export const largest = 1024

/** `index`: of its own, for the names of what it defines. */
export function randomParameter(random: Random, seed: number, index: number): Parameter {
  const parameter = random(5) < 2 ? randomScalar(random) : randomAggregate(random, seed, index)
  return random(16) === 0 ? { ...parameter, type: qualifiedType(parameter.type, { atomic: true }) } : parameter
}

function randomScalar(random: Random): Parameter {
  const types = memberTypes(target)
  const type = types[random(types.length)]!
  // What is refused refuses its whole signature.
  if (type.kind === 'floating' && /16|128/.test(type.name) && random(16) > 0) return alone(floatingType('double'))
  return alone(type)
}

const alone = (type: CType): Parameter => ({ type, definitions: [] })

function randomAggregate(random: Random, seed: number, index: number): Parameter {
  if (random(10) === 0) return alone(randomVector(random))
  if (random(20) === 0) return transparentUnion(random, index)
  // Of many members it takes a few, as often as not: what is small goes in registers.
  const few = Array.from({ length: random(6) }, () => random(12))
  const from = caseAt(target, seed, index, random(2) === 0 ? few : undefined)
  const passable = from.definitions.filter(isPassable)
  const small = passable.filter(type => sizeOf(type, target)! <= 16 && sizeOf(type, target)! > 0)
  const choice = small.length > 0 && random(4) > 0 ? small : passable
  const type = choice.length === 0 ? undefined : choice[random(choice.length)]!
  return type === undefined ? alone(integerType('int')) : { type, definitions: needed(from, type) }
}

const isPassable = (type: Definition): boolean => bareType(type).kind !== 'array' && sizeOf(type, target)! <= largest

/** Wide ones are refused. */
function randomVector(random: Random): CType {
  const elements = vectorElements(target)
  const element = elements[random(elements.length)]!
  const size = sizeOf(element, target)!
  const counts = [1, 2, 4, 8, 16].filter(count => count * size <= 16 || random(64) === 0)
  return vectorType(element, size * counts[random(counts.length)]!)
}

function transparentUnion(random: Random, index: number): Parameter {
  const pointers = [pointerType(voidType), pointerType(integerType('char'))]
  const integers = [integerType('int'), integerType('unsigned int')]
  const members = (random(2) === 0 ? pointers : integers).map((type, i) => ({
    name: `m${i}`,
    type,
    bits: undefined,
    packed: false,
    align: undefined,
  }))
  const definition = { members, packed: false, pack: undefined, align: undefined, bitFields: undefined }
  const type = recordType('union', `transparent_${index}`, { ...definition, transparent: true })
  return { type, definitions: [type] }
}

/** An argument of the variable part, which promotion does not change (C11 6.5.2.2 §6). */
export const promoted = ({ type, definitions }: Parameter): Parameter => ({
  type: promotedType(bareType(type)),
  definitions,
})

function promotedType(bare: BareType): CType {
  if (bare.kind === 'bool') return integerType('int')
  if (bare.kind === 'floating') return bare.name === 'float' ? floatingType('double') : bare
  if (bare.kind === 'integer' || bare.kind === 'enum') return sizeOf(bare, target)! < 4 ? integerType('int') : bare
  return bare
}
