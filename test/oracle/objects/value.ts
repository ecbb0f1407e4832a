/** Random values of leaves: what JavaScript writes, and the same as C is given it. */

import { underlyingType } from '../../../src/ctype/enumeration.ts'
import { integerShape } from '../../../src/ctype/layout.ts'
import { x86_64_linux as target } from '../../../src/ctype/target.ts'
import { bareType, type CType } from '../../../src/ctype/type.ts'
import { cast } from '../../../src/memory/cast.ts'
import { Pointer } from '../../../src/memory/pointer.ts'
import { handleOf } from '../../../src/memory/type-handle.ts'
import type { Random } from '../random.ts'
import type { Leaf } from './leaf.ts'

/** As the C of `accessors.ts` takes and gives it. */
export type Neutral = readonly bigint[] | readonly number[]

export function randomValue(leaf: Leaf, random: Random): Neutral {
  switch (leaf.kind) {
    case 'bool':
      return [BigInt(random(2))]
    case 'pointer':
      return [BigInt.asUintN(64, bits128(random))]
    case 'integer':
      return [integer(leaf, random)]
    case 'complex integer':
      return [integer(leaf, random), integer(leaf, random)]
    case 'floating':
      return [floating(leaf, random), 0]
    case 'complex floating':
      return [floating(leaf, random), floating(leaf, random)]
  }
}

function bits128(random: Random): bigint {
  let bits = 0n
  for (let i = 0; i < 8; i++) bits = (bits << 16n) | BigInt(random(65536))
  return bits
}

/** All of the type's range: often its ends, and few bits. */
function integer({ type, bits }: Leaf, random: Random): bigint {
  const range = rangeOf(type, bits)
  const { signed } = range
  // A complex number whose parts are no exact numbers has no value in JavaScript.
  const width = bareType(type).kind === 'complex' ? Math.min(range.width, 53) : range.width
  const wrap = signed ? BigInt.asIntN : BigInt.asUintN
  const all = bits128(random)
  switch (random(4)) {
    case 0:
      return wrap(width, all & 255n)
    case 1:
      return wrap(width, (1n << BigInt(width - 1)) - BigInt(random(2)))
    default:
      return wrap(width, all)
  }
}

function rangeOf(type: CType, bits: number | undefined): { width: number; signed: boolean } {
  const bare = bareType(type)
  const scalar = bare.kind === 'complex' ? bare.element : bare
  const named = scalar.kind === 'enum' ? underlyingType(scalar, target)! : scalar
  if (named.kind !== 'integer') throw new Error(`no integer: ${named.kind}`)
  const { size, signed } = integerShape(named, target)
  return { width: bits ?? 8 * size, signed }
}

/** Within the range of the narrowest, `_Float16`, where the type is that; else anything, NaN but for its bits. */
function floating({ type }: Leaf, random: Random): number {
  const bare = bareType(type)
  const element = bare.kind === 'complex' ? bare.element : bare
  const name = element.kind === 'floating' ? element.name : ''
  const [least, most] = name === '_Float16' ? [-26, 15] : /^float$|32$/.test(name) ? [-150, 126] : [-1074, 1023]
  switch (random(8)) {
    case 0:
      return [0, -0, 1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY][random(5)]!
    default: {
      const significand = 1 + random(2 ** 31) / 2 ** 31 + random(2 ** 21) / 2 ** 52
      return (random(2) ? -1 : 1) * significand * 2 ** (least + random(most - least))
    }
  }
}

/** What to assign in JavaScript. Numbers are written as bigints too, where both are taken. */
export function toJavaScript(leaf: Leaf, value: Neutral, current: unknown): unknown {
  const [first, second] = value as readonly [bigint | number, bigint | number]
  switch (leaf.kind) {
    case 'bool':
      return first === 1n
    case 'pointer': {
      const pointee = bareType(leaf.type)
      if (first === 0n || pointee.kind !== 'pointer') return null
      return cast(handleOf(pointee.target), first as bigint)
    }
    case 'integer':
      return typeof current === 'number' && Number.isSafeInteger(Number(first)) ? Number(first) : first
    case 'complex integer':
      return { re: narrowed(leaf, first), im: narrowed(leaf, second) }
    case 'floating':
      return first
    case 'complex floating':
      return { re: first, im: second }
  }
}

const narrowed = (leaf: Leaf, value: bigint | number) =>
  rangeOf(leaf.type, undefined).width <= 32 ? Number(value) : value

/** What JavaScript read, as C would have given it. */
export function fromJavaScript(leaf: Leaf, value: unknown): Neutral {
  switch (leaf.kind) {
    case 'bool':
      return [value ? 1n : 0n]
    case 'pointer':
      return [Pointer.isPointer(value) ? value.bits : 0n]
    case 'integer':
      return [BigInt(value as number | bigint)]
    case 'floating':
      return [value as number]
    default: {
      const { re, im } = value as { re: number | bigint; im: number | bigint }
      return leaf.kind === 'complex integer' ? [BigInt(re), BigInt(im)] : [re as number, im as number]
    }
  }
}
