/** `alloc`: zeroed memory for an object of a C type, owned by JavaScript. */

import { alignOf, sizeOf } from '../ctype/layout.ts'
import { printType } from '../ctype/print.ts'
import { recordLayout } from '../ctype/record-layout.ts'
import { x86_64_linux as target } from '../ctype/target.ts'
import { bareType, type CType, type RecordType } from '../ctype/type.ts'
import { codedError } from '../error.ts'
import { show } from '../exchange/argument-error.ts'
import { noOptions, requireOptions } from '../exchange/named-options.ts'
import { Box } from './box.ts'
import { CArray } from './c-array.ts'
import { noSize } from './no-size.ts'
import { recordClassOf } from './record-class.ts'
import { Root } from './root.ts'
import { type Allocation, allocate } from './slab.ts'
import { translationOf } from './translation.ts'
import { ctypeOf, type TypeHandle } from './type-handle.ts'
import { typedArrayOf } from './typed-array.ts'

export interface AllocOptions {
  /** Elements of a flexible array member. */
  readonly count?: number
}

/**
 * An instance of a struct or union, an array (numbers: a typed array), or a box with `.value`. It is collected when nothing
 * refers to it. Throws ERR_CABI_ARG_TYPE for what has no size, ERR_CABI_ARG_RANGE for more than there can be.
 */
// biome-ignore lint/suspicious/noExplicitAny: what it is depends on a C type that TypeScript does not know
export function alloc(type: TypeHandle, options: AllocOptions = noOptions): any {
  return allocIn(allocate, type, options)
}

/** The same in memory that `place` gives. */
export function allocIn(place: Placer, type: TypeHandle, options: AllocOptions): unknown {
  const ctype = ctypeOf(type, 'alloc')
  return allocateObject(ctype, checkedCount(ctype, options), place)
}

export type Placer = (size: number, align: number) => Allocation

export function allocateObject(
  type: CType,
  count: number | undefined,
  place: (size: number, align: number) => Allocation,
  owner?: unknown,
): unknown {
  const size = sizeOf(type, target)
  if (size === undefined)
    throw wrongType(
      noSize(type, T => `alloc(${T})`),
      type,
    )
  const bare = bareType(type)
  const align = alignOf(type, target)!
  // Its value is what the program makes of it: it takes something that has a value.
  const isTranslated = translationOf(type) !== undefined
  if (bare.kind === 'array' && !isTranslated) return allocateArray(bare.element, bare.count!, align, place, owner)
  const flexible = count === undefined ? 0 : count * sizeOf(flexibleElement(type)!, target)!
  const { memory, offset } = place(checkedSize(size + flexible, type), align)
  const root = new Root(owner, count)
  return bare.kind === 'record' && !isTranslated
    ? recordClassOf(bare, type).view(memory, offset, root)
    : new Box(memory, offset, type, root)
}

function allocateArray(
  element: CType,
  count: number,
  align: number,
  place: (size: number, align: number) => Allocation,
  owner: unknown,
): unknown {
  const size = checkedSize(count * sizeOf(element, target)!, element)
  const Numbers = typedArrayOf(element, target)
  if (Numbers === undefined) {
    const { memory, offset } = place(size, align)
    return new CArray(memory, offset, new Root(owner), element, count)
  }
  if (place === allocate && align <= 16) return new Numbers(new ArrayBuffer(size), 0, count)
  const { memory, offset } = place(size, align)
  return new Numbers(memory.buffer!, offset, count)
}

/** Of the last member, if that is a flexible array. */
function flexibleElement(type: CType): CType | undefined {
  const bare = bareType(type)
  if (bare.kind !== 'record') return undefined
  const last = recordLayout(bare as RecordType, target)?.members.at(-1)
  const member = last && bareType(last.member.type)
  return member?.kind === 'array' && member.count === undefined ? member.element : undefined
}

const insteadOf = (type: CType, count: number): string =>
  flexibleElement(type) === undefined
    ? 'more than one is c.array(T, count), and a value is assigned to .value'
    : `write { count: ${count} }`

function checkedCount(type: CType, options: AllocOptions): number | undefined {
  // A number is meant as a count, or as a value.
  if (typeof options === 'number') {
    throw wrongType(`expected options as an object, got ${options}: ${insteadOf(type, options)}`, options)
  }
  const { count } = requireOptions('alloc', options, ['count'])
  if (count === undefined) return undefined
  if (flexibleElement(type) === undefined) {
    throw wrongType(`'${printType(type)}' has no flexible array member, which count is for`, count)
  }
  if (typeof count !== 'number') throw wrongType(`expected count as a number of elements, got ${show(count)}`, count)
  if (Number.isSafeInteger(count) && count >= 0) return count
  throw codedError(RangeError, 'ERR_CABI_ARG_RANGE', `alloc: expected count as a number of elements, got ${count}`, {
    value: count,
  })
}

/** V8's limit of an ArrayBuffer on 64 bits. */
const mostBytes = 2 ** 53 - 1

function checkedSize(size: number, type: CType): number {
  if (size <= mostBytes) return size
  const message = `alloc: no memory has ${size} bytes`
  throw codedError(RangeError, 'ERR_CABI_ARG_RANGE', message, { value: type })
}

const wrongType = (reason: string, value: unknown): TypeError =>
  codedError(TypeError, 'ERR_CABI_ARG_TYPE', `alloc: ${reason}`, { value })
