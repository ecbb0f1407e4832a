/** `ffi_call`: a call whose arguments and result are in memory. */
import { type CFunction, cast, copy, Pointer, sizeof } from '../index.ts'
import type { Carrier } from './carrier.ts'
import { type CallInterface, ffi_cif } from './cif.ts'
import { type MemoryOfC, pointerTo } from './memory.ts'
import { nameOf } from './type.ts'
import { countError, typeError } from './wrong-use.ts'

/** A function of C: as `open` gives it, a pointer to it, or its address. */
export type FunctionAddress = { readonly address: number } | number | bigint

/** What calls in progress have in memory is kept by this: their own variables are not read again until C returns. */
const inProgress: unknown[] = []

/**
 * Calls `fn` as `cif` says. `avalues` are where the arguments are, `rvalue` is where the result goes: integers narrower than
 * `ffi_arg` widened to it, others as large as they are; for null it is discarded. What is where, the cif alone decides: the
 * memory may be of any type.
 *
 * Throws before the call ERR_CABI_ARG_TYPE for what is no function or no memory and for a cif that is not prepared,
 * ERR_CABI_ARG_COUNT for fewer or more `avalues` than arguments, ERR_CABI_ARG_RANGE for too little memory, ERR_CABI_FAULT
 * where a Pointer points to none; and all that calls of C throw.
 */
export function call(
  cif: ffi_cif,
  fn: FunctionAddress,
  rvalue: MemoryOfC | null,
  avalues: readonly MemoryOfC[] | null,
): void {
  const prepared = ffi_cif.interfaceOf(cif, 'call')
  const callable = callableAt(prepared, fn)
  const values = argumentValues(prepared, avalues)
  const result = rvalue === null ? undefined : resultPlace(prepared, rvalue)
  inProgress.push(avalues)
  try {
    const value = callable(...values)
    if (result !== undefined) store(prepared.result, value, result)
  } finally {
    inProgress.pop()
  }
}

function callableAt({ type, callables }: CallInterface, fn: FunctionAddress): CFunction {
  const address = addressOfFunction(fn)
  const known = callables.get(address)
  if (known !== undefined) return known
  const callable = cast(type, address) as unknown as CFunction | null
  if (callable === null) throw typeError('call: fn: expected a function of C, a pointer to one or its address', fn)
  callables.set(address, callable)
  return callable
}

function addressOfFunction(fn: FunctionAddress): number | bigint {
  if (Pointer.isPointer(fn)) return fn.bits
  const address = typeof fn === 'function' ? (fn as CFunction).address : fn
  if (typeof address === 'number' || typeof address === 'bigint') return address
  throw typeError('call: fn: expected a function of C, a pointer to one or its address', fn)
}

function argumentValues(prepared: CallInterface, avalues: readonly MemoryOfC[] | null): unknown[] {
  const { parameters, argTypes, fixed = parameters.length } = prepared
  if (parameters.length === 0) return []
  if (!Array.isArray(avalues)) throw typeError('call: avalues: expected an array of memory', avalues)
  if (avalues.length !== parameters.length) throw countError('call: avalues', parameters.length, avalues.length)
  return parameters.map(({ passed, size, widened }, i) => {
    const use = `call: avalues[${i}] is ${nameOf(argTypes[i]!)}`
    const { value } = pointerTo(avalues[i], size, use).cast(passed)
    // A variable argument says its type; instances do by themselves.
    return i >= fixed && widened !== undefined ? passed(value) : value
  })
}

/** Throws where the result could not be stored, before C runs. */
function resultPlace({ result, rtype }: CallInterface, rvalue: MemoryOfC): Pointer | undefined {
  if (result.size === 0) return undefined
  const size = result.widened === undefined ? result.size : sizeof(result.widened)
  const place = pointerTo(rvalue, size, `call: rvalue is for ${nameOf(rtype)}`)
  copy(place, place, size)
  return place
}

function store({ widened, size }: Carrier, value: unknown, place: Pointer): void {
  if (widened === undefined) copy(place, value as object, size)
  else place.cast(widened).value = BigInt(value as number | bigint)
}
