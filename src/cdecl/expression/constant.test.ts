import assert from 'node:assert/strict'
import { test } from 'node:test'
import { targets } from '../../ctype/target.ts'
import { complaint, constantOf, printed } from '../testing.ts'

function check(cases: readonly (readonly [string, string])[]): void {
  for (const [text, expected] of cases) assert.equal(constantOf(text), expected, text)
}

test('operators bind as in C, to the left', () => {
  check([
    ['1 + 2 * 3', '7 (int)'],
    ['10 - 4 - 3', '3 (int)'],
    ['1 << 2 + 1', '8 (int)'],
    ['1 | 2 ^ 3 & 6', '1 (int)'],
    ['7 & 3 == 3', '1 (int)'],
    ['(7 & 3) == 3', '1 (int)'],
    ['1 < 2 == 1', '1 (int)'],
    ['0 || 1 && 0', '0 (int)'],
    ['- 5 % 3', '-2 (int)'],
    ['-7 / 2', '-3 (int)'],
    ['- - -1', '-1 (int)'],
    ['!0 + !5', '1 (int)'],
    ['~0', '-1 (int)'],
    ['1 ? 2 : 0 ? 3 : 4', '2 (int)'],
    ['0 ? 2 : 0 ? 3 : 4', '4 (int)'],
  ])
})

test('operands are brought to their common type', () => {
  check([
    ['-1 < 0u', '0 (int)'],
    ['-1 + 0u', '4294967295 (unsigned int)'],
    ['0u - 1', '4294967295 (unsigned int)'],
    ['-1 + 0ul', '18446744073709551615 (unsigned long)'],
    ['-1 + 4294967295u + 0l', '4294967294 (long)'],
    ['1ull + 1ul', '2 (unsigned long long)'],
    ['1ll + 1ul', '2 (unsigned long long)'],
    ['1 ? -1 : 0u', '4294967295 (unsigned int)'],
    ['~0u', '4294967295 (unsigned int)'],
    ['-2147483648', '-2147483648 (long)'],
  ])
})

test('a shift has the type of its left operand', () => {
  check([
    ['1 << 31', '-2147483648 (int)'],
    ['1u << 31', '2147483648 (unsigned int)'],
    ['1 << 3ull', '8 (int)'],
    ['-8 >> 1', '-4 (int)'],
    ['-1 << 4', '-16 (int)'],
    ['0xffffffff >> 28', '15 (unsigned int)'],
  ])
})

test('a value outside its type is wrapped, as GCC does', () => {
  check([
    ['2147483647 + 1', '-2147483648 (int)'],
    ['0xffffffff * 2', '4294967294 (unsigned int)'],
    ['0x7fffffffffffffff + 1', '-9223372036854775808 (long)'],
    ['(-2147483647 - 1) / -1', '-2147483648 (int)'],
  ])
})

test('an operand that is not evaluated is not at fault', () => {
  check([
    ['1 || 1 / 0', '1 (int)'],
    ['0 && 1 << 99', '0 (int)'],
    ['0 ? 1 / 0 : 2u', '2 (unsigned int)'],
    ['1 ? 2 : 1ul % 0', '2 (unsigned long)'],
    ['0 && (0 || 1 / 0)', '0 (int)'],
    ['1 ? 2 : (long)1e99', '2 (long)'],
  ])
})

test('casts to arithmetic types convert', () => {
  check([
    ['(uint8_t)-1', '255 (uint8_t)'],
    ['((int8_t)200)', '-56 (int8_t)'],
    ['(unsigned char)1 + 1', '2 (int)'],
    ['(long)-1', '-1 (long)'],
    ['(int)-3.7', '-3 (int)'],
    ['(bool)42', '1 (int)'],
    ['(float)16777217', '16777216 (float)'],
    ['(const unsigned)~0', '4294967295 (unsigned int)'],
    ['(char)(short)65 + sizeof(char)', '66 (unsigned long)'],
  ])
})

test('floating constants compute in their type', () => {
  check([
    ['1.0 / 4', '0.25 (double)'],
    ['1.0f / 3.0f', `${Math.fround(Math.fround(1) / 3)} (float)`],
    ['1.0f / 3.0', `${1 / 3} (double)`],
    ['-(2.5)', '-2.5 (double)'],
    ['1.5 < 2', '1 (int)'],
    ['0.5 && !0.0', '1 (int)'],
    ['1 ? 1 : 2.0', '1 (double)'],
    ['1.0 / 0', 'Infinity (double)'],
    ['2 > 1.5 ? +1.5f : 0', '1.5 (float)'],
  ])
})

test('sizeof takes a type', () => {
  assert.deepEqual(printed('typedef enum { A } e; enum { S = sizeof(e) + sizeof(const char *) };'), [
    'typedef enum e',
    'A = 0 (int)',
    'S = 12 (int)',
  ])
})

test('true and false are constants', () => {
  check([
    ['true', '1 (int)'],
    ['false || true', '1 (int)'],
  ])
})

test('earlier enumerators and macros are constants', () => {
  assert.deepEqual(printed('#define N 3\nenum { A = N, B = A * N };\n#define M (B - N)'), [
    'A = 3 (int)',
    'B = 9 (int)',
    'N = 3 (int)',
    'M = 6 (int)',
  ])
})

test('an address may be a constant', () => {
  check([
    ['((void *)-1)', '18446744073709551615 (void *)'],
    ['((void *)0)', '0 (void *)'],
    ['__null', '0 (void *)'],
    ['(char *)16 + 3', '19 (char *)'],
    ['(const char *)0', '0 (const char *)'],
    ['(int (*)(int))1', '1 (int (*)(int))'],
  ])
  assert.equal(constantOf('((handler)0)', 'typedef void (*handler)(void *);'), '0 (void (*)(void *))')
  assert.equal(constantOf('((void *)-1)', '', targets['i386-linux']), '4294967295 (void *)')
})

test('an enumeration is the integer that it is on the target, and bool is int', () => {
  assert.equal(constantOf('(enum e)1', 'enum e { A };'), '1 (unsigned int)')
  assert.equal(
    constantOf('(enum e)1', 'enum e { A = 1 << 30, B = A * 4ll };', targets['armhf-linux']),
    '1 (unsigned long long)',
  )
  assert.equal(constantOf('(_Bool)0.5'), '1 (int)')
})

test('expressions may be 200 levels deep', () => {
  const nested = (opening: string, closing: string, n: number) => `${opening.repeat(n)}1${closing.repeat(n)}`
  const tooDeep = 'more than 200 expressions inside one another'
  assert.equal(constantOf(nested('(', ')', 199)), '1 (int)')
  assert.equal(complaint(`#define X ${nested('(', ')', 200)}`, 'X'), `syntax 1:211: ${tooDeep}`)
  assert.equal(complaint(`#define X ${nested('- ', '', 200)}`, 'X'), `syntax 1:409: ${tooDeep}`)
  assert.equal(complaint(`#define X ${nested('(int)', '', 200)}`, 'X'), `syntax 1:1011: ${tooDeep}`)
  assert.equal(complaint(`#define X ${nested('1?1:', '', 200)}`, 'X'), `syntax 1:809: ${tooDeep}`)
  assert.equal(constantOf(nested('0|(0^(1&(0+(1*(0||(1&&(', ')))))))', 28)), '1 (int)')
})

const refusedEnumerators = [
  ['1 / 0', 'syntax 1:14: division by zero'],
  ['5 % (2 - 2)', 'syntax 1:14: division by zero'],
  ['1 << 32', 'syntax 1:14: shift by 32 in a type of 32 bits'],
  ['1 >> -1', 'syntax 1:14: shift by -1 in a type of 32 bits'],
  ['1l << 64', 'syntax 1:15: shift by 64 in a type of 64 bits'],
  ['"x"', 'syntax 1:12: expected an integer constant, found a string constant'],
  ['1.5', 'syntax 1:12: expected an integer constant, found a floating constant'],
  ['1 + "x"', 'syntax 1:14: expected a number as an operand, found a string'],
  ['-"x"', 'syntax 1:12: expected a number as an operand, found a string'],
  ['~1.5', "syntax 1:12: '~' takes integers"],
  ['1.5 % 2', "syntax 1:16: '%' takes integers"],
  ['1.0 << 2', "syntax 1:16: '<<' takes integers"],
  ['FOO', "syntax 1:12: unknown constant 'FOO'"],
  ['1 +', "syntax 1:16: expected an expression, found '}'"],
  ['(1', "syntax 1:15: expected ')' after an expression, found '}'"],
  ['1 ? 2', "syntax 1:18: expected ':' in a conditional expression, found '}'"],
  ['int', "syntax 1:12: expected an expression, found 'int'"],
  ['++1', "syntax 1:12: expected an expression, found '++'"],
  ['1 = 2', "syntax 1:14: expected ',' or '}' after an enumerator, found '='"],
  ['1, 2', "syntax 1:15: expected an enumerator, found '2'"],
  ['(1, 2)', "syntax 1:14: ',' in a constant expression"],
  ['1 2', "syntax 1:14: expected ',' or '}' after an enumerator, found '2'"],
  ['(int)1e10', "syntax 1:12: the value does not fit 'int'"],
  ['(int)(1.0 / 0)', "syntax 1:12: the value does not fit 'int'"],
  ['(void *)0', 'syntax 1:12: expected an integer constant, found a pointer constant'],
  ['(struct s)0', "unsupported 1:12: a constant cast to 'struct s' is not supported"],
  ['(int){1}', 'unsupported 1:12: a compound literal is not supported'],
  ['(extern int)1', "syntax 1:13: 'extern' in a type name"],
  ['(int x)1', "syntax 1:17: expected ')' after a type name, found 'x'"],
  ['sizeof(struct s)', "syntax 1:12: 'struct s' has no size"],
  ['(void)1', "syntax 1:12: expected a constant, found a value of type 'void'"],
  ['"x" L"\\xffffffff"', 'unsupported 1:12: a string that is no Unicode text is not supported'],
  ['(double _Complex)1', "unsupported 1:12: a constant cast to 'double _Complex' is not supported"],
] as const

for (const [text, expected] of refusedEnumerators) {
  test(`'${text}' is refused as a constant: ${expected}`, () => {
    assert.equal(complaint(`enum { A = ${text} };`), expected)
  })
}

const refusedObjects = [
  ['v', "syntax 2:12: expected a constant, found an object of type 'int'"],
  ['v + 1', "syntax 2:12: expected a constant, found an object of type 'int'"],
  ['1 + *p', "syntax 2:17: expected a constant, found an object of type 'int *'"],
  ['&v', 'syntax 2:12: expected a constant, found an address in a library'],
  ['(long)f', 'syntax 2:12: expected a constant, found a value that only running the program gives'],
  ['f(1)', 'syntax 2:12: expected a constant, found a call'],
  ['!f', 'syntax 2:12: expected a constant, found an address in a library'],
] as const

for (const [text, expected] of refusedObjects) {
  test(`'${text}' is refused as a constant: ${expected}`, () => {
    assert.equal(complaint(`int v, *p, f(int);\nenum { A = ${text} };`), expected)
  })
}
