/** `ffi_cif`: a call interface, prepared once for many calls. */
import { type CFunction, c, cast, type TypeHandle } from '../index.ts'
import { type ffi_abi, isSupported } from './abi.ts'
import { type Carrier, carrierOf, isType, voidCarrier } from './carrier.ts'
import { FFI_BAD_ABI, FFI_BAD_ARGTYPE, FFI_BAD_TYPEDEF, FFI_OK, type ffi_status } from './status.ts'
import {
  FFI_TYPE_COMPLEX,
  FFI_TYPE_STRUCT,
  FFI_TYPE_VOID,
  type ffi_type,
  ffi_type_float,
  ffi_type_sint,
} from './type.ts'
import { rangeError, typeError } from './wrong-use.ts'

/** What a prepared cif knows. */
export interface CallInterface {
  readonly abi: ffi_abi
  readonly rtype: ffi_type
  readonly argTypes: readonly ffi_type[]
  readonly result: Carrier
  readonly parameters: readonly Carrier[]
  /** Of a variadic call, how many parameters come before the variable ones; undefined for other calls. */
  readonly fixed: number | undefined
  readonly type: TypeHandle
  /** Of closures, whose arguments are all known. */
  readonly closureType: TypeHandle
  /** What was called so far, by address. */
  readonly callables: Map<number | bigint, CFunction>
}

/** Made with `new`, prepared by `prepCif` or `prepCifVar`; preparing it again replaces what it was. */
export class ffi_cif {
  static {
    Object.defineProperty(ffi_cif, 'name', { value: 'ffi_cif' })
  }

  #interface: CallInterface | undefined

  get abi(): ffi_abi | undefined {
    return this.#interface?.abi
  }

  get nargs(): number | undefined {
    return this.#interface?.argTypes.length
  }

  get arg_types(): readonly ffi_type[] | undefined {
    return this.#interface?.argTypes
  }

  get rtype(): ffi_type | undefined {
    return this.#interface?.rtype
  }

  static prepare(cif: ffi_cif, prepared: CallInterface | undefined): void {
    cif.#interface = prepared
  }

  /** Throws ERR_CABI_ARG_TYPE for what is no cif, or not prepared. */
  static interfaceOf(cif: ffi_cif, use: string): CallInterface {
    requireCif(cif, use)
    if (cif.#interface !== undefined) return cif.#interface
    throw typeError(`${use}: expected a cif that prepCif or prepCifVar gave FFI_OK for`, cif)
  }

  static isCif(value: unknown): value is ffi_cif {
    return typeof value === 'object' && value !== null && #interface in value
  }
}

function requireCif(cif: unknown, use: string): void {
  if (!ffi_cif.isCif(cif)) throw typeError(`${use}: expected a cif, made with new ffi_cif()`, cif)
}

/**
 * Prepares `cif` for calls of functions that take `nargs` arguments of `argtypes` and return `rtype`. Types that are not
 * laid out yet are. Gives FFI_BAD_ABI for a convention that calls cannot be made by, FFI_BAD_TYPEDEF for a malformed type.
 * Throws ERR_CABI_ARG_TYPE for what is no cif or no type at all, ERR_CABI_ARG_RANGE for more arguments than types.
 */
export function prepCif(
  cif: ffi_cif,
  abi: ffi_abi,
  nargs: number,
  rtype: ffi_type,
  argtypes: readonly ffi_type[] | null,
): ffi_status {
  return prepare('prepCif', cif, abi, undefined, nargs, rtype, argtypes)
}

/**
 * The same for a variadic function: `nfixedargs` of the `ntotalargs` are declared, at least one. Gives FFI_BAD_ARGTYPE also
 * for a variable argument of a type that C promotes: `float`, integers narrower than `int`.
 */
export function prepCifVar(
  cif: ffi_cif,
  abi: ffi_abi,
  nfixedargs: number,
  ntotalargs: number,
  rtype: ffi_type,
  argtypes: readonly ffi_type[],
): ffi_status {
  requireCount('prepCifVar: nfixedargs', nfixedargs, 1, Number.MAX_SAFE_INTEGER)
  requireCount('prepCifVar: ntotalargs', ntotalargs, nfixedargs, Number.MAX_SAFE_INTEGER)
  return prepare('prepCifVar', cif, abi, nfixedargs, ntotalargs, rtype, argtypes)
}

function prepare(
  use: string,
  cif: ffi_cif,
  abi: ffi_abi,
  fixed: number | undefined,
  total: number,
  rtype: ffi_type,
  argtypes: readonly ffi_type[] | null,
): ffi_status {
  requireCif(cif, use)
  if (!Number.isInteger(abi)) throw typeError(`${use}: abi: expected FFI_DEFAULT_ABI or another number`, abi)
  requireType(rtype, `${use}: rtype`)
  const argTypes = argumentTypes(use, total, argtypes)
  ffi_cif.prepare(cif, undefined)
  if (!isSupported(abi)) return FFI_BAD_ABI
  const result = rtype.type === FFI_TYPE_VOID ? voidCarrier : carrierOf(rtype)
  const parameters = argTypes.flatMap(type => carrierOf(type) ?? [])
  if (result === undefined || result.isComplexLongDouble || parameters.length < total) return FFI_BAD_TYPEDEF
  if (fixed !== undefined && argTypes.slice(fixed).some(isPromoted)) return FFI_BAD_ARGTYPE
  const passed = parameters.map(parameter => parameter.passed)
  const closureType = c.fn(result.passed, passed)
  // As a pointer comes what has more arguments than any call.
  if (typeof cast(closureType, 1) !== 'function') return FFI_BAD_TYPEDEF
  const type = fixed === undefined ? closureType : c.fn(result.passed, passed.slice(0, fixed), { variadic: true })
  ffi_cif.prepare(cif, { abi, rtype, argTypes, result, parameters, fixed, type, closureType, callables: new Map() })
  return FFI_OK
}

function argumentTypes(use: string, count: number, argtypes: readonly ffi_type[] | null): readonly ffi_type[] {
  if (count === 0) return []
  if (!Array.isArray(argtypes)) throw typeError(`${use}: argtypes: expected an array of types`, argtypes)
  requireCount(`${use}: nargs`, count, 0, argtypes.length)
  const types = Object.freeze(argtypes.slice(0, count))
  types.forEach((type, i) => {
    requireType(type, `${use}: argtypes[${i}]`)
  })
  return types
}

function requireType(type: unknown, use: string): void {
  if (!isType(type)) throw typeError(`${use}: expected an ffi_type`, type)
}

function requireCount(use: string, count: number, least: number, most: number): void {
  if (!Number.isInteger(count)) throw typeError(`${use}: expected a number of arguments`, count)
  if (count >= least && count <= most) return
  const expected = count < least ? `at least ${least}` : `as many as there are argtypes (${most})`
  throw rangeError(`${use}: expected ${expected}, got ${count}`, count)
}

/** C11 6.5.2.2 §6-7. */
const isPromoted = (type: ffi_type): boolean =>
  type.type === ffi_type_float.type ||
  (type.type !== FFI_TYPE_STRUCT && type.type !== FFI_TYPE_COMPLEX && type.size < ffi_type_sint.size)
