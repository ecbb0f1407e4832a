/// <reference lib="esnext.disposable" preserve="true" />
/**
 * The public interface, with static types: what `cabi` is to TypeScript. At run time it is `index.ts`, whose functions are
 * written for any declarations, and which tests of refused values use; `src/infer` says what follows from a program's own
 * declarations. What is exported here hides the name in `index.ts`; everything else is passed on.
 */

import type { TargetName } from './ctype/target.ts'
import type { TypeConstructors } from './infer/c.ts'
import type { CallUndeclared } from './infer/call.ts'
import type {
  AddressOf,
  Alloc,
  Cast,
  Explain,
  IsType,
  MakeCallback,
  OfType,
  Own,
  ReadString,
  Arena as TypedArena,
  TypeOfValue,
} from './infer/memory.ts'
import type { Cdef, Open, SymbolOf } from './infer/open.ts'
import type {
  AnyArray,
  AnyBox,
  AnyPointer,
  CArray as TypedArray,
  Box as TypedBox,
  Pointer as TypedPointer,
} from './infer/pointer.ts'
import { c as constructors } from './library/c.ts'
import { call as callUndeclared } from './library/call.ts'
import { callback as makeCallback } from './library/callback.ts'
import { explain as explainCall } from './library/explain.ts'
import { type Layout, type Layouts, layout as layoutOf } from './library/layout.ts'
import { offsetof as offset } from './library/offsetof.ts'
import { open as openLibrary, cdef as parse, symbol as symbolOf } from './library/open.ts'
import { own as ownPointer, release as releaseOwned } from './library/own.ts'
import { alignof as alignmentOf, sizeof as sizeOf } from './library/sizeof.ts'
import { addressOf as address } from './memory/address-of.ts'
import { alloc as allocate } from './memory/alloc.ts'
import { arena as newArena } from './memory/arena.ts'
import { Box as BoxClass } from './memory/box.ts'
import { CArray as CArrayClass } from './memory/c-array.ts'
import { cast as castTo } from './memory/cast.ts'
import { Pointer as PointerClass } from './memory/pointer.ts'
import { readString as readText } from './memory/read-string.ts'
import { isType as hasType, typeOf as typeOfValue } from './memory/type-of.ts'

export * from './index.ts'
export type { BitField, Conversion, TypeConstructors } from './infer/c.ts'
export type { ArrayOf, Complex, Const, Converted, Enum, Fn, Opaque, Struct, Union, Variadic } from './infer/ctype.ts'
export type { CFunction } from './infer/function.ts'
export type { CheckedResult, RecordHandle, TypedValue, TypeHandle } from './infer/handle.ts'
export type { Instance } from './infer/instance.ts'
export type { TypeOf } from './infer/library.ts'
export type { Arena, CallbackPointer, ElementPointer, OwnedPointer } from './infer/memory.ts'
export type { Declarations, Lib, LooseLibrary, ParsedDeclarations, Signatures } from './infer/open.ts'
export type { AnyPointer } from './infer/pointer.ts'
export type { Scalars } from './infer/scalar.ts'
export type { CTypeError, DeclaredUnderIf, NotUnderstood, UnknownTypeName } from './infer/type-error.ts'
export type { Callback, In, Out, Raw } from './infer/value.ts'

/** A class for `instanceof`: its instances come from C and from `alloc`. */
interface ClassOf<T> {
  readonly prototype: T
  readonly name: string
  [Symbol.hasInstance](value: unknown): value is T
}

export const open = openLibrary as unknown as Open
export const cdef = parse as unknown as Cdef
export const c = constructors as unknown as TypeConstructors
export const call = callUndeclared as unknown as CallUndeclared
/** What `library.name` is, for every name, also those that an object cannot show: `then`, `__proto__`. */
export const symbol = symbolOf as SymbolOf
export const alloc = allocate as unknown as Alloc
/** Memory for objects and strings, freed together by `close`, or at the end of `using`. */
export const arena = newArena as unknown as () => TypedArena
export const own = ownPointer as unknown as Own
/** Calls the function that `own` was given, now. What was released already stays so. */
export const release = releaseOwned as unknown as (owned: AnyPointer) => void
export const callback = makeCallback as unknown as MakeCallback
export const cast = castTo as unknown as Cast
export const addressOf = address as unknown as AddressOf
export const readString = readText as unknown as ReadString
export const typeOf = typeOfValue as unknown as TypeOfValue
/** Whether `value` is of the type, whatever its qualifiers. Throws ERR_CABI_ARG_TYPE where `type` is none. */
export const isType = hasType as unknown as IsType
/** Size in bytes. Throws ERR_CABI_ARG_TYPE for a type that has no size: `void`, an incomplete one. */
export const sizeof = sizeOf as unknown as OfType<[], number>
/** Alignment in bytes, as `_Alignof` has it: that of a member of a struct. Throws as `sizeof` does. */
export const alignof = alignmentOf as unknown as OfType<[], number>
/**
 * Bytes from the start of `type` to the member. Throws ERR_CABI_ARG_TYPE where there is no such member, naming near misses,
 * and for a bit-field, which need not start at a byte.
 */
export const offsetof = offset as unknown as OfType<[member: string], number>
/** The layout of a type, on the target that it was declared for or on others. */
export const layout = layoutOf as unknown as OfType<[options?: { readonly target?: TargetName }], Layout> &
  OfType<[options: { readonly target: readonly TargetName[] }], Layouts>
/**
 * Where each argument of a call goes, and the machine code that puts it there: of a function type, or of a function of a
 * library. Throws ERR_CABI_ARG_TYPE for other types, ERR_CABI_UNSUPPORTED for what cannot be called.
 */
export const explain = explainCall as unknown as Explain
export const Pointer = PointerClass as unknown as ClassOf<AnyPointer>
// biome-ignore lint/suspicious/noExplicitAny: of a type that the program does not say
export type Pointer<T = any> = TypedPointer<T>
export const Box = BoxClass as unknown as ClassOf<AnyBox>
// biome-ignore lint/suspicious/noExplicitAny: of a type that the program does not say
export type Box<T = any> = TypedBox<T>
export const CArray = CArrayClass as unknown as ClassOf<AnyArray>
// biome-ignore lint/suspicious/noExplicitAny: of a type that the program does not say
export type CArray<T = any> = TypedArray<T>
