/**
 * Values where C takes a `const T *`, an array of them or one plain object for a struct: each is converted as an object of T
 * in memory is, into a copy for the call. What C may write to (`T *`) gets none: nobody would see what it wrote.
 */
import { types } from 'node:util'
import { alignOf, sizeOf } from '../ctype/layout.ts'
import type { Target } from '../ctype/target.ts'
import { bareType, type CType } from '../ctype/type.ts'
import { siteName } from '../exchange/argument-error.ts'
import type { Site } from '../exchange/conversion.ts'
import type { Exchange } from '../exchange/exchange.ts'
import { keepingArguments } from '../exchange/interrupted-store.ts'
import { accessOf, isConstObject } from './access.ts'
import type { Site as MemorySite } from './bytes.ts'
import { callCopiesOf } from './call-copies.ts'
import type { WantedTarget } from './pointer.ts'
import { Root } from './root.ts'
import { ElementSite, siteOf } from './site.ts'

/** `Array.isArray` throws for a revoked proxy, and would let the traps of others run. */
export const isArray = (value: unknown): value is readonly unknown[] => !types.isProxy(value) && Array.isArray(value)

/** Whether a pointer to `target` takes an array of values. Those of char are strings. */
export function takesValues(target: CType, platform: Target): boolean {
  const bare = bareType(target)
  const isChar = bare.kind === 'integer' && bare.name === 'char'
  return isConstObject(target) && !isChar && Boolean(sizeOf(target, platform))
}

/** One plain object, as an array of one is, but named as the argument that it is. */
export const storeOne = (exchange: Exchange, wanted: WantedTarget, value: unknown, word: number, site: Site): void =>
  storeCopies(exchange, wanted, [value], word, () => siteOf(siteName(site), wanted.target))

export const storeValues = (
  exchange: Exchange,
  wanted: WantedTarget,
  values: readonly unknown[],
  word: number,
  site: Site,
): void => storeCopies(exchange, wanted, values, word, index => new ElementSite(site, index, wanted.target))

/** Stores the address of the copy at index `word` of the 32-bit view. */
function storeCopies(
  exchange: Exchange,
  { target, platform }: WantedTarget,
  values: readonly unknown[],
  word: number,
  siteOfElement: (index: number) => MemorySite,
): void {
  const { I32 } = exchange.views
  const copies = callCopiesOf(exchange)
  const access = accessOf(target)
  // An address to give where there is nothing to copy: C may refuse a null pointer.
  const { length } = values
  const size = Math.max(access.size * length, 1)
  const { memory, offset } = copies.reserve(size, alignOf(target, platform)!)
  const root = new Root()
  keepingArguments(exchange, word, () => {
    for (let i = 0; i < length; i++) {
      access.initialise(memory, offset + i * access.size, root, values[i], siteOfElement(i))
    }
  })
  // Strings of structs, and what else their pointers point into.
  copies.keep(root)
  const address = memory.base + offset
  I32[word] = address | 0
  I32[word + 1] = Math.floor(address / 2 ** 32)
}
