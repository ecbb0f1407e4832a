/** Random directives: GCC as the judge of what they come to, and mutated ones, which must not do harm. CABI_SEED repeats a run. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertInC } from '../../../test/oracle/gcc.ts'
import { generator, type Random } from '../../../test/oracle/random.ts'
import { CabiError } from '../../error.ts'
import { parseDeclarations } from '../parse.ts'

const MACROS = 8

const pick = <T>(random: Random, values: readonly T[]): T => values[random(values.length)]!

/** Of macros with lower numbers: so that each has a value. */
function expression(random: Random, macros: number, depth: number): string {
  if (depth === 0 || random(4) === 0) {
    return macros > 0 && random(3) > 0 ? `M${random(macros)}` : `${pick(random, ['', '0x'])}${random(90) + 10}u`
  }
  const operand = () => expression(random, macros, depth - 1)
  return pick(random, [
    () => `(${operand()})`,
    () => `${operand()} ${pick(random, ['+', '-', '*', '&', '|', '^', '<', '==', '&&', '||'])} ${operand()}`,
    () => `(${operand()} ? ${operand()} : ${operand()})`,
    () => `~ /* not */ ${operand()}`,
  ])()
}

class Program {
  text = ''
  enumerators = 0
  readonly #random: Random

  constructor(random: Random) {
    this.#random = random
    for (let i = 0; i < MACROS; i++) this.define(i)
    this.lines(4)
  }

  define(index: number): void {
    const body = expression(this.#random, index, 2)
    this.text += `#undef M${index}\n#define M${index}${this.#random(3) === 0 ? ' \\\n' : ' '}${body}\n`
  }

  lines(depth: number): void {
    for (let n = this.#random(4) + 1; n > 0; n--) this.line(depth)
  }

  line(depth: number): void {
    const random = this.#random
    const kind = random(depth > 0 ? 6 : 3)
    if (kind === 0) this.define(random(MACROS))
    else if (kind <= 2) this.text += `enum { E${this.enumerators++} = ${expression(random, MACROS, 2)} };\n`
    else this.conditional(depth - 1)
  }

  conditional(depth: number): void {
    const random = this.#random
    const condition = () =>
      pick(random, [() => expression(random, MACROS, 2), () => `defined M${random(MACROS * 2)}`])()
    this.text += pick(random, [() => `#if ${condition()}\n`, () => `# ifdef M${random(MACROS * 2)}\n`])()
    this.lines(depth)
    while (random(2) === 0) {
      this.text += `#elif ${condition()}\n`
      this.lines(depth)
    }
    if (random(2) === 0) this.text += '#if 0\n@ "/*" /* #endif\n#else */\n#else\n#endif\n#else\n'
    this.lines(depth)
    this.text += '#endif\n'
  }
}

test('random directives come to what GCC makes of them', t => {
  const seed = Number(process.env['CABI_SEED'] ?? Date.now()) >>> 0
  t.diagnostic(`seed ${seed}`)
  const random = generator(seed)
  let checked = 0
  for (let i = 0; i < 20; i++) {
    const { text } = new Program(random)
    const { constants } = parseDeclarations(text)
    const conditions = Array.from(constants.keys(), name => {
      const constant = constants.get(name)
      assert.ok(constant?.kind === 'integer', name)
      return `(unsigned)(${name}) == ${BigInt.asUintN(32, constant.value)}u`
    })
    assertInC(conditions, text)
    checked += conditions.length
  }
  assert.ok(checked > 200, `${checked} constants`)
})

const texts = [
  '#if defined(A) && __has_include(<a.h>) || (A + 1) > 2u\nint f(void);\n#elif 1\n#else\n#endif\n',
  '# 1 "a.h" 1 3 4\n#define A 1\n#define A 2\n# 2 "b.h" 2\n#line 7 "c.h"\nint f(int);\n',
  '#pragma pack(push, a, 1)\n#pragma pack(pop, a)\n_Pragma("pack()")\n#pragma push_macro("A")\n#undef A\n#pragma pop_macro("A")\n',
  '#define F(x, ...) x ## 1\n#define A (B /* c */ + \'a\')\n#define B "s" \\\n A\n#ifdef A\nenum { C = A };\n#endif\n',
  '#ifndef A\n#if 0\n#elifdef B\n"\'\n#endif\n#include <stdint.h>\n#define A UINT8_MAX\n#endif\nint f(char a[A]);\n',
]

const fragments =
  '# ## ( ) < > " \' \\ \n \\\n // /* */ #if #endif #else #elif #ifdef #define #undef #line #pragma #include 1 0 A B F ; , : :: %: <: é \\u00e9 \u2028 \ufeff L"'.split(
    ' ',
  )

function mutated(random: Random): string {
  let result = pick(random, texts) + pick(random, texts)
  for (let n = random(4) + 1; n > 0; n--) {
    const from = random(result.length + 1)
    const to = from + (random(2) === 0 ? 0 : random(12))
    const other = pick(random, texts)
    const start = random(other.length)
    const put = pick(random, ['\n', pick(random, fragments), other.slice(start, start + random(30)), ''])
    result = result.slice(0, from) + put + result.slice(to)
  }
  return result
}

/** 'accepted', or the place of the complaint; anything but a coded error is thrown. */
function outcome(read: () => void): string {
  try {
    read()
    return 'accepted'
  } catch (error) {
    if (!(error instanceof CabiError)) throw error
    const { file, line, column } = error as CabiError & { file: string; line: number; column: number }
    assert.ok(error.message.startsWith(`${file}:${line}:${column}: `), error.message)
    return 'refused'
  }
}

test('mutated directives are accepted or refused with a code and a place, soon, and so are their constants', t => {
  const seed = Number(process.env['CABI_SEED'] ?? Date.now()) >>> 0
  t.diagnostic(`seed ${seed}`)
  const random = generator(seed)
  const end = performance.now() + 1000 * Number(process.env['CABI_FUZZ_SECONDS'] ?? 2)
  const count = { accepted: 0, refused: 0 }
  while (performance.now() < end) {
    const text = mutated(random)
    const started = performance.now()
    const result = outcome(() => {
      const { constants } = parseDeclarations(text, { source: 'x.h' })
      for (const name of constants.keys()) outcome(() => constants.get(name))
    }) as keyof typeof count
    assert.ok(performance.now() - started < 500, `slow: ${JSON.stringify(text)}`)
    count[result]++
  }
  t.diagnostic(`${count.accepted} accepted, ${count.refused} refused`)
  assert.ok(count.accepted > 50 && count.refused > 50)
})
