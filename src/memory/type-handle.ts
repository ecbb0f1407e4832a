/**
 * A type as a value of the program: `c.int`, `lib.sqlite3`. A scalar's can be called: `c.int(5)` is a value that says its
 * type, for the variable arguments of a call. A struct's or union's is the class of its instances, the same under all of
 * its names. Types of another target can be measured, but not used here.
 */
import { sizeOf } from '../ctype/layout.ts'
import { printType } from '../ctype/print.ts'
import { x86_64_linux as host, type Target } from '../ctype/target.ts'
import { type BareType, bareType, type CType, type RecordType } from '../ctype/type.ts'
import { codedError } from '../error.ts'
import { describeWith, show } from '../exchange/argument-error.ts'
import { inspectCustom } from './inspect.ts'
import { noSize } from './no-size.ts'
import { recordClassOf } from './record-class.ts'
import { translationOf } from './translation.ts'

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
  [inspectCustom](): string {
    return this.toString()
  }
}

/** A type and the target whose sizes it has. */
export interface TargetedType {
  readonly type: CType
  readonly target: Target
}

/** The class of a struct or union. */
export interface RecordHandle extends TypeHandle {
  /** Zeroed memory, or a copy: a plain object's members (missing ones zero, unknown ones refused), or an instance's bytes. */
  // biome-ignore lint/suspicious/noExplicitAny: members depend on C text that is not in the types
  new (init?: object): any
  /**
   * From now on what calls, members, elements and pointers give is an instance of `Subclass`, which extends this class. Its
   * constructor is not run for those: they are views of what is there.
   */
  adopt<Subclass>(Subclass: Subclass): Subclass
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
  const record = recordOf(type)
  if (record !== undefined && target === host) return recordClassOf(record, type).Class as unknown as TypeHandle
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

/** Of a defined struct or union under any name, where nothing is added to it. */
function recordOf(type: CType): RecordType | undefined {
  if (translationOf(type) !== undefined) return undefined
  if (type.kind === 'typedef' && type.align === undefined) return recordOf(type.type)
  return type.kind === 'record' && type.definition !== undefined ? type : undefined
}

/** Makes the class of a struct or union a handle of its type. */
export const nameHandle = (Class: object, type: CType): void => void targeted.set(Class, { type, target: host })

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

/** Complex numbers and vectors among them: as values they have no class that says their type. */
const scalars: ReadonlySet<BareType['kind']> = new Set([
  ...(['bool', 'integer', 'floating', 'enum', 'pointer'] as const),
  ...(['complex', 'vector'] as const),
])

function requireScalar(type: CType): CType {
  const { kind } = bareType(type)
  if (scalars.has(kind)) return type
  const remedy = kind === 'function' ? ': callback(type, function) makes what C can call' : ''
  throw codedError(TypeError, 'ERR_CABI_ARG_TYPE', `${printType(type)}: only a scalar type makes a value${remedy}`)
}

function notConstructible(type: CType): Error {
  const text = printType(type)
  const { kind } = bareType(type)
  const refuse = (reason: string) => codedError(TypeError, 'ERR_CABI_ARG_TYPE', `${text}: ${reason}`)
  const nothing = `there is nothing to construct of '${text}'`
  if (scalars.has(kind)) return refuse(`${nothing}: call it without new`)
  if (kind === 'function') return refuse(`${nothing}: callback(type, function) makes what C can call`)
  if (sizeOf(type, host) === undefined) return refuse(noSize(type, T => `alloc(${T})`))
  return refuse(`${nothing}: alloc makes memory for it`)
}
