/**
 * A marshaller is the JavaScript function that performs a C call: check and store every argument, invoke, read the
 * result. Here it is composed of closures, which costs nothing to make; `generate.ts` writes the same as source.
 */
import { status } from '../machine/control-block.ts'
import type { Call } from './call.ts'
import { doubleword, word as words } from './exchange.ts'

export type Marshaller = (...values: unknown[]) => unknown

export function composeMarshaller(call: Call): Marshaller {
  const { exchange, conversions, result, thunk } = call.shape
  const { I32, F64 } = exchange.views
  return (...values) => {
    if (call.liveness.closed || values.length !== conversions.length) throw call.refuse(values.length)
    const floor = I32[words.scratchFloor]!
    call.store(values)
    const place = result.place?.prepare()
    F64[doubleword.target] = call.target
    // A call that C makes back into JavaScript must not overwrite the strings of this one.
    I32[words.scratchFloor] = I32[words.scratchTop]!
    exchange.invoke(thunk)
    I32[words.scratchFloor] = floor
    if (I32[words.status] !== status.done) throw call.fault(values)
    return call.load(place)
  }
}
