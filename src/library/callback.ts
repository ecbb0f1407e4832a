/** `callback`: a JavaScript function that C may keep. */
import type { Callable } from '../callback/callback-function.ts'
import { KeptCallback } from '../callback/kept-callback.ts'
import type { UpcallShape } from '../callback/upcall-shape.ts'
import { printType } from '../ctype/print.ts'
import { bareType, type FunctionType } from '../ctype/type.ts'
import { atCallerOf, CabiError } from '../error.ts'
import { show } from '../exchange/argument-error.ts'
import { exchange } from '../exchange/exchange.ts'
import { ReferencedType } from '../memory/pointee.ts'
import { Pointer } from '../memory/pointer.ts'
import { Provenance } from '../memory/provenance.ts'
import { ctypeOf, type TypeHandle } from '../memory/type-handle.ts'
import { upcallShapeOf } from './conversion-of.ts'
import { wrongArgument } from './wrong-argument.ts'

/** A pointer to a callback, for wherever C wants one of that type. */
export class CallbackPointer extends Pointer {
  /** Said here because the bundle shortens names. */
  static {
    Object.defineProperty(CallbackPointer, 'name', { value: 'Pointer' })
  }

  /** As `release`. */
  [Symbol.dispose](): void {
    ;(Pointer.ownerOf(this) as CallbackOwner).release()
  }
}

/** What pointers to the callback keep. */
export class CallbackOwner extends Provenance {
  readonly #callback: KeptCallback

  constructor(callback: KeptCallback) {
    super(undefined, undefined, callback)
    this.#callback = callback
  }

  override requireOpen(): void {
    if (this.#callback.isReleased) throw releasedError(this.#callback.name)
  }

  release(): void {
    this.#callback.release()
  }
}

const releasedError = (name: string) =>
  new CabiError('ERR_CABI_CLOSED', `${name}: the callback was released`, { callback: name })

/**
 * A pointer to `fn` as a function of C of `type`, a function type or a pointer to one. C may call it until it is released,
 * by `release` or at the end of `using`: C has the address, whatever becomes of this pointer. Throws ERR_CABI_UNSUPPORTED for
 * what cannot be called back, a variadic function say.
 *
 * What it throws is thrown by the call of C that called it, after C was given zero; outside of any call it is an uncaught
 * exception.
 */
export function callback(type: TypeHandle, fn: (...values: never[]) => unknown): CallbackPointer {
  try {
    const kind = kinds.get(type) ?? makeKind(type, fn)
    if (typeof fn !== 'function') throw notFunction(fn)
    const kept = new KeptCallback(kind.shape, fn as Callable, kind.nameOf)
    return new CallbackPointer(kind.referenced, kept.low, kept.high, new CallbackOwner(kept))
  } catch (error) {
    throw atCallerOf(callback, error)
  }
}

/** What callbacks share that are made with one handle: found by one look into a map, instead of three. */
interface CallbackKind {
  readonly shape: UpcallShape
  readonly referenced: ReferencedType
  readonly nameOf: () => string
}

const kinds = new WeakMap<TypeHandle, CallbackKind>()

function makeKind(handle: TypeHandle, fn: unknown): CallbackKind {
  const type = requireFunctionType(handle)
  if (typeof fn !== 'function') throw notFunction(fn)
  const kind: CallbackKind = {
    shape: upcallShapeOf(exchange(), type),
    referenced: ReferencedType.of(type),
    nameOf: () => `a callback of type '${printType(type)}'`,
  }
  kinds.set(handle, kind)
  return kind
}

const notFunction = (fn: unknown) => wrongArgument(`callback: expected a function, got ${show(fn)}`, fn)

function requireFunctionType(handle: TypeHandle): FunctionType {
  const type = bareType(ctypeOf(handle, 'callback'))
  const wanted = type.kind === 'pointer' ? bareType(type.target) : type
  if (wanted.kind === 'function') return wanted
  throw wrongArgument(`callback: expected a function type or a pointer to one, got '${printType(wanted)}'`, handle)
}
