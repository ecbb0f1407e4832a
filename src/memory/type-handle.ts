/**
 * A type as a value of the program: `c.int`, `lib.sqlite3`. A scalar's can be called: `c.int(5)` is a value that says its
 * type, for the variable arguments of a call. Types of another target can be measured, but not used here.
 */
import { printType } from '../ctype/print.ts'
import { x86_64_linux as host, type Target } from '../ctype/target.ts'
import { type BareType, bareType, type CType } from '../ctype/type.ts'
import { CabiError, codedError } from '../error.ts'
import { describeWith, show } from '../exchange/argument-error.ts'

export interface TypeHandle {
  (value: unknown): TypedValue
  /** C spelling. */
  toString(): string
}

/** A value with the C type it is to be passed as. */
export class TypedValue {
  /** Said here because the bundle shortens names. */
  static {
    Object.defineProperty(TypedValue, 'name', { value: 'TypedValue' })
  }

  readonly type: CType
  readonly value: unknown
  readonly #isTypedValue = true

  constructor(type: CType, value: unknown) {
    this.type = type
    this.value = value
    Object.freeze(this)
  }

  /** `instanceof` would believe a forged prototype, and call the traps of a proxy. */
  static isTypedValue(value: unknown): value is TypedValue {
    return typeof value === 'object' && value !== null && #isTypedValue in value
  }

  toString(): string {
    return `(${printType(this.type)})${show(this.value)}`
  }

  /** What `console.log` asks. */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.toString()
  }
}

/** A type and the target whose sizes it has. */
export interface TargetedType {
  readonly type: CType
  readonly target: Target
}

const targeted = new WeakMap<object, TargetedType>()
const handles = new WeakMap<Target, WeakMap<CType, TypeHandle>>()

/** The handle of a type; the same type node always has the same one on one target. */
export function handleOf(type: CType, target: Target = host): TypeHandle {
  let ofTarget = handles.get(target)
  if (ofTarget === undefined) {
    ofTarget = new WeakMap()
    handles.set(target, ofTarget)
  }
  let handle = ofTarget.get(type)
  if (handle === undefined) {
    handle = createHandle(type, target)
    ofTarget.set(type, handle)
  }
  return handle
}

function createHandle(type: CType, target: Target): TypeHandle {
  // No arrow function: what `new` is told is said here.
  function handle(value: unknown): TypedValue {
    if (new.target !== undefined) throw notConstructible(type)
    if (target !== host) throw foreign(printType(type), { type, target }, handle)
    return new TypedValue(requireScalar(type), value)
  }
  Object.defineProperties(handle, {
    name: { value: printType(type) },
    toString: { value: () => printType(type) },
  })
  targeted.set(handle, { type, target })
  return handle
}

/** The type behind a handle, for use on this machine. `use` says where it was wanted. */
export function ctypeOf(handle: unknown, use: string): CType {
  const found = targetedTypeOf(handle, use)
  if (found.target === host) return found.type
  throw foreign(use, found, handle)
}

function foreign(use: string, { type, target }: TargetedType, handle: unknown): TypeError {
  const message = `${use}: '${printType(type)}' is a type of ${target.name}, and calls are made on ${host.name}`
  return codedError(TypeError, 'ERR_CABI_ARG_TYPE', message, { value: handle })
}

/** The type behind a handle, of whatever target. */
export function targetedTypeOf(handle: unknown, use: string): TargetedType {
  const found = typeof handle === 'function' ? targeted.get(handle) : undefined
  if (found !== undefined) return found
  const message = `${use}: expected a C type such as c.int or lib.name, got ${show(handle)}`
  throw codedError(TypeError, 'ERR_CABI_ARG_TYPE', message, { value: handle })
}

describeWith(value => {
  if (TypedValue.isTypedValue(value)) return value.toString()
  const found = targeted.get(value)
  return found && `the type '${printType(found.type)}'`
})

const scalars: ReadonlySet<BareType['kind']> = new Set(['bool', 'integer', 'floating', 'enum', 'pointer'])

function requireScalar(type: CType): CType {
  const { kind } = bareType(type)
  if (scalars.has(kind)) return type
  if (hasInstances.has(kind)) throw noInstances(type)
  throw codedError(TypeError, 'ERR_CABI_ARG_TYPE', `${printType(type)}: only a scalar type makes a value`)
}

const hasInstances: ReadonlySet<BareType['kind']> = new Set(['record', 'array', 'complex', 'vector'])

function notConstructible(type: CType): Error {
  if (hasInstances.has(bareType(type).kind)) return noInstances(type)
  const text = printType(type)
  return codedError(
    TypeError,
    'ERR_CABI_ARG_TYPE',
    `${text}: there is nothing to construct of '${text}': call it without new`,
  )
}

const noInstances = (type: CType) =>
  new CabiError('ERR_CABI_UNSUPPORTED', `${printType(type)}: values of this type cannot be made in JavaScript yet`)
