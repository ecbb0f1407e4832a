/** `open` and `cdef`, with types that follow from the declarations. */
import type { CdefOptions, OpenOptions } from '../library/options.ts'
import type { Library } from '../library/search/candidates.ts'
import type { Entry, Index, Properties, WithoutTraps } from './declaration.ts'
import type { CFunction } from './function.ts'
import type { AnyHandle, TypeHandle } from './handle.ts'
import type { Value } from './library.ts'
import type { Entries } from './split.ts'

declare const source: unique symbol

/** What knows the text it was declared by. */
export interface DeclaredBy<Text extends string> {
  readonly [source]: Text
}

/** Of a library whose declarations TypeScript does not know: a text that is no literal. */
export interface LooseLibrary extends Disposable {
  // biome-ignore lint/suspicious/noExplicitAny: what a name is depends on C text that is not in the types
  readonly [name: string]: any
}

/** What a text declares without a library, where the types do not know the text. */
export interface ParsedDeclarations {
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly [name: string]: any
}

/** Signatures by name, made with `c.fn`. */
export interface Signatures {
  readonly [name: string]: AnyHandle
}

/** What 64-bit types by name come out as. */
type Int64<Options> = Options extends { readonly int64: 'number' } ? number : bigint

// The mapped types are written in line: an alias would print its argument, all of the text, in every message.
type OpenDeclared = <Text extends string, const Options extends OpenOptions = OpenOptions>(
  library: Library,
  declarations: DeclaredBy<Text>,
  options?: Options,
) => string extends Text
  ? LooseLibrary
  : Entries<Text> extends infer E extends Entry
    ? [E['variable']] extends [never]
      ? {
          readonly [Name in Properties<E> | typeof Symbol.dispose]: Value<
            Name,
            Index<E, Int64<Options>>,
            Int64<Options>
          >
        }
      : {
          readonly [Name in Properties<E> | typeof Symbol.dispose]: Value<
            Name,
            Index<E, Int64<Options>>,
            Int64<Options>
          >
        } & { [Name in WithoutTraps<E['variable']>]: Value<Name, Index<E, Int64<Options>>, Int64<Options>> }
    : LooseLibrary

export interface Open extends OpenDeclared {
  /**
   * Opens `library` and gives what `declarations` say of it as one object.
   *
   * Throws ERR_CABI_LIBRARY_NOT_FOUND with everything tried; ERR_CABI_SYNTAX and ERR_CABI_UNSUPPORTED with line and column;
   * ERR_CABI_PLATFORM where calls cannot be made at all.
   */
  <const Text extends string, const Options extends OpenOptions = OpenOptions>(
    library: Library,
    declarations: string extends Text ? never : Text,
    options?: Options,
  ): Entries<Text> extends infer E extends Entry
    ? [E['variable']] extends [never]
      ? {
          readonly [Name in Properties<E> | typeof Symbol.dispose]: Value<
            Name,
            Index<E, Int64<Options>>,
            Int64<Options>
          >
        }
      : {
          readonly [Name in Properties<E> | typeof Symbol.dispose]: Value<
            Name,
            Index<E, Int64<Options>>,
            Int64<Options>
          >
        } & { [Name in WithoutTraps<E['variable']>]: Value<Name, Index<E, Int64<Options>>, Int64<Options>> }
    : LooseLibrary
  /**
   * Of a text that is no literal, typed by hand: `open<{ cos(x: number): number }>(path, text)`, or with `satisfies` behind it.
   */
  <L extends object = LooseLibrary>(library: Library, declarations: string, options?: OpenOptions): L & Disposable
  <S extends Signatures, const Options extends OpenOptions = OpenOptions>(
    library: Library,
    declarations: S,
    options?: Options,
  ): string extends keyof S
    ? LooseLibrary
    : {
        readonly [Name in keyof S]: S[Name] extends TypeHandle<infer T> ? CFunction<T, Int64<Options>> : never
      } & Disposable
}

declare const openDeclared: OpenDeclared

/**
 * The library that `open` gives for declarations, or for their text:
 * `export const lib: Lib<typeof declarations> = open(path, declarations)`.
 */
export type Lib<D extends DeclaredBy<string> | string, Options extends OpenOptions = OpenOptions> =
  D extends DeclaredBy<infer Text> ? Opened<Text, Options> : D extends string ? Opened<D, Options> : never

type Opened<Text extends string, Options extends OpenOptions> = ReturnType<typeof openDeclared<Text, Options>>

/** Parses C declarations without opening a library, for this machine or another. */
export type Cdef = <const Text extends string>(text: Text, options?: CdefOptions) => Declarations<Text>

/** What `cdef` gives: types and constants, and for `open` everything. */
export type Declarations<Text extends string> = DeclaredBy<Text> &
  (string extends Text ? ParsedDeclarations : Named<Text>)

type Named<Text extends string> =
  Entries<Text> extends infer E extends Entry
    ? {
        readonly [Name in WithoutTraps<E['named']>]: Value<Name, Index<E>, bigint>
      }
    : ParsedDeclarations

/** A name that the types do not know may be there all the same: `symbol` reaches those of loose libraries too. */
export type SymbolOf = <L extends object, const Name extends string>(
  library: L,
  name: Name,
  // biome-ignore lint/suspicious/noExplicitAny: as in a loose library
) => Name extends keyof L ? L[Name] : any
