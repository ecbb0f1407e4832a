/**
 * A type as a value of the program: `c.int`, `lib.sqlite3`. A scalar's can be called: `c.int(5)` is a value that says its
 * type, for the variable arguments of a call.
 */
import { printType } from '../ctype/print.ts'
import { type BareType, bareType, type CType } from '../ctype/type.ts'
import { codedError } from '../error.ts'
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

const ctypes = new WeakMap<object, CType>()
const handles = new WeakMap<CType, TypeHandle>()

/** The handle of a type; the same type node always has the same one. */
export function handleOf(type: CType): TypeHandle {
  let handle = handles.get(type)
  if (handle === undefined) {
    handle = (value: unknown) => new TypedValue(requireScalar(type), value)
    Object.defineProperties(handle, {
      name: { value: printType(type) },
      toString: { value: () => printType(type) },
    })
    ctypes.set(handle, type)
    handles.set(type, handle)
  }
  return handle
}

/** The type behind a handle. `use` says where it was wanted. */
export function ctypeOf(handle: unknown, use: string): CType {
  const type = typeof handle === 'function' ? ctypes.get(handle) : undefined
  if (type !== undefined) return type
  const message = `${use}: expected a C type such as c.int or lib.name, got ${show(handle)}`
  throw codedError(TypeError, 'ERR_CABI_ARG_TYPE', message, { value: handle })
}

describeWith(value => {
  if (TypedValue.isTypedValue(value)) return value.toString()
  const type = ctypes.get(value)
  return type && `the type '${printType(type)}'`
})

const scalars: ReadonlySet<BareType['kind']> = new Set(['bool', 'integer', 'floating', 'enum', 'pointer'])

function requireScalar(type: CType): CType {
  if (scalars.has(bareType(type).kind)) return type
  const message = `${printType(type)}: only a scalar type makes a value`
  throw codedError(TypeError, 'ERR_CABI_ARG_TYPE', message)
}
