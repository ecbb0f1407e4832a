/**
 * A marshaller is the JavaScript function that performs a C call: check and store every argument, invoke, read the
 * result. Here it is composed of closures, which costs nothing to make; `generate.ts` writes the same as source.
 */
import { status } from '../machine/control-block.ts'
import type { Call } from './call.ts'
import { doubleword, word as words } from './exchange.ts'
import { invokeOnHost } from './generate.ts'
import { endLoans } from './lending.ts'

export type Marshaller = (...values: unknown[]) => unknown

export function composeMarshaller(call: Call): Marshaller {
  const { exchange, conversions, result, thunk, stack } = call.shape
  const { lent, activations } = exchange
  const invoke = stack === 'host' ? invokeOnHost(exchange) : exchange.invoke
  const { I32, F64 } = exchange.views
  return (...values) => {
    if (call.liveness.closed || values.length !== conversions.length) throw call.refuse(values.length)
    const floor = I32[words.scratchFloor]!
    const loans = lent.length
    call.store(values, loans)
    const place = result.place?.prepare()
    F64[doubleword.target] = call.target
    if (result.clearsErrno) I32[words.errorNumber] = 0
    // A call that C makes back into JavaScript must not overwrite the strings of this one.
    I32[words.scratchFloor] = I32[words.scratchTop]!
    invoke(thunk)
    if (
      I32[words.status] !== status.done &&
      (stack === 'host' || activations.runCallbacksWithLoans(thunk, loans, floor))
    )
      call.leave(values, loans, floor)
    I32[words.scratchFloor] = floor
    endLoans(lent, loans)
    const value = call.load(place)
    const translated = result.translate === undefined ? value : result.translate(value)
    return result.check === undefined ? translated : call.check(translated, values)
  }
}
