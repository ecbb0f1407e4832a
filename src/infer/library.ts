/** A text's names as properties. Property types are worked out when a property is used: mapped types are lazy. */

import type { Fn } from './ctype.ts'
import type { Entry, Index } from './declaration.ts'
import type { TypeOfDeclared } from './declared.ts'
import type { CFunction } from './function.ts'
import type { HandleOf } from './handle.ts'
import type { EnumeratorValue, MacroValue } from './literal.ts'
import type { DeclaredBy } from './open.ts'
import type { ByTag } from './record.ts'
import type { Named } from './specifier.ts'
import type { Entries } from './split.ts'
import type { CTypeError } from './type-error.ts'
import type { Out } from './value.ts'

/** The name that an entry has as a property: every kind but types without a tag. */
export type Property<D extends Entry> = D[1] extends `${string} <${string}` ? never : D[1]

/** What `name` of a library is. */
export type Value<D extends Entry, Names, Int64> = D[0] extends 'v'
  ? Variable<TypeOfDeclared<D[2], D[1], Names>, Int64>
  : D[0] extends 'c'
    ? EnumeratorValue<D[2]>
    : D[0] extends 'm'
      ? MacroValue<D[2], Names>
      : D[0] extends 't'
        ? HandleOrError<TypeOfDeclared<D[2], D[1], Names>>
        : D[1] extends `${infer Keyword} ${infer Tag}`
          ? HandleOrError<ByTag<Keyword, Tag, Names>>
          : never

type Variable<T, Int64> =
  T extends CTypeError<string> ? T : T extends Fn<readonly unknown[], unknown> ? CFunction<T, Int64> : Out<T>

type HandleOrError<T> = [T] extends [CTypeError<string>] ? T : HandleOf<T>

/** The C type that declarations give a typedef name, or a tag as 'struct point', or a variable or function. */
export type TypeOf<D extends DeclaredBy<string>, Name extends string> =
  D extends DeclaredBy<infer Text>
    ? Entries<Text> extends infer E extends Entry
      ? TypeNamed<Index<E>, Name>
      : never
    : never

export type TypeNamed<Names, Name extends string> = `v ${Name}` extends keyof Names
  ? TypeOfDeclared<Names[`v ${Name}`] & string, Name, Names>
  : Name extends `${infer Keyword extends 'struct' | 'union' | 'enum'} ${infer Tag}`
    ? ByTag<Keyword, Tag, Names>
    : Named<Name, Names>
