/** `c`: C's types in TypeScript, for signatures without C text, for casts and for typed values. */

import { sizeOf } from '../ctype/layout.ts'
import { printType } from '../ctype/print.ts'
import type { IntegerName } from '../ctype/scalar.ts'
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
import { noOptions, requireOptions } from '../exchange/named-options.ts'
import { noSize } from '../memory/no-size.ts'
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
type Multiword =
  | `${'signed' | 'unsigned'}_char`
  | `unsigned_${'short' | 'int' | 'long'}`
  | `${'' | 'unsigned_'}long_long`
  | `${'' | 'u'}int128`

type Identifier<Name> = Name extends `${string} ${string}` | '__int128' ? never : Name
type IntegerHandles = { readonly [Name in Identifier<IntegerName> | Multiword]: TypeHandle }

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

/** Each type is made when first used: a program uses few of the sixty, or none. */
const handle = (type: CType): TypeHandle => madeOf(handleOf(type), [])

// One literal, first without a prototype: names added in a loop were 22 KB of garbage at each start, and getters of an object
// that is no hash table are a hidden class each, 11 KB.
// biome-ignore format: a table, in the end
const constructors: TypeConstructors = {
  // @ts-expect-error: the type knows of no prototype
  __proto__: null,
  pointer: (target: TypeHandle) => madeOf(handleOf(pointerType(ctypeOf(target, 'c.pointer'))), [target]),
  const: (type: TypeHandle) => madeOf(handleOf(qualifiedType(ctypeOf(type, 'c.const'), { const: true })), [type]),
  fn(result: TypeHandle | CheckedResult, parameters: readonly TypeHandle[], options: FunctionOptions = noOptions): TypeHandle {
    if (!Array.isArray(parameters)) {
      throw wrongArgument(`c.fn: expected an array of parameter types, got ${show(parameters)}`, parameters)
    }
    const types = parameters.map(type => ({ name: undefined, type: parameterType(ctypeOf(type, 'c.fn')) }))
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
  get void() { return handle(voidType) },
  get bool() { return handle(boolType) },
  get float() { return handle(floatingType('float')) },
  get double() { return handle(floatingType('double')) },
  get long_double() { return handle(floatingType('long double')) },
  get _Float16() { return handle(floatingType('_Float16')) },
  get _Float32() { return handle(floatingType('_Float32')) },
  get _Float64() { return handle(floatingType('_Float64')) },
  get _Float128() { return handle(floatingType('_Float128')) },
  get string() { return handle(pointerType(qualifiedType(integerType('char'), { const: true }))) },
  get char() { return handle(integerType('char')) },
  get short() { return handle(integerType('short')) },
  get int() { return handle(integerType('int')) },
  get long() { return handle(integerType('long')) },
  get int8_t() { return handle(integerType('int8_t')) },
  get uint8_t() { return handle(integerType('uint8_t')) },
  get int16_t() { return handle(integerType('int16_t')) },
  get uint16_t() { return handle(integerType('uint16_t')) },
  get int32_t() { return handle(integerType('int32_t')) },
  get uint32_t() { return handle(integerType('uint32_t')) },
  get int64_t() { return handle(integerType('int64_t')) },
  get uint64_t() { return handle(integerType('uint64_t')) },
  get intmax_t() { return handle(integerType('intmax_t')) },
  get uintmax_t() { return handle(integerType('uintmax_t')) },
  get size_t() { return handle(integerType('size_t')) },
  get ssize_t() { return handle(integerType('ssize_t')) },
  get ptrdiff_t() { return handle(integerType('ptrdiff_t')) },
  get intptr_t() { return handle(integerType('intptr_t')) },
  get uintptr_t() { return handle(integerType('uintptr_t')) },
  get off_t() { return handle(integerType('off_t')) },
  get time_t() { return handle(integerType('time_t')) },
  get clock_t() { return handle(integerType('clock_t')) },
  get pid_t() { return handle(integerType('pid_t')) },
  get uid_t() { return handle(integerType('uid_t')) },
  get gid_t() { return handle(integerType('gid_t')) },
  get mode_t() { return handle(integerType('mode_t')) },
  get dev_t() { return handle(integerType('dev_t')) },
  get ino_t() { return handle(integerType('ino_t')) },
  get nlink_t() { return handle(integerType('nlink_t')) },
  get blksize_t() { return handle(integerType('blksize_t')) },
  get blkcnt_t() { return handle(integerType('blkcnt_t')) },
  get id_t() { return handle(integerType('id_t')) },
  get key_t() { return handle(integerType('key_t')) },
  get useconds_t() { return handle(integerType('useconds_t')) },
  get suseconds_t() { return handle(integerType('suseconds_t')) },
  get socklen_t() { return handle(integerType('socklen_t')) },
  get wchar_t() { return handle(integerType('wchar_t')) },
  get wint_t() { return handle(integerType('wint_t')) },
  get char16_t() { return handle(integerType('char16_t')) },
  get char32_t() { return handle(integerType('char32_t')) },
  get signed_char() { return handle(integerType('signed char')) },
  get unsigned_char() { return handle(integerType('unsigned char')) },
  get unsigned_short() { return handle(integerType('unsigned short')) },
  get unsigned_int() { return handle(integerType('unsigned int')) },
  get unsigned_long() { return handle(integerType('unsigned long')) },
  get long_long() { return handle(integerType('long long')) },
  get unsigned_long_long() { return handle(integerType('unsigned long long')) },
  get int128() { return handle(integerType('__int128')) },
  get uint128() { return handle(integerType('unsigned __int128')) },
}

export const c: TypeConstructors = Object.freeze(Object.setPrototypeOf(constructors, Object.prototype))

function arrayOf(element: CType, count: number | undefined): CType {
  const size = sizeOf(element, target)
  if (size === undefined) throw wrongArgument(`c.array: ${noSize(element, T => `c.array(${T}, n)`)}`, element)
  if (count === undefined) return arrayType(element, undefined)
  if (!Number.isInteger(count)) throw wrongArgument(`c.array: expected a number of elements, got ${show(count)}`, count)
  if (count >= 0 && Number.isSafeInteger(count * size)) return arrayType(element, count)
  throw codedError(RangeError, 'ERR_CABI_ARG_RANGE', `c.array: no array has ${count} elements of ${size} bytes`, {
    value: count,
  })
}

/** C's `(void)` is an empty list. A parameter that is an array or a function is a pointer (C11 6.7.6.3 §7-10). */
function parameterType(type: CType): CType {
  const bare = bareType(type)
  if (bare.kind === 'void') {
    throw wrongArgument(
      "c.fn: no parameter is 'void': of a function without parameters write c.fn(result, []), and c.pointer(c.void) for 'void *'",
      type,
    )
  }
  if (bare.kind === 'function') return pointerType(type)
  if (bare.kind !== 'array') return type
  return pointerType(isConst(type) ? qualifiedType(bare.element, { const: true }) : bare.element)
}

/** C11 6.7.6.3 §1. */
function returned(type: CType): CType {
  const { kind } = bareType(type)
  if (kind !== 'array' && kind !== 'function') return type
  const instead = kind === 'array' ? 'c.pointer of its element' : 'c.pointer(T)'
  throw wrongArgument(`c.fn: a function cannot return '${printType(type)}': write ${instead}`, type)
}

function variadicOf(options: FunctionOptions): boolean | CType {
  const { variadic = false } = requireOptions('c.fn', options, ['variadic'])
  return typeof variadic === 'boolean' ? variadic : ctypeOf(variadic, 'c.fn: variadic')
}
