/**
 * Lists of strings as C takes them: `char *const *`, `const char *const *`, an array of pointers with NULL behind the last.
 * List and strings are copies for the call; C that may write to the list (`char **`) gets none.
 */
import { bareType, type CType, isConst } from '../ctype/type.ts'
import { rangeError, typeError } from '../exchange/argument-error.ts'
import type { Site } from '../exchange/conversion.ts'
import type { Exchange } from '../exchange/exchange.ts'
import { keepingArguments } from '../exchange/interrupted-store.ts'
import { callCopiesOf } from './call-copies.ts'
import { ElementSite } from './site.ts'
import { badString, stringExpected, stringsOf } from './string.ts'

/** Whether a pointer to `target` takes an array of strings: its elements are pointers to char that C does not change. */
export function isStringList(target: CType): boolean {
  const element = bareType(target)
  if (!isConst(target) || element.kind !== 'pointer') return false
  const character = bareType(element.target)
  return character.kind === 'integer' && character.name === 'char'
}

/** Stores the address of the list at index `word` of the 32-bit view. */
export function storeStringList(
  exchange: Exchange,
  target: CType,
  values: readonly unknown[],
  word: number,
  site: Site,
): void {
  const strings = stringsOf(exchange)
  const { I32 } = exchange.views
  // A copy: elements can be getters.
  const texts = keepingArguments(exchange, word, () => Array.from(values))
  const { length } = texts
  const { memory, offset } = callCopiesOf(exchange).reserve(8 * (length + 1), 8)
  const list = new Int32Array(memory.buffer!, offset, 2 * length)
  for (let i = 0; i < length; i++) {
    const value = texts[i]
    const bad = typeof value === 'string' ? strings.store(value, word) : undefined
    if (bad !== badString.no) throw wrongElement(new ElementSite(site, i, target), bad, value)
    list[2 * i] = I32[word]!
    list[2 * i + 1] = I32[word + 1]!
  }
  const address = memory.base + offset
  I32[word] = address | 0
  I32[word + 1] = Math.floor(address / 2 ** 32)
}

/** `bad` is undefined for what is no string. */
const wrongElement = (site: Site, bad: number | undefined, value: unknown): Error =>
  bad === undefined ? typeError(site, 'a string', value) : rangeError(site, stringExpected(bad), value)
