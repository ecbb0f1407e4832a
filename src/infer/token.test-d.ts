/** A declaration as tokens with a space behind each. */
import type { Equal } from './equal.test-d.ts'
import type { Tokens } from './token.ts'

true satisfies Equal<Tokens<'double\tcos(double  x)'>, 'double cos ( double x ) '>
true satisfies Equal<Tokens<'char*argv[]'>, 'char * argv [ ] '>
true satisfies Equal<Tokens<'int printf(const char*, ...)'>, 'int printf ( const char * , ... ) '>
true satisfies Equal<Tokens<'unsigned flags:3,:0'>, 'unsigned flags : 3 , : 0 '>
true satisfies Equal<Tokens<' \r\n '>, ''>
