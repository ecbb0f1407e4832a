/** Where one declaration ends and the next begins. */
import type { Entry } from './declaration.ts'
import type { Equal } from './equal.test-d.ts'
import type { Entries, TooLong } from './split.ts'

type Keys<Text extends string> = Extract<Entries<Text>, Entry>['key']

true satisfies Equal<Keys<''>, never>
true satisfies Equal<Keys<'int f(void); int g(void)'>, 'v f' | 'v g'>
true satisfies Equal<Keys<'; ;int f(void);;'>, 'v f'>
true satisfies Equal<Keys<'struct s { int a; int b; }; int f(void);'>, 's struct s' | 'v f'>
true satisfies Equal<Keys<'extern "C" { int f(void); int g(void); }'>, 'v f' | 'v g'>

// More than one block of 16.
type Four<Name extends string> = `int ${Name}0(void); int ${Name}1(void); int ${Name}2(void); int ${Name}3(void);`
type Twenty = `${Four<'a'>}${Four<'b'>}${Four<'c'>}${Four<'d'>}${Four<'e'>}`
true satisfies Equal<Keys<Twenty>, `v ${'a' | 'b' | 'c' | 'd' | 'e'}${0 | 1 | 2 | 3}`>

// A block has at most 32 steps of comments and directives, and the next one goes on: a hundred lines in a row.
type Line = '#define LIMIT 1\n'
type Ten = `${Line}${Line}${Line}${Line}${Line}${Line}${Line}${Line}${Line}${Line}`
type Hundred = `${Ten}${Ten}${Ten}${Ten}${Ten}${Ten}${Ten}${Ten}${Ten}${Ten}`
true satisfies Equal<Keys<`${Hundred}int f(void);`>, 'm LIMIT' | 'v f'>

// Too long is said, and is no entry.
true satisfies Equal<Extract<Entries<Twenty>, TooLong>, never>
