/** Errors about the values of a call: which function, which parameter, what C wants, what came. */
import { inspect } from 'node:util'
import { printType } from '../ctype/print.ts'
import { CabiError, codedError } from '../error.ts'
import type { Argument } from './conversion.ts'

const maxShown = 60

/** What cabi's own objects say of themselves; undefined for anything else. */
type Description = (value: object) => string | undefined

const descriptions: Description[] = []

export const describeWith = (description: Description): void => void descriptions.push(description)

/** A value in few words, whatever it is: nothing converts it, and nothing it throws gets out. */
export function show(value: unknown): string {
  if ((typeof value === 'object' && value !== null) || typeof value === 'function') {
    for (const description of descriptions) {
      const text = description(value)
      if (text !== undefined) return text
    }
  }
  const text = inspected(value)
  return text.length > maxShown ? `${text.slice(0, maxShown).toWellFormed()}…` : text
}

/** Looking at a detached DataView, or at an object with a getter that throws, throws. */
function inspected(value: unknown): string {
  try {
    return inspect(value, {
      depth: 0,
      customInspect: false,
      breakLength: Number.POSITIVE_INFINITY,
      maxArrayLength: 3,
    })
  } catch {
    return ArrayBuffer.isView(value) ? 'a detached view' : `${typeof value === 'function' ? 'a function' : 'an object'}`
  }
}

/** `atoi: argument 1 (nptr) is 'const char *': …`: what every error about an argument begins with. */
export function describeArgument(argument: Argument): string {
  const name = argument.name === undefined ? '' : ` (${argument.name})`
  return `${argument.function}: argument ${argument.index + 1}${name} is '${printType(argument.type)}'`
}

const describe = (argument: Argument, expected: string, value: unknown) =>
  `${describeArgument(argument)}: expected ${expected}, got ${show(value)}`

const facts = (argument: Argument, value: unknown) => ({
  function: argument.function,
  parameter: argument.name ?? argument.index + 1,
  type: printType(argument.type),
  value,
})

export const typeError = (argument: Argument, expected: string, value: unknown): TypeError =>
  codedError(TypeError, 'ERR_CABI_ARG_TYPE', describe(argument, expected, value), facts(argument, value))

export const rangeError = (argument: Argument, expected: string, value: unknown): RangeError =>
  codedError(RangeError, 'ERR_CABI_ARG_RANGE', describe(argument, expected, value), facts(argument, value))

/** For a value that C would take, and cabi cannot pass yet. */
export const unsupportedError = (argument: Argument, reason: string, value: unknown): CabiError =>
  new CabiError('ERR_CABI_UNSUPPORTED', `${describeArgument(argument)}: ${reason}`, facts(argument, value))

/** `remark` is added where the declaration does not make the number plain. */
export function countError(
  name: string,
  expected: number,
  received: number,
  { atLeast = false, remark = '' }: { atLeast?: boolean; remark?: string } = {},
): TypeError {
  const wanted = `${atLeast ? 'at least ' : ''}${expected === 0 ? 'no' : expected} argument${expected === 1 ? '' : 's'}`
  const message = `${name}: expected ${wanted}, got ${received}${remark}`
  return codedError(TypeError, 'ERR_CABI_ARG_COUNT', message, { function: name, expected, received })
}
