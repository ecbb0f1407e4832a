/** `c`: C's types in TypeScript, for signatures without C text, for casts and for typed values. */
import { sizeOf } from '../ctype/layout.ts'
import { printType } from '../ctype/print.ts'
import { type IntegerName, integers } from '../ctype/scalar.ts'
import { x86_64_linux as target } from '../ctype/target.ts'
import {
  arrayType,
  bareType,
  boolType,
  type CType,
  floatingType,
  functionType,
  integerType,
  isConst,
  pointerType,
  qualifiedType,
  voidType,
} from '../ctype/type.ts'
import { codedError } from '../error.ts'
import { show } from '../exchange/argument-error.ts'
import { ctypeOf, handleOf, type RecordHandle, type TypeHandle } from '../memory/type-handle.ts'
import { type CheckedCall, CheckedResult, check, errnoResult, resultType } from './check.ts'
import { type Conversion, convert } from './convert.ts'
import { type EnumValues, enumHandle } from './enum-constructor.ts'
import { madeOf } from './origin.ts'
import { type BitField, bitField, type Members, type RecordOptions, recordHandle } from './record-constructor.ts'
import { wrongArgument } from './wrong-argument.ts'

export interface FunctionOptions {
  /** True for `...`; a type for `...` whose bare numbers are passed as that type. */
  readonly variadic?: boolean | TypeHandle
}

/** Names that C spells with spaces or underscores, in JavaScript. */
const multiword = {
  signed_char: 'signed char',
  unsigned_char: 'unsigned char',
  unsigned_short: 'unsigned short',
  unsigned_int: 'unsigned int',
  unsigned_long: 'unsigned long',
  long_long: 'long long',
  unsigned_long_long: 'unsigned long long',
  int128: '__int128',
  uint128: 'unsigned __int128',
} as const satisfies Record<string, IntegerName>

type Identifier<Name> = Name extends `${string} ${string}` | '__int128' ? never : Name
type IntegerHandles = { readonly [Name in Identifier<IntegerName> | keyof typeof multiword]: TypeHandle }

export interface TypeConstructors extends IntegerHandles {
  readonly void: TypeHandle
  readonly bool: TypeHandle
  readonly float: TypeHandle
  readonly double: TypeHandle
  readonly long_double: TypeHandle
  readonly _Float16: TypeHandle
  readonly _Float32: TypeHandle
  readonly _Float64: TypeHandle
  readonly _Float128: TypeHandle
  /** `const char *` */
  readonly string: TypeHandle
  pointer(target: TypeHandle): TypeHandle
  const(type: TypeHandle): TypeHandle
  /** `count` elements; without a count, an array of unknown size, or the last member of a struct. */
  array(element: TypeHandle, count?: number): TypeHandle
  struct(members: Members, options?: RecordOptions): RecordHandle
  union(members: Members, options?: RecordOptions): RecordHandle
  enum(values: EnumValues): TypeHandle
  /** A member of `count` bits, for `struct` and `union`. */
  bits(type: TypeHandle, count: number): BitField
  /** The type of a function. Throws ERR_CABI_ARG_TYPE for what is no type. */
  fn(result: TypeHandle | CheckedResult, parameters: readonly TypeHandle[], options?: FunctionOptions): TypeHandle
  /** `type`, whose values `toC` and `fromC` translate wherever they are given or got. */
  convert(type: TypeHandle, conversion: Conversion): TypeHandle
  /** A result for `fn` that `check` sees first: what it gives is what the call gives. */
  check(type: TypeHandle, check: (result: never, call: CheckedCall) => unknown): CheckedResult
  /** A result for `fn`: -1 or null is thrown as a system error, with `code`, `errno` and `syscall`. */
  errno(type: TypeHandle): CheckedResult
}

// Without a prototype while names are added, as the registers are (register.ts).
const constructors = Object.assign(Object.create(null), {
  pointer: (target: TypeHandle) => madeOf(handleOf(pointerType(ctypeOf(target, 'c.pointer'))), [target]),
  const: (type: TypeHandle) => madeOf(handleOf(qualifiedType(ctypeOf(type, 'c.const'), { const: true })), [type]),
  fn(result: TypeHandle | CheckedResult, parameters: readonly TypeHandle[], options: FunctionOptions = {}): TypeHandle {
    if (!Array.isArray(parameters)) {
      throw wrongArgument(`c.fn: expected an array of parameter types, got ${show(parameters)}`, parameters)
    }
    const types = parameters.map(type => ({ name: undefined, type: adjusted(ctypeOf(type, 'c.fn')) }))
    const type = functionType(returned(resultType(result, 'c.fn')), types, { variadic: variadicOf(options) })
    return madeOf(handleOf(type), [result instanceof CheckedResult ? result.type : result, ...parameters])
  },
  array: (element: TypeHandle, count?: number) =>
    madeOf(handleOf(arrayOf(ctypeOf(element, 'c.array'), count)), [element]),
  struct: (members: Members, options?: RecordOptions) => recordHandle('struct', members, options),
  union: (members: Members, options?: RecordOptions) => recordHandle('union', members, options),
  enum: enumHandle,
  bits: bitField,
  convert,
  check,
  errno: errnoResult,
})

const types: Readonly<Record<string, () => CType>> = {
  void: () => voidType,
  bool: () => boolType,
  float: () => floatingType('float'),
  double: () => floatingType('double'),
  long_double: () => floatingType('long double'),
  _Float16: () => floatingType('_Float16'),
  _Float32: () => floatingType('_Float32'),
  _Float64: () => floatingType('_Float64'),
  _Float128: () => floatingType('_Float128'),
  string: () => pointerType(qualifiedType(integerType('char'), { const: true })),
}

/** `int`, and not `unsigned int` or `__int128`, which have names of their own here. */
const isIdentifier = (name: string) => !name.includes(' ') && !name.startsWith('__')

/** Each type is made when first used: a program uses few of the sixty, or none. */
const define = (name: string, type: () => CType) =>
  Object.defineProperty(constructors, name, { get: () => madeOf(handleOf(type()), []), enumerable: true })

for (const name in types) define(name, types[name]!)
for (const name in integers) if (isIdentifier(name)) define(name, () => integerType(name as IntegerName))
for (const name in multiword) define(name, () => integerType(multiword[name as keyof typeof multiword]))

export const c: TypeConstructors = Object.freeze(Object.setPrototypeOf(constructors, Object.prototype))

function arrayOf(element: CType, count: number | undefined): CType {
  const size = sizeOf(element, target)
  if (size === undefined) throw wrongArgument(`c.array: '${printType(element)}' has no size`, element)
  if (count === undefined) return arrayType(element, undefined)
  if (!Number.isInteger(count)) throw wrongArgument(`c.array: expected a number of elements, got ${show(count)}`, count)
  if (count >= 0 && Number.isSafeInteger(count * size)) return arrayType(element, count)
  throw codedError(RangeError, 'ERR_CABI_ARG_RANGE', `c.array: no array has ${count} elements of ${size} bytes`, {
    value: count,
  })
}

/** A parameter that is an array or a function is a pointer (C11 6.7.6.3 §7-8). */
function adjusted(type: CType): CType {
  const bare = bareType(type)
  if (bare.kind === 'function') return pointerType(type)
  if (bare.kind !== 'array') return type
  return pointerType(isConst(type) ? qualifiedType(bare.element, { const: true }) : bare.element)
}

/** C11 6.7.6.3 §1. */
function returned(type: CType): CType {
  const { kind } = bareType(type)
  if (kind !== 'array' && kind !== 'function') return type
  throw wrongArgument(`c.fn: a function cannot return '${printType(type)}'`, type)
}

function variadicOf(options: FunctionOptions): boolean | CType {
  if (typeof options !== 'object' || options === null) {
    throw wrongArgument(`c.fn: expected options as an object, got ${show(options)}`, options)
  }
  const { variadic = false } = options
  return typeof variadic === 'boolean' ? variadic : ctypeOf(variadic, 'c.fn: variadic')
}
