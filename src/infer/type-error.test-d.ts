/** Errors are types that a program can do nothing with. */
import type { Equal } from './equal.test-d.ts'
import type { CTypeError, DeclaredUnderIf, NotUnderstood, UnknownTypeName } from './type-error.ts'

declare const unknown: UnknownTypeName<'foo_t'>
declare const target: DeclaredUnderIf<'handle'>
true satisfies Equal<typeof unknown.error, "unknown type name 'foo_t'">
true satisfies Equal<typeof target.error, "'handle' is declared under an #if: its type depends on the target">
true satisfies Equal<NotUnderstood<'typeof'>['error'], "no static type for 'typeof'">
unknown satisfies CTypeError<string>
// @ts-expect-error
unknown()
// @ts-expect-error
unknown satisfies number
// @ts-expect-error
new unknown()
