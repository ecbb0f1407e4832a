/**
 * Which names of a text a program may assign to, told from their texts without parsing them. In doubt a name is a variable:
 * what the run time takes is not to be refused.
 */
import type { Entry } from './declaration.ts'
import type { Blank, Close, TrimStart } from './text.ts'

export type Variables<E extends Entry> = E extends readonly [`v ${string}`, infer Name, infer Text extends string]
  ? Text extends `${infer Head}(${infer Inner}`
    ? Head extends `${string}${',' | '=' | '__' | 'alignas'}${string}`
      ? Name
      : Inner extends `${Blank | '*' | '^' | '('}${string}` | MorePointers
        ? IsFunction<Inner> extends true
          ? never
          : Name
        : Inner extends `${string})`
          ? never
          : IsFunction<Inner> extends true
            ? never
            : Name
    : IsConst<Text> extends true
      ? never
      : Name
  : never

/** `int f(int), (*g)(int)` */
type MorePointers = `${string})${'' | ' '},${'' | ' '}(*${string}`

/** `int f(int)`, but not `int (*f)(int)` or `int f(int), x`. */
type IsFunction<Inner extends string> =
  TrimStart<Inner> extends `${'*' | '^' | '('}${string}`
    ? false
    : Inner extends `${string})${'' | ' '},${string}`
      ? Close<Inner, '(', ')'> extends [string, infer Behind extends string]
        ? TrimStart<Behind> extends `,${string}`
          ? false
          : true
        : false
      : true

/** `const int limit`; of pointers the `const` may be what they point to. */
type IsConst<Text extends string> = Text extends `${string}*${string}`
  ? false
  : Text extends `${string}const ${string}`
    ? true
    : false
