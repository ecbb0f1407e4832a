/** The type that a declaration gives to one of its names. */
import type { Declarator } from './declarator.ts'
import type { Specifiers } from './specifier.ts'
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
  : Text extends `${string}${'vector_size' | '__mode__'}${string}`
    ? NotUnderstood<Text>
    : Specifiers<Tokens<Text>, Names> extends [infer T, infer Rest extends string]
      ? Among<Rest, Name, T, Names>
      : NotUnderstood<Text>

/** The declarator of that name among several. */
type Among<S extends string, Name extends string, T, Names> =
  Declarator<S, T, Names> extends [infer Found, infer U, infer Rest]
    ? Found extends Name
      ? U
      : Rest extends `, ${infer More}` | `: ${string} , ${infer More}` | `= ${string} , ${infer More}`
        ? Among<More, Name, T, Names>
        : U extends CTypeError<string>
          ? U
          : NotUnderstood<S>
    : NotUnderstood<S>
