/** GCC as the judge of random macros: how they expand, to the space, and which values they have. CABI_SEED repeats a run. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { complaints } from '../../test/oracle/gcc.ts'
import { generator, type Random } from '../../test/oracle/random.ts'
import { CabiError } from '../error.ts'
import type { Constant } from './declarations.ts'
import { parseDeclarations } from './parse.ts'

const pick = <T>(random: Random, values: readonly T[]): T => values[random(values.length)]!

const newRandom = (diagnostic: (message: string) => void) => {
  const seed = Number(process.env['CABI_SEED'] ?? Date.now()) >>> 0
  diagnostic(`seed ${seed}`)
  return generator(seed)
}

const objects = ['O0', 'O1', 'O2']

/** Parameters by name of the macro. */
const functions = {
  F0: ['x'],
  F1: ['x', 'y'],
  F2: ['x', '...'],
  F3: ['...'],
  F4: ['x', 'y...'],
  F5: [],
} as const satisfies Record<string, readonly string[]>

const functionNames = Object.keys(functions) as (keyof typeof functions)[]

const namesOf = (parameters: readonly string[]) =>
  parameters.map(parameter => (parameter === '...' ? '__VA_ARGS__' : parameter.replace('...', '')))

/** Some are names of macros, and some become such names by `##`. */
const words = 'O0 O1 O2 F0 F1 F2 F3 F4 F5 O F a 0 1 2 1e + - < . "s\\n" \'"\' L "" u8 [ ;'.split(' ')

const blank = (random: Random) => pick(random, ['', ' ', ' ', '  ', '/**/', '\t'])

function word(random: Random, parameters: readonly string[]): string {
  return parameters.length > 0 && random(2) === 0 ? pick(random, parameters) : pick(random, words)
}

/** Tokens with all parentheses closed, in the body of a macro with these parameters. */
function body(random: Random, parameters: readonly string[], depth: number): string {
  let text = ''
  for (let count = random(4); count > 0; count--) text += `${piece(random, parameters, depth)}${blank(random)}`
  return text
}

function piece(random: Random, parameters: readonly string[], depth: number): string {
  switch (random(depth > 0 ? 10 : 5)) {
    case 0:
      return parameters.length > 0 ? `#${blank(random)}${pick(random, parameters)} ` : 'a '
    case 1:
      return `${word(random, parameters)}${blank(random)}##${blank(random)}${word(random, parameters)} `
    case 2:
      return parameters.length > 0 ? `, ## ${parameters.at(-1)} ` : ','
    case 3:
    case 4:
      return `${word(random, parameters)} `
    case 5:
    case 6:
      return `(${body(random, parameters, depth - 1)})`
    default:
      return `${pick(random, functionNames)}${blank(random)}${call(random, parameters, depth - 1)}`
  }
}

/** What may follow the name of a macro: arguments, mostly as many as one takes. */
function call(random: Random, parameters: readonly string[], depth: number): string {
  const args = Array.from({ length: pick(random, [0, 1, 1, 2, 2, 3]) }, () => body(random, parameters, depth))
  return `(${args.join(',')})`
}

/** Definitions of all macros, and `X`, which is a string of what a body becomes. */
function program(random: Random): string {
  const lines = ['#define QUOTE(...) #__VA_ARGS__', '#define EXPAND(...) QUOTE(__VA_ARGS__)']
  for (const name of objects) lines.push(`#define ${name} ${body(random, [], 1)}`)
  for (const name of functionNames) {
    const parameters: readonly string[] = functions[name]
    lines.push(`#define ${name}(${parameters.join(', ')}) ${body(random, namesOf(parameters), 1 + random(2))}`)
  }
  return `${lines.join('\n')}\n#define X EXPAND(${body(random, [], 3)})\n`
}

/** Without those that grow too long, for GCC as well. */
const programs = (random: Random, count: number): string[] =>
  Array.from({ length: count }, () => program(random)).filter(text => {
    try {
      parseDeclarations(text).constants.get('X')
      return true
    } catch (error) {
      return !/: macros that expand to more than /.test(String(error))
    }
  })

const flags = ['-E', '-P', '-std=gnu2x', '-fmax-errors=1', '-xc', '-']

/** What GCC expands `X` to in each text; fails where it has something against one. */
function expandedByGcc(texts: readonly string[]): string[] {
  const names = ['QUOTE', 'EXPAND', ...objects, ...functionNames, 'X']
  const undefinitions = names.map(name => `#undef ${name}\n`).join('')
  const input = texts.map(text => `${text}"cabi" X\n${undefinitions}`).join('')
  const { stdout, stderr } = spawnSync('gcc', flags, { input, encoding: 'utf8', maxBuffer: 1 << 28 })
  assert.doesNotMatch(stderr, /error: /, input)
  return Array.from(stdout.matchAll(/^"cabi" *(.*)$/gm), match => match[1]!)
}

/** Each by itself: behind an error, GCC may go on expanding without an end. */
function isRefusedByGcc(text: string): boolean {
  return / error: /.test(spawnSync('gcc', flags, { input: `${text}X\n`, encoding: 'utf8' }).stderr)
}

/** What it is here as a C string; undefined where a macro is used as it cannot be. */
function expandedHere(text: string): string | undefined {
  const constant = constantOf(text, /'##'.* makes no token of|, defined at .* takes |expected '\)' after the arguments/)
  if (constant === undefined) return
  assert.equal(constant.kind, 'string')
  return `"${String(constant.value).replace(/["\\]/g, '\\$&')}"`
}

/** `X`; undefined where it is refused for this reason. */
function constantOf(text: string, reason: RegExp): Constant | undefined {
  try {
    return parseDeclarations(text).constants.get('X')
  } catch (error) {
    if (error instanceof CabiError && reason.test(error.message)) return
    throw error
  }
}

test('random macros expand to what GCC makes of them, to the space', t => {
  const random = newRandom(message => t.diagnostic(message))
  const cases = programs(random, 1000)
    .map(text => ({ text, ours: expandedHere(text) }))
    .filter(({ ours }) => ours !== undefined)
  const theirs = expandedByGcc(cases.map(({ text }) => text))
  assert.equal(theirs.length, cases.length)
  for (const [i, { text, ours }] of cases.entries()) assert.equal(ours, theirs[i], text)
  assert.ok(cases.length > 300, `${cases.length} of 1000 expand to something`)
})

test('random macros that are used as they cannot be are refused by GCC too', t => {
  const random = newRandom(message => t.diagnostic(message))
  const texts = programs(random, 200).filter(text => expandedHere(text) === undefined)
  assert.ok(texts.length > 20)
  for (const text of texts.slice(0, 40)) assert.ok(isRefusedByGcc(text), text)
})

const operators = '+ - & | ^ < == && *'.split(' ')

/** Of numbers, of these names, and of uses of the macros `M0` to `M{count}`, each with its own way to use its arguments. */
function expression(random: Random, names: readonly string[], count: number, depth: number): string {
  const operand = () => expression(random, names, count, depth - 1)
  const digit = () => String(random(4))
  switch (depth > 0 ? random(count > 0 ? 7 : 3) : 0) {
    case 0:
      return names.length > 0 && random(2) === 0 ? pick(random, names) : digit()
    case 1:
      return `(${operand()} ${pick(random, operators)} ${operand()})`
    case 2:
      return `(${operand()} ? ${operand()} : ${operand()})`
    default: {
      const i = random(count)
      const list = [operand(), operand(), operand()].slice(0, random(4))
      const args = [[operand(), operand()], [pick(random, ['', '1', 'V']), digit()], [operand()], list][i % 4]!
      return `M${i}${blank(random)}(${args.join(`${blank(random)},`)})`
    }
  }
}

/** Values of all kinds of macros: `V0` to `V3` without parameters, and those of `expression`. */
function valueProgram(random: Random): string {
  const lines = ['#define PICK(a, b, c, d, ...) d', '#define COUNT(...) PICK(_, ## __VA_ARGS__, 3, 2, 1)']
  for (let i = 0; i < 4; i++) lines.push(`#define V${i} ${expression(random, [], 0, 2)}`)
  for (let i = 0; i < 6; i++) {
    const inner = expression(random, ['V0', 'V2', ...(i % 4 === 0 ? ['x', 'y'] : i % 4 === 2 ? ['x'] : [])], i, 2)
    const forms = [
      `(x, y) (${inner} + y)`,
      `(x, y) (x ## y - ${inner})`,
      `(x) ((int)sizeof(#x "" #x) ${pick(random, operators)} ${inner})`,
      `(list...) COUNT(list) ${pick(random, operators)} COUNT(, ## list) + ${inner}`,
    ]
    lines.push(`#define M${i}${forms[i % 4]}`)
  }
  return `${lines.join('\n')}\n#define X ${expression(random, ['V1', 'V3'], 6, 4)}\n`
}

test('random macros have the values that GCC gives them', t => {
  const random = newRandom(message => t.diagnostic(message))
  const texts = Array.from({ length: 400 }, () => valueProgram(random))
  // An argument beside `##` is expanded within its macro, of which it may be a use.
  const cases = texts
    .map(text => ({ text, constant: constantOf(text, / overflows | found 'M/) }))
    .filter(c => c.constant)
  const names = ['PICK', 'COUNT', 'V0', 'V1', 'V2', 'V3', 'M0', 'M1', 'M2', 'M3', 'M4', 'M5', 'X']
  const undefinitions = names.map(name => `#undef ${name}\n`).join('')
  const input = cases.map(({ text, constant }) => {
    assert.equal(constant!.kind, 'integer')
    const value = constant!.value as bigint
    return `${text}_Static_assert((X) == ${value} && sizeof(X) == 4, "");\n${undefinitions}`
  })
  const wrong = complaints(input.join(''), ['-w'])
  assert.deepEqual([...wrong], [], input.join(''))
  assert.ok(cases.length > 300, `${cases.length} of ${texts.length} are constants`)
})
