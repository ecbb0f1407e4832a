/** Enumerators and macros, compared with GCC's: those that are constants to it are the same here, all others refused. */
import type { Constant, Declarations } from '../../src/cdecl/declarations.ts'
import { printType } from '../../src/ctype/print.ts'
import { CabiError } from '../../src/error.ts'
import { expandMacros } from './expand-macros.ts'
import type { Preprocessed } from './preprocess.ts'
import { independentRefusals, sectionsOf } from './probe.ts'
import { reasonsToRefuse } from './refused-macros.ts'

/** What GCC says otherwise: nothing, if all is right. */
export function wrongConstants(headers: Preprocessed, { constants }: Declarations): string[] {
  const ours = new Map<string, Constant | string>()
  for (const name of constants.keys()) ours.set(name, valueOrRefusal(constants, name))
  const expansions = expandMacros(headers)
  return [...wrongValues(headers, expansions, ours), ...wrongRefusals(headers, expansions, ours)]
}

/** The constant, or the message of the error. */
function valueOrRefusal(constants: Declarations['constants'], name: string): Constant | string {
  try {
    return constants.get(name) ?? 'constants.keys() has the name, and constants.get() has not'
  } catch (error) {
    if (error instanceof CabiError) return error.message
    throw error
  }
}

/** By name, what GCC expands each macro to: its complaints about a name would be placed where the macro is defined. */
type Expansions = ReadonlyMap<string, string>

function wrongValues(headers: Preprocessed, expansions: Expansions, ours: ReadonlyMap<string, Constant | string>) {
  const given: Given[] = []
  for (const [name, constant] of ours) {
    if (typeof constant !== 'string') given.push({ name, constant, expression: expansions.get(name) ?? name })
  }
  return [...wrongFacts(headers, given), ...wrongFloatings(headers, given)]
}

/** A constant of ours, and the expression that it is to GCC. */
interface Given {
  readonly name: string
  readonly constant: Constant
  readonly expression: string
}

function wrongFacts(headers: Preprocessed, given: readonly Given[]): string[] {
  const facts = given.flatMap(({ name, constant, expression }) =>
    conditions(constant).map(condition => ({
      name,
      condition,
      line: `_Static_assert(${condition(`(${expression})`)}, "");`,
    })),
  )
  const refused = independentRefusals(
    headers,
    facts.map(({ line }) => line),
  )
  return Array.from(refused, ([i, message]) => `${facts[i]!.condition(facts[i]!.name)} // ${message}`)
}

/** What C conditions are true of an expression that is the constant. */
function conditions(constant: Constant): ((expression: string) => string)[] {
  if (constant.kind === 'string') {
    const literal = stringLiteral(constant.value)
    const equals = (x: string, encoded: string) => `__builtin_memcmp(${x}, ${encoded}, sizeof ${encoded}) == 0`
    return [
      x =>
        `(sizeof *${x} == 1 ? ${equals(x, literal)} : sizeof *${x} == 2 ? ${equals(x, `u${literal}`)} : ${equals(x, `U${literal}`)})`,
    ]
  }
  const hasType = (x: string) => `__builtin_types_compatible_p(__typeof__(${x}), ${printType(constant.type)})`
  if (constant.kind === 'floating') return [hasType]
  const { value } = constant
  if (constant.kind === 'pointer') return [hasType, x => `(__UINTPTR_TYPE__)${x} == ${value}u`]
  // The lowest number is the negative of none.
  return [hasType, x => (value < 0n ? `${x} == -${-value - 1n}ll - 1 && ${x} < 0` : `${x} == ${value}ull && ${x} >= 0`)]
}

/** Every character as an escape sequence. */
const stringLiteral = (text: string): string =>
  `"${Array.from(text, character => {
    const code = character.codePointAt(0)!
    return code < 128 ? `\\${code.toString(8).padStart(3, '0')}` : `\\U${code.toString(16).padStart(8, '0')}`
  }).join('')}"`

function wrongFloatings(headers: Preprocessed, given: readonly Given[]): string[] {
  const constants = given.filter(({ constant }) => constant.kind === 'floating')
  if (constants.length === 0) return []
  const values = constants.map(({ expression }) => `\n${expression}`)
  const table = `static const double cabi_values[] __attribute__((used, section(".cabi_values"))) = { ${values} };`
  const [bytes] = sectionsOf(headers, [table], ['.cabi_values'])
  return constants.flatMap(({ name, constant: { value } }, i) => {
    const theirs = bytes!.readDoubleLE(i * 8)
    return Object.is(theirs, value) ? [] : [`${name}: ${value} is ${theirs} to GCC`]
  })
}

/**
 * What is a constant to GCC. Each asks for an enumerator: after an error in one, GCC goes on behind its brace, where after
 * another declaration it may skip the next one too.
 */
const kinds: readonly ((expression: string) => string)[] = [
  // Of integers alone: a pointer or a floating number is no enumerator.
  expression => `enum { cabi = (${expression}) };`,
  // 8 is GCC's class of floating types (`real_type_class`); a variable is not known to be the same as itself.
  expression =>
    `enum { cabi = 1 / (__builtin_classify_type(${expression}) == 8) + ((${expression}) == (${expression})) };`,
  // A string literal alone can follow another one.
  expression => `enum { cabi = sizeof("" ${expression}) };`,
]

/** Macros that GCC finds constant, and we refuse or do not know. */
function wrongRefusals(headers: Preprocessed, expansions: Expansions, ours: ReadonlyMap<string, Constant | string>) {
  const isDeclared = declaredNames(headers.text)
  const refused = Array.from(expansions).filter(
    ([name, expansion]) => typeof (ours.get(name) ?? '') === 'string' && isDeclared(expansion),
  )
  const candidates = accepted(headers, refused, expression => `enum { cabi = sizeof(__typeof__(${expression})) };`)
  return kinds
    .flatMap(kind => accepted(headers, candidates, kind))
    .filter(([name]) => !reasonsToRefuse.some(reason => reason.test(String(ours.get(name)))))
    .map(([name, expansion]) => `${name}: ${expansion} is a constant to GCC: ${ours.get(name) ?? 'unknown'}`)
}

/**
 * Whether an expression has no name that the headers say nothing of, so that GCC need not be asked: it takes 15 ms in GTK's
 * headers to look for the name that might have been meant.
 */
function declaredNames(text: string): (expression: string) => boolean {
  const declared = new Set(text.replace(/^#.*/gm, '').match(/[A-Za-z_]\w*/g))
  const isReserved = (name: string) => name.startsWith('_') || name === 'sizeof'
  return expression =>
    (expression.replace(/"(\\.|[^"\\])*"|\d\w*/g, '').match(/[A-Za-z_]\w*/g) ?? []).every(
      name => declared.has(name) || isReserved(name) || name === 'L' || name === 'u' || name === 'U',
    )
}

function accepted(headers: Preprocessed, macros: [string, string][], question: (expression: string) => string) {
  const refused = independentRefusals(
    headers,
    macros.map(([, expansion]) => question(expansion)),
  )
  return macros.filter((_, i) => !refused.has(i))
}
