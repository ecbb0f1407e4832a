/** Calls without a declaration. */
import type { TypeConstructors } from './c.ts'
import type { CallUndeclared, SelfTyped } from './call.ts'
import type { Const } from './ctype.ts'
import type { Equal } from './equal.test-d.ts'
import type { Pointer } from './pointer.ts'
import type { char } from './scalar.ts'

declare const call: CallUndeclared
declare const c: TypeConstructors
declare const lib: object

true satisfies Equal<ReturnType<typeof call<Pointer<Const<char>>>>, string | null>
call(lib, 'write', c.ssize_t, [c.int(1), 'text', c.size_t(4)]) satisfies number
call(lib, 'rand', c.int)
// A number and a boolean do not say their type; a bigint is a `long long`.
true satisfies Equal<Extract<SelfTyped, number | boolean>, never>
5n satisfies SelfTyped
// @ts-expect-error
call(lib, 'abs', c.int, [1])
// @ts-expect-error: a result has a type too
call(lib, 'abs')
