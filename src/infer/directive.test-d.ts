/** Macros, and what is under a conditional. */
import type { Equal } from './equal.test-d.ts'
import type { IndexOf } from './index-of.test-d.ts'

type Macro<Text extends string, Name extends string> =
  IndexOf<Text> extends { readonly [K in `m ${Name}`]: infer Value } ? Value : never
type Keys<Text extends string> = keyof IndexOf<Text>

true satisfies Equal<Macro<'#define LIMIT 10\n', 'LIMIT'>, '10'>
true satisfies Equal<Macro<'#\tdefine LIMIT\t10 // ten\n', 'LIMIT'>, '10'>
true satisfies Equal<Macro<'#define WORDS one \\\n two\n', 'WORDS'>, 'one   two'>
true satisfies Equal<Macro<'#define EMPTY\n', 'EMPTY'>, ''>
// With parameters it is no constant.
true satisfies Equal<Keys<'#define TWICE(n) (2 * (n))\n'>, never>

// Types cannot know which branch counts. The guard of a header is no condition, and neither is what follows it.
type Mark<Text extends string> = Text extends `\u0001${string}` ? 'under an #if' : 'known'
type Of<Text extends string, Key extends string> =
  IndexOf<Text> extends { readonly [K in Key]: infer Value extends string } ? Mark<Value> : never
true satisfies Equal<Of<'#if 1\nint f(void);\n#endif\nint g(void);', 'v f'>, 'under an #if'>
true satisfies Equal<Of<'#if 1\nint f(void);\n#endif\nint g(void);', 'v g'>, 'known'>
true satisfies Equal<Of<'#if 1\n#else\n#define A 1\n#endif\n', 'm A'>, 'under an #if'>
true satisfies Equal<Of<'#ifndef X_H\n#define X_H\nint f(void);\n#endif\n', 'v f'>, 'known'>
true satisfies Equal<Of<'#ifndef X_H\n#define X_H\n#ifdef A\nint f(void);\n#endif\n#endif\n', 'v f'>, 'under an #if'>
