/**
 * Declarators: what stands around a name, read from the inside out without a stack. Stars wrap the type; in front of a group
 * `(*name)` the suffix behind the group is applied first, because it binds to the outer type (C11 6.7.6).
 *
 *   int (*signal(int, void (*)(int)))(int)
 */
import type { ArrayOf, Const, Fn, Variadic } from './ctype.ts'
import type { Unqualified } from './identity.ts'
import type { Label } from './label.ts'
import type { EnumeratorValue, MacroValue } from './literal.ts'
import type { Pointer } from './pointer.ts'
import type { Constness, Ignored, Next, Specifiers, TagKeyword, WithConst } from './specifier.ts'
import type { Close } from './text.ts'
import type { Punctuator } from './token.ts'
import type { CTypeError, NotUnderstood } from './type-error.ts'

/**
 * `[name, type, tokens behind]`. Of a parameter and a type name the name may be missing: there the name of a type in parentheses
 * is a parameter's (C11 6.7.6.3 §11), where otherwise it is what is being declared.
 */
export type Declarator<S extends string, T, Names, IsNamed extends boolean = false> = S extends `* ${infer Rest}`
  ? Declarator<Rest, T extends CTypeError<string> ? T : Pointer<T>, Names, IsNamed>
  : S extends `( ${infer Rest}`
    ? (IsNamed extends true ? true : IsGroup<Rest, Names>) extends true
      ? Close<Rest, '( ', ') '> extends [infer Inside extends string, infer Behind extends string]
        ? Suffix<Behind, T, Names> extends [infer U, infer After extends string]
          ? Declarator<Inside, U, Names, IsNamed> extends [infer Name, infer V, string]
            ? [Name, V, After]
            : never
          : never
        : never
      : Suffix<S, T, Names> extends [infer U, infer After]
        ? ['', U, After]
        : never
    : S extends `${infer Word} ${infer Rest}`
      ? Word extends keyof Ignored
        ? Declarator<Rest, T, Names, IsNamed>
        : Word extends keyof Constness | '_Atomic'
          ? Declarator<Rest, Word extends '_Atomic' ? T : WithConst<T>, Names, IsNamed>
          : Word extends keyof Punctuator
            ? Suffix<S, T, Names> extends [infer U, infer After]
              ? ['', U, After]
              : never
            : Suffix<Rest, T, Names> extends [infer U, infer After]
              ? [Word, U, After]
              : never
      : ['', T, S]

/** Whether a parenthesis groups a declarator, or holds the parameters of one without a name. */
type IsGroup<S extends string, Names> = S extends `* ${string}` | `( ${string}` | `^ ${string}`
  ? true
  : S extends `${infer Word} ${infer Rest}`
    ? Word extends keyof Next[''] | 'bool' | keyof TagKeyword | ')' | '...' | keyof Constness | 'register'
      ? false
      : Word extends keyof Ignored
        ? IsGroup<Rest, Names>
        : Names extends { readonly [K in `t ${Word}`]: string }
          ? false
          : Rest extends `) ${string}` | `[ ${string}` | `( ${string}`
            ? true
            : false
    : false

/** What stands behind a name: `[type, tokens behind]`. */
type Suffix<S extends string, T, Names> = S extends `( ${infer Rest}`
  ? Close<Rest, '( ', ') '> extends [infer Inside extends string, infer After extends string]
    ? Suffix<After, T, Names> extends [infer U, infer Behind]
      ? [Parameters<Inside, U, Names>, Behind]
      : never
    : [CTypeError<'a parenthesis is not closed'>, '']
  : S extends `[ ${infer Rest}`
    ? Close<Rest, '[ ', '] '> extends [infer Bound extends string, infer After extends string]
      ? Suffix<After, T, Names> extends [infer U, infer Behind]
        ? [U extends CTypeError<string> ? U : ArrayOf<U, Count<Bound, Names>>, Behind]
        : never
      : [CTypeError<'a bracket is not closed'>, '']
    : [T, S]

type Count<Bound extends string, Names> = Bound extends `${infer N extends number} `
  ? N
  : Bound extends `${infer Name} `
    ? Names extends { readonly [K in `m ${Name}`]: infer Text extends string }
      ? Extract<MacroValue<Text, Names>, number>
      : Names extends { readonly [K in `c ${Name}`]: infer Text extends string }
        ? Extract<EnumeratorValue<Text>, number>
        : number
    : number

/** Tokens of the next declarator: behind a comma that stands in no brackets. */
export type BehindInitializer<S extends string> = S extends `, ${infer Rest}`
  ? Rest
  : S extends `( ${infer Rest}`
    ? Behind<Close<Rest, '( ', ') '>>
    : S extends `{ ${infer Rest}`
      ? Behind<Close<Rest, '{ ', '} '>>
      : S extends `[ ${infer Rest}`
        ? Behind<Close<Rest, '[ ', '] '>>
        : S extends `${string} ${infer Rest}`
          ? BehindInitializer<Rest>
          : ''

type Behind<Closed> = Closed extends [string, infer Rest extends string] ? BehindInitializer<Rest> : ''

/** The first parameter or result without a type makes the function that error. */
type Parameters<S extends string, Result, Names, Done extends unknown[] = []> =
  Result extends CTypeError<string>
    ? Result
    : S extends '' | 'void '
      ? Fn<Done extends [void] ? [] : Done, Unqualified<Result>>
      : S extends '... '
        ? Fn<[...Done, Variadic], Unqualified<Result>>
        : Specifiers<S, Names> extends [infer T, infer Rest extends string]
          ? Declarator<Rest, T, Names> extends [infer Name, infer U, infer Behind extends string]
            ? U extends CTypeError<string>
              ? U
              : Parameters<
                  Behind extends `${string}, ${infer More}` ? More : '',
                  Result,
                  Names,
                  [...Done, ...Label<Name, Adjusted<U>>]
                >
            : NotUnderstood<S>
          : NotUnderstood<S>

/** A parameter that is an array or a function is a pointer, and no qualifier of its own matters (C11 6.7.6.3 §7-8, §15). */
type Adjusted<T> =
  T extends Const<infer U>
    ? U extends ArrayOf<infer Element, number>
      ? Pointer<WithConst<Element>>
      : U
    : T extends ArrayOf<infer Element, number>
      ? Pointer<Element>
      : T extends Fn<readonly unknown[], unknown>
        ? Pointer<T>
        : T
