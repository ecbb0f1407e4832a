/**
 * Whether a program may assign to what a declaration declares, told from its text without parsing it. In doubt it may: what the
 * run time takes is not to be refused.
 */
import type { Blank, Close, TrimStart } from './text.ts'

export type IsVariable<Text extends string> = Text extends `${infer Head}(${infer Inner}`
  ? Head extends `${string}${',' | '=' | '__' | 'alignas'}${string}`
    ? true
    : Inner extends `${Blank | '*' | '^' | '('}${string}` | MorePointers
      ? IsFunction<Inner> extends true
        ? false
        : true
      : Inner extends `${string})`
        ? false
        : IsFunction<Inner> extends true
          ? false
          : true
  : IsConst<Text> extends true
    ? false
    : true

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
