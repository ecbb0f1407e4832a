/** Random directives, with GCC as the judge of what they come to. CABI_SEED repeats a run. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertInC } from '../../../test/oracle/gcc.ts'
import { generator, type Random } from '../../../test/oracle/random.ts'
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
