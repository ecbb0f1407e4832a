/** The type that a declaration gives to one of its names. */
import type { BehindInitializer, Declarator } from './declarator.ts'
import type { Crowd } from './name.ts'
import type { Specifiers } from './specifier.ts'
import type { Unusual } from './text.ts'
import type { Tokens } from './token.ts'
import type { CTypeError, DeclaredUnderIf, NotUnderstood } from './type-error.ts'

/** Stands in the text of what is under an `#if`. */
export type UnderIf = '\u0001'

export type TypeOfDeclared<
  Text extends string,
  Name extends string,
  Names,
> = Text extends `${string}${UnderIf}${string}`
  ? DeclaredUnderIf<Name>
  : Text extends `${string}${Unusual}${string}` | `${Crowd}${string}`
    ? NotUnderstood<Name>
    : Specifiers<Tokens<Text>, Names> extends [infer T, infer Rest extends string]
      ? Among<Rest, Name, T, Names>
      : NotUnderstood<Name>

/** The declarator of that name among several. */
type Among<S extends string, Name extends string, T, Names> =
  Declarator<S, T, Names, true> extends [infer Found, infer U, infer Rest extends string]
    ? Found extends Name
      ? U
      : BehindInitializer<Rest> extends infer More extends string
        ? More extends ''
          ? U extends CTypeError<string>
            ? U
            : NotUnderstood<Name>
          : Among<More, Name, T, Names>
        : never
    : NotUnderstood<Name>
