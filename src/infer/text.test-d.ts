/** Text taken apart at delimiters. */
import type { Equal } from './equal.test-d.ts'
import type { AfterLast, Before, Close, ReplaceAll, Trim, TrimStart } from './text.ts'

true satisfies Equal<Trim<'\n\t  int x \r\n'>, 'int x'>
true satisfies Equal<Trim<'   '>, ''>
// A column of hundreds of blanks: a chain of tail calls ends at 1,000.
type Ten<S extends string> = `${S}${S}${S}${S}${S}${S}${S}${S}${S}${S}`
true satisfies Equal<TrimStart<`${Ten<Ten<Ten<' '>>>}${Ten<Ten<Ten<'\n'>>>}int`>, 'int'>

true satisfies Equal<Before<'a = 1 = 2', '='>, 'a '>
true satisfies Equal<Before<'a', '='>, 'a'>
true satisfies Equal<AfterLast<'unsigned long x', ' '>, 'x'>
true satisfies Equal<ReplaceAll<'f(a,b)', ',', ' , '>, 'f(a , b)'>

// The bracket that closes the one in front, not the first.
true satisfies Equal<
  Close<'int (*f)(void), int n); rest', '(', ')'>,
  [inside: 'int (*f)(void), int n', after: '; rest']
>
true satisfies Equal<Close<'{}{{}}', '{', '}'>, 0>
