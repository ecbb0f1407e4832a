/** Values of constants as literal types. */
import type { Equal } from './equal.test-d.ts'
import type { ConstantValue, EnumeratorValue, IntegerLiteral, MacroValue } from './literal.ts'

true satisfies Equal<IntegerLiteral<'10'>, 10>
true satisfies Equal<IntegerLiteral<'(-1)'>, -1>
true satisfies Equal<IntegerLiteral<'10UL'>, 10>
// Of hexadecimal and octal numbers TypeScript knows no value: `010` is not ten.
true satisfies Equal<IntegerLiteral<'0x10'>, number>
true satisfies Equal<IntegerLiteral<'010'>, number>
true satisfies Equal<IntegerLiteral<'1.5'>, never>
true satisfies Equal<IntegerLiteral<'LIMIT'>, never>

true satisfies Equal<MacroValue<'10', object>, 10>
true satisfies Equal<MacroValue<'  10  /* ten */', object>, 10>
true satisfies Equal<MacroValue<'1.5', object>, number>
true satisfies Equal<MacroValue<'"text"', object>, 'text'>
// Escapes and pieces are the preprocessor's: any string.
true satisfies Equal<MacroValue<'"a\\n"', object>, string>
true satisfies Equal<MacroValue<'"a" "b"', object>, string>
// By way of other macros and enumerators; a macro that is its own name is an enumerator's, or nothing known.
true satisfies Equal<MacroValue<'LIMIT', { 'm LIMIT': '10' }>, 10>
true satisfies Equal<MacroValue<'RED', { 'c RED': '5' }>, 5>
true satisfies Equal<MacroValue<'SELF', { 'm SELF': 'SELF' }>, ConstantValue>
true satisfies Equal<MacroValue<'(A | B)', object>, ConstantValue>
// Beyond 2^53 it is a bigint, and where that begins types do not count.
true satisfies Equal<MacroValue<'18446744073709551615', object>, number | bigint>

true satisfies Equal<EnumeratorValue<'-3'>, -3>
true satisfies Equal<EnumeratorValue<'?'>, number>
true satisfies Equal<EnumeratorValue<'??'>, number | bigint>
