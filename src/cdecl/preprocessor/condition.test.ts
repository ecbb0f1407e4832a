import assert from 'node:assert/strict'
import { test } from 'node:test'
import { complaints } from '../../../test/oracle/gcc.ts'
import { generator, type Random } from '../../../test/oracle/random.ts'
import { parseDeclarations } from '../parse.ts'
import { complaint } from '../testing.ts'

function holds(condition: string, before = ''): boolean {
  return parseDeclarations(`${before}\n#if ${condition}\nint yes;\n#endif`).variables.has('yes')
}

test('defined asks for macros, with and without parentheses, and also behind a macro', () => {
  const macros = '#define A\n#define F(x) x\n#define HAS defined(A)'
  for (const yes of ['defined A', 'defined(A)', 'defined ( F ) && 1', 'HAS', 'defined __x86_64__', 'defined _Pragma']) {
    assert.equal(holds(yes, macros), true, yes)
  }
  for (const no of ['defined B', 'defined(int)', '!defined A', 'defined HAS - 1', 'defined _WIN32']) {
    assert.equal(holds(no, macros), false, no)
  }
})

test('names are 0, keywords and enumerators too', () => {
  assert.equal(holds('A || int || sizeof || F', 'enum { A = 1 };'), false)
})

test('headers that may be included are there', () => {
  const yes = '__has_include(<stdint.h>) && __has_include("sys/types.h") && __has_include ( <limits.h> )'
  assert.equal(holds(yes), true)
  assert.equal(holds('__has_include(<stdio.h>) || __has_include("x.h") || __has_embed(<x>)'), false)
})

test('attributes that mean something here are there', () => {
  assert.equal(holds('__has_attribute(packed) && __has_attribute(__aligned__) && __has_c_attribute(deprecated)'), true)
  assert.equal(holds('__has_c_attribute(gnu::packed) && __has_c_attribute(__gnu__::__packed__)'), true)
  assert.equal(holds('__has_attribute(frobnicate) || __has_c_attribute(gnu::frobnicate)'), false)
})

test('features of other compilers are not', () => {
  assert.equal(holds('__has_builtin(__builtin_offsetof) || __has_feature(nullability) || __has_extension(x)'), false)
  assert.equal(holds('defined __has_feature && defined(__has_include)'), true)
})

const literals =
  "0 1 2 7 0x7fffffffffffffff 0xffffffff 0x8000000000000000 1u 3UL 5ll 'a' '\\377' A B C X defined(A) defined(X)"
const operators = '+ - * / % << >> < > <= >= == != & ^ | && || ,'

function condition(random: Random, depth: number): string {
  const pick = (from: string) => from.split(' ')[random(from.split(' ').length)]!
  if (depth === 0 || random(6) === 0) return pick(literals)
  const operand = () => condition(random, depth - 1)
  switch (random(7)) {
    case 0:
      return `${pick('- + ~ !')}${operand()}`
    case 1:
      return `(${operand()})`
    case 2:
      return `(${operand()} ? ${operand()} : ${operand()})`
    default:
      return `${operand()} ${pick(operators.slice(0, -2))} ${operand()}`
  }
}

/** Undefined where a value is at fault: GCC may warn there and go on. */
function outcome(macros: string, text: string): boolean | undefined {
  try {
    return holds(text, macros)
  } catch {
    return undefined
  }
}

test('random conditions hold where GCC says so', t => {
  const seed = Number(process.env['CABI_SEED'] ?? Date.now()) >>> 0
  t.diagnostic(`seed ${seed}`)
  const random = generator(seed)
  const macros = '#define A 3\n#define B (A - 5)\n#define C\n#undef C'
  const cases: { text: string; isTrue: boolean }[] = []
  for (let i = 0; cases.length < 1000 && i < 10_000; i++) {
    const text = condition(random, 4)
    const isTrue = outcome(macros, text)
    if (isTrue !== undefined) cases.push({ text, isTrue })
  }
  assert.equal(cases.length, 1000)
  const program = cases.map(({ text }) => `#if ${text}\n#else\n#error no\n#endif\n`).join('')
  const found = complaints(`${macros}\n${program}`, ['-w'])
  const first = macros.split('\n').length
  for (const [i, { text, isTrue }] of cases.entries()) {
    assert.equal(found.get(first + 4 * i + 3) === undefined, isTrue, text)
    assert.equal(found.get(first + 4 * i + 1), undefined, text)
  }
})

const refused = [
  ['#if 1.0\n#endif', "syntax 1:5: the floating constant '1.0' in a condition"],
  ['#if "a"\n#endif', 'syntax 1:5: the string "a" in a condition'],
  ['#if FOO(1)\n#endif', "syntax 1:5: 'FOO' is no macro here, and cannot be called"],
  ['#if 0 && FOO (1)\n#endif', "syntax 1:10: 'FOO' is no macro here, and cannot be called"],
  ['#if sizeof(int) == 4\n#endif', "syntax 1:5: 'sizeof' is no macro here, and cannot be called"],
  [
    '#define F(x) x\n#if F(1)\n#endif',
    "unsupported 2:5: the function-like macro 'F', defined at x.h:1:9, is not supported",
  ],
  ['#if defined\n#endif', "syntax 1:12: expected a macro name after 'defined', found the end of the line"],
  ['#if defined 1\n#endif', "syntax 1:13: expected a macro name after 'defined', found '1'"],
  ['#if defined(X\n#endif', "syntax 1:14: expected ')' after 'defined', found the end of the line"],
  ['#if __has_include\n#endif', "syntax 1:18: expected '(' after '__has_include', found the end of the line"],
  ['#if __has_include(x)\n#endif', "syntax 1:19: expected a header after '__has_include', found 'x'"],
  ['#if __has_include(<x\n#endif', "syntax 1:19: unterminated header name after '__has_include'"],
  ['#if __has_attribute(1)\n#endif', "syntax 1:21: expected a name in '__has_attribute', found '1'"],
  ['#if __has_c_attribute(gnu::)\n#endif', "syntax 1:28: expected a name in '__has_c_attribute', found ')'"],
  [
    '#if __has_attribute(packed\n#endif',
    "syntax 1:27: expected ')' after '__has_attribute', found the end of the line",
  ],
] as const

for (const [text, expected] of refused) {
  test(`${JSON.stringify(text)} is refused: ${expected}`, () => assert.equal(complaint(text), expected))
}
