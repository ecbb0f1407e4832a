/** A text's names as properties. Property types are worked out when a property is used: mapped types are lazy. */

import type { Fn } from './ctype.ts'
import type { Entry, Index } from './declaration.ts'
import type { TypeOfDeclared, UnderIf } from './declared.ts'
import type { CFunction, FunctionFacts } from './function.ts'
import type { HandleOf, TypeHandle } from './handle.ts'
import type { Field } from './instance.ts'
import type { EnumeratorValue, MacroValue } from './literal.ts'
import type { DeclaredBy } from './open.ts'
import type { ByTag } from './record.ts'
import type { Named } from './specifier.ts'
import type { Entries } from './split.ts'
import type { CTypeError, DeclaredUnderIf } from './type-error.ts'

/** What `name` of a library is: a function or variable before a type, a type before a constant of that name. */
export type Value<Name, Names, Int64> = Name extends string
  ? Names extends { readonly [K in `v ${Name}`]: infer Text extends string }
    ? Variable<TypeOfDeclared<Text, Name, Names>, Int64>
    : Names extends { readonly [K in `t ${Name}`]: infer Text extends string }
      ? HandleOrError<TypeOfDeclared<Text, Name, Names>>
      : Name extends `${infer Keyword} ${infer Tag}`
        ? HandleOrError<ByTag<Keyword, Tag, Names>>
        : Constant<Name, Names>
  : () => void

type Constant<Name extends string, Names> = Names extends { readonly [K in `c ${Name}`]: infer Text }
  ? Text extends `${UnderIf}${string}`
    ? DeclaredUnderIf<Name>
    : EnumeratorValue<Text>
  : Names extends { readonly [K in `m ${Name}`]: infer Text extends string }
    ? Text extends `${UnderIf}${string}`
      ? DeclaredUnderIf<Name>
      : MacroValue<Text, Names>
    : never

type Variable<T, Int64> =
  T extends CTypeError<string> ? T : T extends Fn<readonly unknown[], unknown> ? CFunction<T, Int64> : Field<T>

type HandleOrError<T> = [T] extends [CTypeError<string>] ? T : HandleOf<T>

/** The C type that declarations, or a library, give a typedef name, or a tag as 'struct point', or a function. */
export type TypeOf<L, Name extends string> =
  L extends DeclaredBy<infer Text>
    ? Entries<Text> extends infer E extends Entry
      ? TypeNamed<Index<E>, Name>
      : never
    : L extends { readonly [K in Name]: infer Named }
      ? Named extends TypeHandle<infer T> | FunctionFacts<infer T>
        ? T
        : never
      : never

export type TypeNamed<Names, Name extends string> = Names extends {
  readonly [K in `v ${Name}`]: infer Text extends string
}
  ? TypeOfDeclared<Text, Name, Names>
  : Name extends `${infer Keyword extends 'struct' | 'union' | 'enum'} ${infer Tag}`
    ? ByTag<Keyword, Tag, Names>
    : Named<Name, Names>
