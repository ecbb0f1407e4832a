/**
 * Variadic calls. C passes an `int` and a `double` in different registers and the callee believes the format, so each
 * variable argument needs a type: the format gives it, or the value does (`c.int(1)`, a string, a pointer, a bigint). A
 * bare number has none: JavaScript cannot tell 1 from 1.0.
 */
import { sameUnqualified } from '../ctype/compatible.ts'
import { integerShape } from '../ctype/layout.ts'
import { x86_64_linux as target } from '../ctype/target.ts'
import { bareType, type CType, floatingType, typedefType, voidType } from '../ctype/type.ts'
import { atCallerOf, codedError } from '../error.ts'
import { countError, typeError } from '../exchange/argument-error.ts'
import { Call, type CallShape } from '../exchange/call.ts'
import { roundToFloat } from '../exchange/floating.ts'
import { closedError } from '../exchange/liveness.ts'
import { composeMarshaller, type Marshaller } from '../exchange/marshaller.ts'
import { elementsOf, plainBytes } from '../memory/address.ts'
import { Pointer } from '../memory/pointer.ts'
import { readString } from '../memory/read-string.ts'
import { toUntranslated, untranslated } from '../memory/translation.ts'
import { TypedValue } from '../memory/type-handle.ts'
import { type BoundFunction, entering } from './bound-function.ts'
import { type Conversion, formatConversions, formatOf } from './format.ts'
import { typeOfValue, typeWanted } from './type-of-value.ts'
import { refuseUnpassable } from './uncallable.ts'

/** The types of a call's variable arguments, with what to call them in messages. */
interface Variable {
  readonly types: readonly CType[]
  readonly names: readonly (string | undefined)[]
}

export function variadicMarshaller(bound: BoundFunction, raw: boolean): Marshaller {
  const { name, library, type } = bound
  const fixed = type.parameters.length
  const marshallers = new Map<CallShape, Map<string, Marshaller>>()
  const variableOf = variableArguments(bound)
  const typed = (values: readonly unknown[]): Variable => {
    try {
      return variableOf(values)
    } catch (error) {
      throw atCallerOf(entry, error)
    }
  }
  const entry: Marshaller = (...values) => {
    if (library.closed) throw atCallerOf(entry, closedError(library, name))
    if (values.length < fixed) throw atCallerOf(entry, countError(name, fixed, values.length, { atLeast: true }))
    const { types, names } = typed(values)
    const shape = library.shapeOf(type, raw, types)
    const byNames = marshallers.get(shape) ?? new Map<string, Marshaller>()
    if (marshallers.size < maxCached) marshallers.set(shape, byNames)
    const key = names.join()
    const marshaller = byNames.get(key) ?? composedFor(entry, callOf(bound, shape, names))
    if (byNames.size < maxCached) byNames.set(key, marshaller)
    return marshaller(...values.map((value, i) => (i < fixed ? value : variableValue(bound, i, value))))
  }
  return entry
}

function callOf(bound: BoundFunction, shape: CallShape, variableNames: Variable['names']): Call {
  const parameters = [...bound.parameters, ...variableNames.map(name => ({ name }))]
  return new Call(shape, { ...bound, parameters })
}

function composedFor(entry: Marshaller, call: Call): Marshaller {
  entering(call, entry)
  return composeMarshaller(call)
}

function variableArguments(bound: BoundFunction): (values: readonly unknown[]) => Variable {
  const format = formatOf(bound.name, bound.type)
  if (format === undefined) return values => byValue(bound, values)
  const cache = new Map<string, readonly Conversion[]>()
  return values => {
    const text = formatText(bound, format.parameter, values[format.parameter])
    let conversions = cache.get(text)
    if (conversions === undefined) {
      conversions = formatConversions(bound.name, text, format.kind)
      if (cache.size < maxCached) cache.set(text, conversions)
    }
    return byFormat(bound, values, text, conversions)
  }
}

/** Formats are mostly literals; one made for each call should not be kept. */
const maxCached = 1000

function byFormat(
  bound: BoundFunction,
  values: readonly unknown[],
  format: string,
  conversions: readonly Conversion[],
): Variable {
  const fixed = bound.type.parameters.length
  const given = values.length - fixed
  if (given !== conversions.length) {
    const wanted = `${conversions.length} argument${conversions.length === 1 ? '' : 's'}`
    const message = `${bound.name}: the format ${JSON.stringify(format)} takes ${wanted} after it, got ${given}`
    const facts = { function: bound.name, expected: fixed + conversions.length, received: values.length }
    throw codedError(TypeError, 'ERR_CABI_ARG_COUNT', message, facts)
  }
  conversions.forEach(({ text, type }, i) => {
    const value = values[fixed + i]
    if (!TypedValue.isTypedValue(value) || samePlace(value.type, type)) return
    const argument = { function: bound.name, index: fixed + i, name: text, type }
    throw typeError(argument, `a value of that type`, value)
  })
  return { types: conversions.map(({ type }) => type), names: conversions.map(({ text }) => text) }
}

/** Whether C, given one type where the format says another, still reads the right bits: pointers, integers of one size. */
function samePlace(given: CType, wanted: CType): boolean {
  const [a, b] = [promoted(given), promoted(wanted)].map(bareType) as [CType, CType]
  if (a.kind === 'integer' && b.kind === 'integer') {
    return integerShape(a, target).size === integerShape(b, target).size
  }
  if (a.kind === 'pointer' && b.kind === 'pointer')
    return bareType(b.target).kind === 'void' || sameUnqualified(a.target, b.target, target)
  return sameUnqualified(a, b, target)
}

function formatText(bound: BoundFunction, index: number, value: unknown): string {
  if (typeof value === 'string') return value
  if (elementsOf(value) === 'Uint8Array')
    return Buffer.from(plainBytes(value as Uint8Array))
      .toString('latin1')
      .split('\0', 1)[0]!
  if (Pointer.isPointer(value)) return readString(value, { encoding: 'latin1' })!
  const parameter = bound.type.parameters[index]!
  throw typeError({ function: bound.name, index, name: parameter.name, type: parameter.type }, 'a format string', value)
}

function byValue(bound: BoundFunction, values: readonly unknown[]): Variable {
  const fixed = bound.type.parameters.length
  const types = values.slice(fixed).map((value, i) => {
    const type = variableType(value, bound.type.variadic)
    if (type === undefined) throw variableError(bound, fixed + i, value)
    refuseUnpassable({ function: bound.name, index: fixed + i, name: undefined, type })
    return type
  })
  return { types, names: [] }
}

/** Undefined for a value that says no type. */
function variableType(value: unknown, forNumbers: boolean | CType): CType | undefined {
  const type = typeof value === 'number' && typeof forNumbers !== 'boolean' ? forNumbers : typeOfValue(value)
  return type && promoted(untranslated(type))
}

const variableError = (bound: BoundFunction, index: number, value: unknown): TypeError =>
  typeError({ function: bound.name, index, name: undefined, type: ellipsis }, typeWanted(value), value)

const ellipsis = typedefType('...', voidType)

/**
 * The default argument promotions (C11 6.5.2.2 §6): `float` becomes `double`. Narrow integers keep their type here, and
 * with it their range; their slots are 32 bits wide as `int` is, and the plan widens variable ones to 64.
 */
function promoted(type: CType): CType {
  const bare = bareType(type)
  return bare.kind === 'floating' && bare.name === 'float' ? floatingType('double') : type
}

/** What is passed for a value of the variable part: that of a typed one, a `float` rounded to one before it is widened. */
function variableValue(bound: BoundFunction, index: number, given: unknown): unknown {
  const forNumbers = bound.type.variadic
  const typed = typeof given === 'number' && typeof forNumbers !== 'boolean' ? new TypedValue(forNumbers, given) : given
  if (!TypedValue.isTypedValue(typed)) return given
  const { type } = typed
  const value = toUntranslated(type, typed.value)
  const bare = bareType(type)
  if (bare.kind !== 'floating' || bare.name !== 'float' || typeof value !== 'number') return value
  const argument = { function: bound.name, index, name: undefined, type }
  return roundToFloat(value, argument)
}
