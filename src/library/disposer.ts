/** Functions of C as `own` calls them: with one pointer, and also after their library was closed. */
import { printType } from '../ctype/print.ts'
import { show } from '../exchange/argument-error.ts'
import { Call } from '../exchange/call.ts'
import { exchange } from '../exchange/exchange.ts'
import type { Liveness } from '../exchange/liveness.ts'
import { composeMarshaller } from '../exchange/marshaller.ts'
import { symbolAddress } from '../exchange/native.ts'
import type { Pointer } from '../memory/pointer.ts'
import type { BoundFunction } from './bound-function.ts'
import { boundFunctionOf } from './function-facts.ts'
import { refuseUncallable } from './uncallable.ts'
import { wrongArgument } from './wrong-argument.ts'

export interface Disposer {
  /** Whether it is the C library's own `free`. */
  readonly isFree: boolean
  /** Throws what a call with `pointer` would, before C ran. */
  requireTaken(pointer: Pointer): void
  call(pointer: Pointer): unknown
}

const disposers = new WeakMap<BoundFunction, Disposer>()

/** Throws ERR_CABI_ARG_TYPE for what is no function of C with one parameter. */
export function disposerOf(free: unknown): Disposer {
  const bound = boundFunctionOf(free)
  if (bound === undefined) throw wrongArgument(`own: expected a function of C that frees, got ${show(free)}`, free)
  let disposer = disposers.get(bound)
  if (disposer === undefined) {
    disposer = makeDisposer(bound)
    disposers.set(bound, disposer)
  }
  return disposer
}

function makeDisposer(bound: BoundFunction): Disposer {
  const { library, name, type } = bound
  if (type.parameters.length !== 1 || type.variadic !== false) {
    throw wrongArgument(`own: '${printType(type, name)}' does not take one pointer`, name)
  }
  refuseUncallable(name, type)
  // A life of its own: `close` leaves the code mapped for what is still owned, unless it was to unload it.
  const liveness: Liveness = {
    name: library.name,
    get closed() {
      return library.closed && library.options.unload
    },
  }
  const call = new Call(library.shapeOf(type, true), { ...bound, library: liveness })
  return {
    isFree: bound.address === symbolAddress(exchange(), 'free'),
    requireTaken: pointer => call.store([pointer]),
    call: composeMarshaller(call),
  }
}
