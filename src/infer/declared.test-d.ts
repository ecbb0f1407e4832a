/** The type that a declaration gives to one of its names. */

import type { Fn } from './ctype.ts'
import type { TypeOfDeclared } from './declared.ts'
import type { Equal } from './equal.test-d.ts'
import type { Pointer } from './pointer.ts'
import type { double, int } from './scalar.ts'
import type { DeclaredUnderIf, NotUnderstood, UnknownTypeName } from './type-error.ts'

// Several declarators share their specifiers, and not their stars.
type Several = 'int x, *p, f(double), (*g)(double)'
true satisfies Equal<TypeOfDeclared<Several, 'x', object>, int>
true satisfies Equal<TypeOfDeclared<Several, 'p', object>, Pointer<int>>
true satisfies Equal<TypeOfDeclared<Several, 'f', object>, Fn<[arg: double], int>>
true satisfies Equal<TypeOfDeclared<Several, 'g', object>, Pointer<Fn<[arg: double], int>>>
// An initializer with commas of its own is none of them.
true satisfies Equal<TypeOfDeclared<'int a[] = { 1, 2 }, *b = f(1, 2), c', 'c', object>, int>

true satisfies Equal<TypeOfDeclared<'foo_t x', 'x', object>, UnknownTypeName<'foo_t'>>
true satisfies Equal<TypeOfDeclared<'\u0001int x', 'x', object>, DeclaredUnderIf<'x'>>
// What is not as C has it is an error for that name, and no type by guess.
true satisfies Equal<TypeOfDeclared<'int x', 'y', object>, NotUnderstood<'y'>>

// The name in parentheses is the one that is declared, though the text's index has it as a type already.
true satisfies Equal<TypeOfDeclared<'int (fn)(int)', 'fn', { 't fn': 'int (fn)(int)' }>, Fn<[arg: int], int>>
