/**
 * Arrays in memory: typed arrays of numbers, strings of char, `CArray` for anything else. Numbers that no typed array can be
 * over (misaligned ones, and C's memory that nobody vouched for) are in a `CArray` too; const ones are a copy.
 */
import { printType } from '../ctype/print.ts'
import { x86_64_linux as target } from '../ctype/target.ts'
import { arrayType, bareType, type CType, isConst } from '../ctype/type.ts'
import { rangeError, typeError } from '../exchange/argument-error.ts'
import { accessOf, type RawAccess } from './access.ts'
import { elementsOf } from './address.ts'
import type { Site } from './bytes.ts'
import { CArray } from './c-array.ts'
import { charArrayAccess } from './char-array-access.ts'
import { allOrNothing, zeroBytes } from './copy-bytes.ts'
import type { Memory } from './memory.ts'
import { recordClassOfInstance } from './record-class.ts'
import type { Root } from './root.ts'
import { siteOf } from './site.ts'
import { toObject } from './to-object.ts'
import { translationOf } from './translation.ts'
import { type TypedArrayClass, typedArrayOf } from './typed-array.ts'

export function arrayAccess(element: CType, count: number): RawAccess {
  const bare = bareType(element)
  const isChar = bare.kind === 'integer' && bare.name === 'char'
  if (isChar && translationOf(element) === undefined) return charArrayAccess(count)
  return {
    usesRoot: true,
    read: (memory, offset, root) => arrayView(memory, offset, root, element, count),
    initialise: (memory, offset, root, value, site) =>
      storeElements({ memory, offset, root }, element, count, value, site),
    inline: undefined,
  }
}

/** What an array of so many elements is in JavaScript, char's excepted. */
export function arrayView(
  memory: Memory,
  offset: number,
  root: Root | undefined,
  element: CType,
  count: number,
): unknown {
  const Numbers = typedArrayOf(element, target)
  if (Numbers !== undefined && memory.buffer !== undefined) {
    if (memory.isConst || isConst(element)) return constCopy(Numbers, memory, offset, element, count)
    if (offset % Numbers.BYTES_PER_ELEMENT === 0) return new Numbers(memory.buffer, offset, count)
  }
  return new CArray(isConst(element) ? memory.asConst() : memory, offset, root, element, count)
}

function constCopy(Numbers: TypedArrayClass, memory: Memory, offset: number, element: CType, count: number): unknown {
  const bytes = new Uint8Array(count * Numbers.BYTES_PER_ELEMENT)
  memory.bytes.copyIn(offset, bytes, siteOf(printType(arrayType(element, count)), element))
  return new Numbers(bytes.buffer, 0, count)
}

interface Place {
  readonly memory: Memory
  readonly offset: number
  readonly root: Root | undefined
}

/** As C's initialiser lists do, elements that are not given are zero (C11 6.7.9 §21). */
function storeElements(place: Place, element: CType, count: number, value: unknown, site: Site): void {
  const values = valuesOf(value)
  if (values === undefined) throw typeError(site, `an array of up to ${count} values`, value)
  if (values.length > count) throw rangeError(site, `an array of up to ${count} values, not ${values.length}`, value)
  const { memory, offset, root } = place
  const access = accessOf(element)
  allOrNothing(place, count * access.size, site, () => {
    // Before what is there is cleared: the values may be views of it.
    const copies = values.map(detached)
    zeroBytes(place, count * access.size, site)
    copies.forEach((value, i) => {
      const part = siteOf(`${site.lvalue}[${i}]`, element)
      access.initialise(memory, offset + i * access.size, root, value, part)
    })
  })
}

function detached(value: unknown): unknown {
  const record = recordClassOfInstance(value)
  if (record !== undefined) return new record.Class(value)
  // As bytes they may stand for a string.
  if (elementsOf(value) === 'Uint8Array') return Uint8Array.from(value as Uint8Array)
  return CArray.isCArray(value) || elementsOf(value) !== undefined ? toObject(value) : value
}

function valuesOf(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value
  if (CArray.isCArray(value) || elementsOf(value) !== undefined) return Array.from(value as Iterable<unknown>)
  return undefined
}
