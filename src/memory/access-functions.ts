/**
 * The loads and stores of `src/machine/x86-64/access.ts` as functions of JavaScript. Where the engine has fast calls,
 * optimised code enters them with address and value in registers; elsewhere these go through the exchange.
 */
import { doubleword, type Exchange, word } from '../exchange/exchange.ts'
import {
  type AccessForm,
  type AccessName,
  type AccessValue,
  accesses,
  emitAccessByOperands,
  emitAccesses,
} from '../machine/x86-64/access.ts'

/** Of an address, and of a value that is stored; gives one that is loaded. */
export type AccessFunction = (...operands: number[]) => number

export type AccessFunctions = Readonly<Record<AccessName, AccessFunction>>

export function accessFunctions(exchange: Exchange): AccessFunctions {
  const { code, entries, landingPad } = emitAccesses(exchange.base)
  const start = exchange.emit(code, 'loads and stores')
  exchange.kernel.guardCode(start, code.offset, start + landingPad)
  const make = exchange.fast === undefined ? byOperands(exchange) : inRegisters(exchange.fast)
  const made = Object.entries(accesses).map(([name, form]) => [name, make(form, start + entries[name as AccessName])])
  return Object.fromEntries(made)
}

type Make = (form: AccessForm, entry: number) => AccessFunction

const kindOf: Readonly<Record<AccessValue, string>> = { int32: 'i', double: 'd', exchange: '' }

const inRegisters =
  (fast: NonNullable<Exchange['fast']>): Make =>
  ({ value, stores }, entry) =>
    fast.inRegisters(`d${stores ? kindOf[value] : ''}`, !stores && value === 'double' ? 'd' : 'i', entry)

function byOperands(exchange: Exchange): Make {
  const { invoke, base } = exchange
  const { I32, F64 } = exchange.views
  const thunks = new Map<string, number>()
  const thunkOf = (form: AccessForm) => {
    const key = `a ${form.stores ? 'store' : 'load'} through the exchange: ${form.value}`
    if (!thunks.has(key)) thunks.set(key, exchange.emit(emitAccessByOperands(base, form), key))
    return thunks.get(key)!
  }
  return (form, entry) => {
    const thunk = thunkOf(form)
    const operand = form.value === 'double' ? F64 : I32
    const index = form.value === 'double' ? doubleword.access + 1 : word.access + 2
    return (address, value) => {
      F64[doubleword.access] = address!
      F64[doubleword.access + 2] = entry
      if (value !== undefined) operand[index] = value
      invoke(thunk)
      return operand[index]!
    }
  }
}
