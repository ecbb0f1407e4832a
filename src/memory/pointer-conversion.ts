/**
 * Pointer parameters and results: which JavaScript values may stand for a `T *`.
 *
 *   void *            any pointer, any object of C, any view, any ArrayBuffer, null
 *   T *               a pointer to T or to void, an instance, array or box of T, a typed array of T's elements, null
 *   char *            the same; a string is refused: C may write to it
 *   const char *      also a string, copied for the call, and bytes without a NUL, copied with one
 *   const T *         also an array of values, or for a struct one plain object, copied for the call
 *   char *const *     also an array of strings, copied for the call with NULL behind the last
 *   int (*)(int)      a pointer to such a function, null; functions: src/callback
 */
import { types } from 'node:util'
import { pointsWhereWanted } from '../ctype/compatible.ts'
import { printType } from '../ctype/print.ts'
import type { Target } from '../ctype/target.ts'
import { bareType, type CType, isConst, qualifiedType } from '../ctype/type.ts'
import { rangeError, typeError } from '../exchange/argument-error.ts'
import type { ArgumentConversion, Bind, ResultConversion } from '../exchange/conversion.ts'
import { type Exchange, word as words } from '../exchange/exchange.ts'
import { addressOfMemory, arrayStore, elementsOf, isBuffer, plainBytes } from './address.ts'
import { functionValues } from './function-value.ts'
import { addressOfPlace, type ObjectPlace, placeOf } from './object-place.ts'
import { ReferencedType } from './pointee.ts'
import { Pointer, type WantedTarget } from './pointer.ts'
import { instanceStore } from './record-class.ts'
import { isPlain } from './record-fill.ts'
import { badString, stringExpected, stringsOf } from './string.ts'
import { isStringList, storeStringList } from './string-array.ts'
import { arraysOf } from './typed-array.ts'
import { isArray, storeOne, storeValues, takesValues } from './value-array.ts'

interface Accepts {
  readonly target: CType
  readonly platform: Target
  readonly arrays: readonly string[]
  readonly isVoid: boolean
  readonly strings: boolean
  readonly stringList: boolean
  readonly values: boolean
  readonly isRecord: boolean
}

export function pointer(exchange: Exchange, target: CType, platform: Target): ArgumentConversion {
  const { I32 } = exchange.views
  const bare = bareType(target)
  const isChar = bare.kind === 'integer' && bare.name === 'char'
  const accepts: Accepts = {
    target,
    platform,
    arrays: arraysOf(target, platform),
    isVoid: bare.kind === 'void',
    strings: isChar && isConst(target),
    stringList: isStringList(target),
    values: takesValues(target, platform) && !isStringList(target),
    isRecord: bare.kind === 'record',
  }
  const wanted: WantedTarget = { target, platform, lastAccepted: target, accepted: new WeakSet() }
  const strings = accepts.strings ? stringsOf(exchange) : undefined
  const expected = expectation(accepts)

  const storePointer = Pointer.storeOf(wanted, I32)
  const elements = accepts.arrays[0]
  const storeArray = arrayStore(exchange)
  const storeMemory = (value: unknown, word: number): boolean =>
    (accepts.isVoid ? elementsOf(value) !== undefined : elementsOf(value) === elements) && storeArray(value, word)

  const storeString = (value: unknown, word: number): boolean =>
    typeof value === 'string' && strings!.store(value, word) === badString.no

  const usual = usualStore()
  function usualStore(): (value: unknown, word: number) => boolean {
    if (strings !== undefined) return (value, word) => storeString(value, word) || storePointer(value, word)
    if (bare.kind === 'record') {
      const storeInstance = instanceStore(bare, I32)
      return (value, word) => storeInstance(value, word) || storePointer(value, word)
    }
    if (elements === undefined && !accepts.isVoid) return storePointer
    return (value, word) => storeMemory(value, word) || storePointer(value, word)
  }

  const storeAddress = (address: number, word: number): void => {
    I32[word] = address
    I32[word + 1] = Math.floor(address / 2 ** 32)
  }

  return {
    usesScratch: accepts.strings || accepts.stringList || accepts.values,
    store(value, word, argument) {
      if (storePointer(value, word)) return
      if (strings !== undefined && typeof value === 'string') {
        const bad = strings.store(value, word)
        if (bad !== badString.no) throw rangeError(argument, stringExpected(bad), value)
        return
      }
      const place = placeOf(value)
      if (place !== undefined && isWanted(place, accepts)) return storeAddress(addressOfPlace(place), word)
      if (accepts.stringList && isArray(value)) return storeStringList(exchange, target, value, word, argument)
      if (accepts.values && isArray(value)) return storeValues(exchange, wanted, value, word, argument)
      if (accepts.values && accepts.isRecord && !types.isProxy(value) && isPlain(value)) {
        return storeOne(exchange, wanted, value, word, argument)
      }
      if (!isMemory(value, accepts))
        throw typeError(argument, wrongPointer(value, accepts, expected) ?? expected, value)
      const address = addressOfMemory(exchange, value)
      if (address === undefined) throw typeError(argument, `${expected}, not a detached or out-of-bounds one`, value)
      const unterminated = strings === undefined ? undefined : withoutNul(value as ArrayBufferView)
      if (unterminated === undefined) storeAddress(address, word)
      else strings!.storeBytes(unterminated, word)
    },
    inline: (value, word, bind) => ({ when: `${bind('storePointer', usual)}(${value},${word})`, store: '' }),
  }
}

const isWanted = ({ type }: ObjectPlace, { target, platform }: Accepts): boolean =>
  pointsWhereWanted(type, target, platform)

function isMemory(value: unknown, accepts: Accepts): value is ArrayBufferView | ArrayBufferLike {
  if (accepts.isVoid) return ArrayBuffer.isView(value) || isBuffer(value)
  const elements = elementsOf(value)
  return elements !== undefined && accepts.arrays.includes(elements)
}

/** The bytes of a typed array; undefined if a NUL is among them. */
function withoutNul(array: ArrayBufferView): Uint8Array | undefined {
  const bytes = plainBytes(array)
  return bytes.includes(0) ? undefined : bytes
}

function expectation({ target, arrays, isVoid, strings, stringList, values, isRecord }: Accepts): string {
  if (bareType(target).kind === 'function') return `a function, a Pointer to '${printType(target)}' or null`
  if (isVoid) return voidExpected
  const pointers = [`a Pointer to '${printType(target)}'`, ...(hasInstances(target) ? ['an instance of it'] : [])]
  const array = arrays.slice(0, 1).map(name => `${/^Int/.test(name) ? 'an' : 'a'} ${name}`)
  const copied = strings
    ? ['a string']
    : stringList
      ? ['an array of strings']
      : values
        ? [...(isRecord ? ['a plain object'] : []), 'an array of values']
        : []
  return [...copied, ...pointers, ...array, 'or null'].join(', ').replace(', or', ' or')
}

function hasInstances(target: CType): boolean {
  const bare = bareType(target)
  return bare.kind === 'record' && bare.definition !== undefined
}

/** What to say where a reader would ask why. */
const voidExpected = 'a Pointer, typed array, DataView, ArrayBuffer or null'

function wrongPointer(
  value: unknown,
  { target, platform, arrays, isVoid }: Accepts,
  expected: string,
): string | undefined {
  // Unlike `const char *`, it does not say for how long C needs the text, or that it is one.
  if (typeof value === 'string' && isVoid) return `${voidExpected} (arena().string(text) puts a string into memory)`
  if (typeof value === 'string' && arrays[0] === 'Uint8Array' && !isConst(target)) {
    return `a Uint8Array (C may write to it, and a string cannot change), a Pointer to '${printType(target)}' or null`
  }
  if (isBareValue(value) && arrays.length > 0 && !isConst(target)) {
    return `${expected} (C may write there: alloc makes a place for it)`
  }
  const asConst = qualifiedType(target, { const: true })
  const pointee = Pointer.isPointer(value) ? Pointer.targetOf(value) : placeOf(value)?.type
  if (pointee !== undefined && pointsWhereWanted(pointee, asConst, platform)) {
    return `a Pointer to '${printType(target)}', not to const: C may write there`
  }
  return undefined
}

/** What a program passes that has C's `&value` in mind: nothing that C could write to. */
const isBareValue = (value: unknown): boolean =>
  ['number', 'bigint', 'boolean'].includes(typeof value) || isArray(value)

export function pointerResult(
  { views: { I32 } }: Exchange,
  target: CType,
  at: number = words.result,
): ResultConversion {
  const bare = bareType(target)
  if (bare.kind === 'function') {
    const load = () => {
      const low = I32[at]!
      const high = I32[at + 1]!
      return (low | high) === 0 ? null : functionValues.callable(bare, high * 2 ** 32 + (low >>> 0))
    }
    return { load, inline: (_, bind) => `${bind('pointer', load)}()` }
  }
  const referenced = ReferencedType.of(target)
  const load = () => {
    const low = I32[at]!
    const high = I32[at + 1]!
    return (low | high) === 0 ? null : new Pointer(referenced, low, high)
  }
  const [low, high] = [`I32[${at}]`, `I32[${at + 1}]`]
  const when = `(${low}|${high})!==0`
  const object = (bind: Bind) => ({
    when,
    value: `new ${bind('Pointer', Pointer)}(${bind('referenced', referenced)},${low},${high})`,
  })
  return { load, inline: (_, bind) => `${when}?${object(bind).value}:null`, object }
}

export function stringResult(exchange: Exchange, target: CType, at: number = words.result): ResultConversion {
  const { load, loadShort } = stringsOf(exchange)
  if (at !== words.result) return stringArgument(exchange, target, at)
  return {
    load: site => load(site.function, target),
    inline: (otherwise, bind) => `${bind('loadShort', loadShort)}()??${otherwise}`,
  }
}

/** What reads a string makes calls, which need the place of a result, and slots: other arguments are to be read before. */
function stringArgument(exchange: Exchange, target: CType, at: number): ResultConversion {
  const { load } = stringsOf(exchange)
  const { I32 } = exchange.views
  return {
    makesCalls: true,
    load(site) {
      I32[words.result] = I32[at]!
      I32[words.result + 1] = I32[at + 1]!
      return load(site.function, target)
    },
    inline: otherwise => otherwise,
  }
}
