/** `callback`: a JavaScript function that C may keep. */
import { beginCallback, type Callable } from '../callback/callback-function.ts'
import type { UpcallShape } from '../callback/upcall-shape.ts'
import { printType } from '../ctype/print.ts'
import { type FunctionType, functionBehind } from '../ctype/type.ts'
import { atCallerOf } from '../error.ts'
import { show } from '../exchange/argument-error.ts'
import { exchange } from '../exchange/exchange.ts'
import { ReferencedType } from '../memory/pointee.ts'
import { Pointer, type ReleasablePointer } from '../memory/pointer.ts'
import { ctypeOf, type TypeHandle } from '../memory/type-handle.ts'
import { upcallShapeOf } from './conversion-of.ts'
import { wrongArgument } from './wrong-argument.ts'

/** A pointer to a callback, for wherever C wants one of that type. */
export type CallbackPointer = ReleasablePointer

/**
 * A pointer to `fn` as a function of C of `type`, a function type or a pointer to one. C may call it until it is released,
 * by `release` or at the end of `using`: C has the address, whatever becomes of this pointer. Throws ERR_CABI_UNSUPPORTED for
 * what cannot be called back, a variadic function say.
 *
 * What it throws is thrown by the call of C that called it, after C was given zero; outside of any call it is an uncaught
 * exception.
 */
export function callback(type: TypeHandle, fn: (...values: never[]) => unknown): CallbackPointer {
  const kind = latest?.handle === type && typeof fn === 'function' ? latest : kindOf(type, fn)
  const kept = beginCallback(kind.shape, fn as Callable, kind.nameOf, 1)
  return new Pointer(kind.referenced, kept.stub.low, kept.stub.high, kept) as CallbackPointer
}

/** What callbacks share that are made with one handle: found by one look into a map, instead of three. */
interface CallbackKind {
  readonly handle: TypeHandle
  readonly shape: UpcallShape
  readonly referenced: ReferencedType
  readonly nameOf: () => string
}

const kinds = new WeakMap<TypeHandle, CallbackKind>()

/** Asked first: a look into the map takes 10 ns. What is rare is elsewhere: V8 inlines 920 bytes of bytecode. */
let latest: CallbackKind | undefined

function kindOf(handle: TypeHandle, fn: unknown): CallbackKind {
  try {
    const kind = kinds.get(handle) ?? makeKind(handle, fn)
    if (typeof fn !== 'function') throw notFunction(fn)
    latest = kind
    return kind
  } catch (error) {
    throw atCallerOf(callback, error)
  }
}

function makeKind(handle: TypeHandle, fn: unknown): CallbackKind {
  const type = requireFunctionType(handle)
  if (typeof fn !== 'function') throw notFunction(fn)
  const kind: CallbackKind = {
    handle,
    shape: upcallShapeOf(exchange(), type),
    referenced: ReferencedType.of(type),
    nameOf: () => `a callback of type '${printType(type)}'`,
  }
  kinds.set(handle, kind)
  return kind
}

const notFunction = (fn: unknown) => wrongArgument(`callback: expected a function, got ${show(fn)}`, fn)

function requireFunctionType(handle: TypeHandle): FunctionType {
  const type = ctypeOf(handle, 'callback')
  const found = functionBehind(type)
  if (found !== undefined) return found
  throw wrongArgument(`callback: expected a function type or a pointer to one, got '${printType(type)}'`, handle)
}
