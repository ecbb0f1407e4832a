/** What stands around a name, from the inside out. */
import type { ArrayOf, Const, Fn, Variadic } from './ctype.ts'
import type { Declarator } from './declarator.ts'
import type { Equal } from './equal.test-d.ts'
import type { Pointer } from './pointer.ts'
import type { char, int } from './scalar.ts'
import type { UnknownTypeName } from './type-error.ts'

type Of<Tokens extends string, Names = object> =
  Declarator<`${Tokens} `, int, Names> extends [infer Name, infer T, string] ? [Name, T] : never

true satisfies Equal<Of<'x'>, ['x', int]>
true satisfies Equal<Of<'* * p'>, ['p', Pointer<Pointer<int>>]>
true satisfies Equal<Of<'* const p'>, ['p', Const<Pointer<int>>]>
true satisfies Equal<Of<'m [ 3 ] [ 4 ]'>, ['m', ArrayOf<ArrayOf<int, 4>, 3>]>
true satisfies Equal<Of<'a [ LIMIT ]', { 'm LIMIT': '8' }>, ['a', ArrayOf<int, 8>]>
true satisfies Equal<Of<'a [ 2 * 3 ]'>, ['a', ArrayOf<int, number>]>

// A group binds first: pointer to array, array of pointers.
true satisfies Equal<Of<'( * row ) [ 3 ]'>, ['row', Pointer<ArrayOf<int, 3>>]>
true satisfies Equal<Of<'* column [ 3 ]'>, ['column', ArrayOf<Pointer<int>, 3>]>
true satisfies Equal<Of<'( * f ) ( void )'>, ['f', Pointer<Fn<[], int>>]>
true satisfies Equal<
  Of<'( * signal ( int sig , void ( * func ) ( int ) ) ) ( int )'>,
  ['signal', Fn<[sig: int, func: Pointer<Fn<[arg: int], void>>], Pointer<Fn<[arg: int], int>>>]
>

// Parameters that are arrays or functions are pointers, and a qualifier of their own does not matter (C11 6.7.6.3 §7-8, §15).
true satisfies Equal<Of<'f ( char s [ 10 ] )'>, ['f', Fn<[s: Pointer<char>], int>]>
true satisfies Equal<Of<'f ( const char s [ ] )'>, ['f', Fn<[s: Pointer<Const<char>>], int>]>
true satisfies Equal<Of<'f ( int g ( int ) )'>, ['f', Fn<[g: Pointer<Fn<[arg: int], int>>], int>]>
true satisfies Equal<Of<'f ( const int n )'>, ['f', Fn<[n: int], int>]>
true satisfies Equal<Of<'f ( const char * format , ... )'>, ['f', Fn<[format: Pointer<Const<char>>, Variadic], int>]>
// The first that has no type is what the function is.
true satisfies Equal<Of<'f ( int a , foo_t b , bar_t c )'>, ['f', UnknownTypeName<'foo_t'>]>
