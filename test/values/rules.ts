/** The documentation's table of values once more, as predicates: what each C type takes, what C gets, what is said. */
import type { Rule } from './c-types.ts'
import type { Bytes, Meaning } from './javascript-values.ts'

export type Outcome =
  /** Bytes of the argument itself. */
  | { readonly kind: 'scalar'; readonly bytes: readonly number[] }
  | { readonly kind: 'null' }
  /** The address that was given. */
  | { readonly kind: 'address' }
  /** The very memory of a view or buffer. */
  | { readonly kind: 'memory'; readonly bytes: Bytes }
  /** A copy with a NUL. */
  | { readonly kind: 'copy'; readonly text: Uint8Array }
  /** A copy of just these bytes. */
  | { readonly kind: 'list'; readonly bytes: readonly number[] }
  | {
      readonly kind: 'refused'
      readonly code: 'ERR_CABI_ARG_TYPE' | 'ERR_CABI_ARG_RANGE'
      readonly expected: string
      /** Where it is not the whole argument: which element, and its type. */
      readonly element?: { readonly index: number; readonly type: string }
    }

export function outcome(rule: Rule, meaning: Meaning): Outcome {
  switch (rule.kind) {
    case 'bool':
      return meaning.kind === 'boolean' ? scalar([meaning.value ? 1 : 0]) : wrongType('true or false')
    case 'double':
      return meaning.kind === 'number' ? scalar(new Float64Array([meaning.value])) : wrongType('a number')
    case 'float':
      return float(meaning)
    case 'integer':
      return integer(rule, meaning)
    case 'pointer':
      return pointer(rule, meaning)
  }
}

const wrongType = (expected: string): Outcome => ({ kind: 'refused', code: 'ERR_CABI_ARG_TYPE', expected })
const outOfRange = (expected: string): Outcome => ({ kind: 'refused', code: 'ERR_CABI_ARG_RANGE', expected })

const scalar = (value: readonly number[] | ArrayBufferView): Outcome => ({
  kind: 'scalar',
  bytes: ArrayBuffer.isView(value) ? [...new Uint8Array(value.buffer)] : value,
})

function float(meaning: Meaning): Outcome {
  if (meaning.kind !== 'number') return wrongType('a number')
  const rounded = new Float32Array([meaning.value])
  if (Number.isFinite(meaning.value) && !Number.isFinite(rounded[0])) {
    return outOfRange('a number that a float can hold (up to 3.4028234663852886e+38)')
  }
  return scalar(rounded)
}

function integer({ bits, signed, isChar }: Rule & { kind: 'integer' }, meaning: Meaning): Outcome {
  const max = 2n ** BigInt(signed ? bits - 1 : bits) - 1n
  const min = signed ? -max - 1n : 0n
  const also = isChar ? ' or a one-character ASCII string' : bits === 64 ? ' (a bigint beyond 9007199254740991)' : ''
  const expected = `an integer from ${min} to ${max}${also}`
  const value = exactInteger(meaning, bits === 64, isChar)
  if (value === undefined) return wrongType(expected)
  if (value === 'inexact' || value < min || value > max) return outOfRange(expected)
  return scalar(new Uint8Array(BigInt64Array.of(BigInt.asIntN(64, value)).buffer.slice(0, bits / 8)))
}

/** Undefined for what is no integer; 'inexact' for a number at which not every integer is a number. */
function exactInteger(meaning: Meaning, takesBigint: boolean, isChar: boolean): bigint | 'inexact' | undefined {
  switch (meaning.kind) {
    case 'number':
      if (!Number.isInteger(meaning.value)) return undefined
      return Math.abs(meaning.value) < 2 ** 53 ? BigInt(meaning.value) : 'inexact'
    case 'bigint':
      return takesBigint ? meaning.value : undefined
    case 'string':
      return isChar && /^[\0-\x7f]$/.test(meaning.value) ? BigInt(meaning.value.charCodeAt(0)) : undefined
    default:
      return undefined
  }
}

type PointerRule = Rule & { kind: 'pointer' }

function pointer(rule: PointerRule, meaning: Meaning): Outcome {
  const { target, isConst, arrays } = rule
  const expected = expectedPointer(rule)
  switch (meaning.kind) {
    case 'null':
      return { kind: 'null' }
    case 'pointer': {
      const compatible = target === 'void' || meaning.target === 'void' || meaning.target === target
      if (!compatible) return wrongType(expected)
      if (meaning.isConst && !isConst)
        return wrongType(`a Pointer to '${rule.pointed}', not to const: C may write there`)
      return { kind: 'address' }
    }
    case 'memory': {
      const fits = target === 'void' || (meaning.elements !== undefined && arrays.includes(meaning.elements))
      if (!fits) return wrongType(expected)
      if (meaning.bytes === undefined) return wrongType(`${expected}, not a detached or out-of-bounds one`)
      if (target === 'char' && isConst && !meaning.bytes.includes(0)) {
        return { kind: 'copy', text: Uint8Array.from(meaning.bytes) }
      }
      return { kind: 'memory', bytes: meaning.bytes }
    }
    case 'list':
      return list(rule, meaning.values)
    case 'string':
      if (target === 'char' && isConst) return string(meaning.value)
      if (!isConst && arrays[0] === 'Uint8Array') {
        return wrongType(
          `a Uint8Array (C may write to it, and a string cannot change), a Pointer to '${rule.pointed}' or null`,
        )
      }
      return wrongType(target === 'void' ? `${expected} (arena().string(text) puts a string into memory)` : expected)
    case 'number':
    case 'bigint':
    case 'boolean':
      return wrongType(expectedPlace(rule))
    default:
      return wrongType(expected)
  }
}

function list(rule: PointerRule, values: readonly number[]): Outcome {
  const { element, pointed } = rule
  if (element === 'string') {
    if (values.length === 0) return { kind: 'list', bytes: Array(8).fill(0) }
    return { kind: 'refused', code: 'ERR_CABI_ARG_TYPE', expected: 'a string', element: { index: 0, type: pointed } }
  }
  if (element === undefined) return wrongType(expectedPlace(rule))
  const bytes: number[] = []
  for (const [index, value] of values.entries()) {
    const converted = outcome(element, { kind: 'number', value })
    if (converted.kind === 'refused') return { ...converted, element: { index, type: pointed } }
    if (converted.kind === 'scalar') bytes.push(...converted.bytes)
  }
  return { kind: 'list', bytes }
}

function string(value: string): Outcome {
  if (value.includes('\0')) return outOfRange('a string without a NUL character, which would end it early')
  if (/\p{Surrogate}/u.test(value)) return outOfRange('a well-formed string, without lone surrogates')
  return { kind: 'copy', text: new TextEncoder().encode(value) }
}

/** What came is a value, and no place that C could write to. */
function expectedPlace(rule: PointerRule): string {
  const hint = rule.isConst || rule.arrays.length === 0 ? '' : ' (C may write there: alloc makes a place for it)'
  return `${expectedPointer(rule)}${hint}`
}

function expectedPointer({ target, pointed, isConst, arrays, element }: PointerRule): string {
  if (target === 'void') return 'a Pointer, typed array, DataView, ArrayBuffer or null'
  const list = element === 'string' ? 'an array of strings, ' : element === undefined ? '' : 'an array of values, '
  const copied = target === 'char' && isConst ? 'a string, ' : list
  const array = arrays.length === 0 ? '' : `, ${arrays[0]!.startsWith('Int') ? 'an' : 'a'} ${arrays[0]}`
  return `${copied}a Pointer to '${pointed}'${array} or null`
}
