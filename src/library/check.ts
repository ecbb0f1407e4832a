/**
 * Results that a program checks: `c.check(c.int, ...)` in place of the result of `c.fn`. What is checked is a result and no
 * type of values: nothing else takes one.
 */
import { integerShape } from '../ctype/layout.ts'
import { printType } from '../ctype/print.ts'
import { x86_64_linux as target } from '../ctype/target.ts'
import { bareType, type CType, typedefType } from '../ctype/type.ts'
import { describeWith, show } from '../exchange/argument-error.ts'
import type { CheckedCall, ResultConversion } from '../exchange/conversion.ts'
import { type Exchange, word as words } from '../exchange/exchange.ts'
import { ctypeOf, type TypeHandle } from '../memory/type-handle.ts'
import { systemError } from './system-error.ts'
import { wrongArgument } from './wrong-argument.ts'

export type { CheckedCall } from '../exchange/conversion.ts'

/** What `c.check` and `c.errno` give: the result of a function, for `c.fn` and `call`. */
export class CheckedResult {
  static {
    Object.defineProperty(CheckedResult, 'name', { value: 'CheckedResult' })
  }

  readonly type: TypeHandle
  readonly #node: CType

  constructor(type: TypeHandle, check: Check) {
    this.type = type
    const checked = ctypeOf(type, 'a checked result')
    this.#node = typedefType(printType(checked), checked)
    checks.set(this.#node, check)
    Object.freeze(this)
  }

  /** Undefined for anything but a checked result. */
  static nodeOf(value: unknown): CType | undefined {
    return typeof value === 'object' && value !== null && #node in value ? value.#node : undefined
  }
}

/** The conversion of a result, with the check. */
type Check = (exchange: Exchange, result: ResultConversion) => ResultConversion

/** By the typedef node that is the result's type. */
const checks = new WeakMap<CType, Check>()

export const checkOf = (type: CType): Check | undefined => checks.get(type)

/** Checks `after` as `before` is checked, if it is. */
export function checkedAs(before: CType, after: CType): CType {
  const check = checks.get(before)
  if (check !== undefined) checks.set(after, check)
  return after
}

/** The type of a function's result. Throws ERR_CABI_ARG_TYPE for what is neither a type nor a checked result. */
export const resultType = (result: TypeHandle | CheckedResult, use: string): CType =>
  CheckedResult.nodeOf(result) ?? ctypeOf(result, use)

/**
 * A result that `check` sees first: it is given what the call would give, and gives what the call gives, or throws. `.raw`
 * has no checks. Throws ERR_CABI_ARG_TYPE for what is no type or no function.
 */
export function check(type: TypeHandle, check: (result: never, call: CheckedCall) => unknown): CheckedResult {
  ctypeOf(type, 'c.check')
  if (typeof check !== 'function') throw wrongArgument(`c.check: expected a function, got ${show(check)}`, check)
  return new CheckedResult(type, (_, result) => ({
    ...result,
    check: check as (result: unknown, call: CheckedCall) => unknown,
  }))
}

/**
 * A result of -1, or a null pointer, is an error by what it left in `errno`: thrown as Node's own system errors are, with
 * `code`, `errno` and `syscall`. `errno` is zero when the call starts, so that what is there afterwards is of this call;
 * where it is zero still, the result is an ordinary one (the last entry that `readdir` gives).
 */
export function errnoResult(type: TypeHandle): CheckedResult {
  const { kind } = bareType(ctypeOf(type, 'c.errno'))
  if (kind !== 'integer' && kind !== 'pointer') {
    throw wrongArgument(
      `c.errno: expected an integer type or a pointer, which show that a call failed, got ${type}`,
      type,
    )
  }
  return new CheckedResult(type, ({ views: { I32 } }, result) => {
    const failed = failureOf(ctypeOf(type, 'c.errno'), I32)
    return {
      ...result,
      clearsErrno: true,
      load(site, place) {
        const errorNumber = I32[words.errorNumber]!
        if (errorNumber !== 0 && failed()) throw systemError(site.function, errorNumber)
        return result.load(site, place)
      },
      inline: otherwise => otherwise,
    }
  })
}

/** By the bits: as a number, `(size_t) -1` would not be exact. */
function failureOf(type: CType, I32: Int32Array): () => boolean {
  const bare = bareType(type)
  const [low, high] = [words.result, words.result + 1]
  if (bare.kind === 'pointer') return () => I32[low] === I32[high] && (I32[low] === 0 || I32[low] === -1)
  const bits = bare.kind === 'integer' ? 8 * integerShape(bare, target).size : 32
  if (bits > 32) return () => I32[low] === -1 && I32[high] === -1
  const mask = -1 >>> (32 - bits)
  return () => (I32[low]! & mask) >>> 0 === mask
}

describeWith(value =>
  CheckedResult.nodeOf(value) === undefined ? undefined : `a checked result '${(value as CheckedResult).type}'`,
)
