/**
 * C types as TypeScript types. Those with a name are interfaces, because the compiler's messages keep an interface's name:
 * `Pointer<Const<char>>`, not `Pointer<number>`. They are never values: `Out` and `In` (value.ts) say what a value is.
 */

declare const ctype: unique symbol

/** A number, boolean or complex number: the name of its basic type, what it gives, what it takes, the typed array of its elements. */
export interface Scalar<Name extends string, Out, In = Out, Elements = never> {
  readonly [ctype]: readonly [name: Name, gives: Out, takes: In, elements: Elements]
}

/** 64 bits by name: `long`, `size_t`; a number, checked, and a bigint from `.raw`. */
export interface Long<Name extends string, Elements> extends Scalar<Name, number, number | bigint, Elements> {
  readonly raw: 'bigint'
}

/** 64 bits exactly: `int64_t`, `long long`; a bigint, unless the library was opened with `int64: 'number'`. */
export interface Exact<Name extends string, Elements> extends Scalar<Name, bigint, number | bigint, Elements> {
  readonly raw: 'bigint'
  readonly exact: true
}

/** `c.convert(T, ...)`, and a result that is checked: `T` to C, to JavaScript what the program makes of it. */
export interface Converted<T, Gives, Takes = Gives> extends Scalar<'converted', Gives, Takes> {
  readonly converted: T
}

/** `const T` */
export interface Const<T> {
  readonly const: T
}

/** `T[N]`; `number` where the bound is missing or no literal. */
export interface ArrayOf<T, N extends number> {
  readonly array: readonly [element: T, count: N]
}

/** A struct or union, and its members by name. */
export interface Struct<Tag extends string, Members> {
  readonly struct: readonly [tag: Tag, members: Members]
}

export interface Union<Tag extends string, Members> {
  readonly union: readonly [tag: Tag, members: Members]
}

/** A struct or union that is not defined: `struct FILE;` */
export interface Opaque<Name extends string> {
  readonly opaque: Name
}

export interface Enum<Tag extends string> {
  readonly enum: Tag
}

/** A function type; `Variadic` ends the parameters where there is `...`. */
export interface Fn<Parameters extends readonly unknown[], Result> {
  readonly fn: readonly [parameters: Parameters, result: Result]
}

export interface Variadic {
  readonly variadic: true
}

export type Complex = { readonly re: number; readonly im: number }
