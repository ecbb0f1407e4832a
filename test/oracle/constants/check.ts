/** Asks a target's compiler about many expressions at once, and says which of cabi's answers differ. */
import type { Constant, Constants } from '../../../src/cdecl/declarations.ts'
import { parseDeclarations } from '../../../src/cdecl/parse.ts'
import type { SizedScalar, Target } from '../../../src/ctype/target.ts'
import { CabiError } from '../../../src/error.ts'
import { sectionsOf } from '../layouts/sections.ts'
import { type Expression, prelude, print } from './expression.ts'

export interface Failure {
  readonly expression: Expression
  /** `5 (type 7), by the compiler 6 (type 8)`. */
  readonly text: string
}

export interface Outcome {
  readonly failures: readonly Failure[]
  /** What cabi takes for a constant; the compiler may accept more. */
  readonly accepted: number
}

interface Answer {
  readonly expression: Expression
  readonly text: string
  readonly value: Constant
  readonly type: bigint
}

/** By which a type is told: the number is its place here, from 1. */
const types: readonly (readonly [string, SizedScalar?])[] = [
  ['_Bool'],
  ['char'],
  ['signed char'],
  ['unsigned char'],
  ['short'],
  ['unsigned short'],
  ['int'],
  ['unsigned int'],
  ['long'],
  ['unsigned long'],
  ['long long'],
  ['unsigned long long'],
  ['__int128', '__int128'],
  ['unsigned __int128', '__int128'],
  ['float'],
  ['double'],
  ['long double'],
  ['_Float16', '_Float16'],
  ['_Float32'],
  ['_Float64'],
  ['_Float128', '_Float128'],
  ['_Float32x'],
  ['_Float64x', '_Float64x'],
  ['char *'],
  ['void *'],
  ['int *'],
  ['const int *'],
  ['short *'],
  ['long long *'],
  ['void **'],
  ['double *'],
  ['struct s *'],
  ['short (*)[5]'],
  ['int (*)[3]'],
]

function typeNumber(text: string, target: Target): string {
  const own = types.flatMap(([name, needs], i) =>
    needs === undefined || target.size[needs] !== undefined ? [`${name}: ${i + 1}`] : [],
  )
  return `_Generic((${text}), ${own.join(', ')}, default: 0)`
}

export async function check(expressions: readonly Expression[], target: Target): Promise<Outcome> {
  const asked = answers(expressions, target)
  const failures: Failure[] = []
  let rest = asked
  for (;;) {
    const compiled = await compile(rest, target)
    if ('sections' in compiled) {
      failures.push(...differences(rest, compiled.sections, target))
      return { failures, accepted: asked.length }
    }
    const { refused } = compiled
    for (const [i, message] of refused) {
      // Where the compiler fails itself, it is no judge.
      if (message.startsWith('internal')) continue
      const { expression, value } = rest[i]!
      failures.push({ expression, text: `${shown(value)}, by the compiler ${message}` })
    }
    rest = rest.filter((_, i) => !refused.has(i))
  }
}

function answers(expressions: readonly Expression[], target: Target): Answer[] {
  const texts = expressions.map(print)
  const macros = texts.map((text, i) => `#define V${i} (${text})\n#define T${i} ${typeNumber(text, target)}\n`)
  const { constants } = parseDeclarations(`${prelude}${macros.join('')}`, { target })
  return expressions.flatMap((expression, i) => {
    const value = constantOf(constants, `V${i}`)
    if (value === undefined) return []
    const type = constantOf(constants, `T${i}`)
    return [{ expression, text: texts[i]!, value, type: type?.kind === 'integer' ? type.value : -1n }]
  })
}

/** Undefined where cabi refuses it. */
function constantOf(constants: Constants, name: string): Constant | undefined {
  try {
    return constants.get(name)
  } catch (error) {
    if (error instanceof CabiError) return undefined
    throw error
  }
}

type Compiled =
  | { readonly sections: readonly Uint8Array[] }
  /** By the place of the expression, what the compiler says. */
  | { readonly refused: ReadonlyMap<number, string> }

/** One expression a line, so that complaints tell which it is. */
async function compile(asked: readonly Answer[], target: Target): Promise<Compiled> {
  const isWide = target.size.__int128 !== undefined
  const head = `#include <stddef.h>\n#include <stdint.h>\n${prelude}
struct __attribute__((packed)) answer { unsigned char type; unsigned long long low, high; double real; };
const struct answer answers[] __attribute__((section(".answers"))) = {`
  const lines = asked.map(({ text, value }) => {
    const type = typeNumber(text, target)
    // As an object of the type has it: the compiler itself is more precise with `_Float16`.
    if (value.kind === 'floating') return `{ ${type}, 0, 0, (double)(${value.type.name})(${text}) },`
    if (value.kind === 'pointer') return `{ ${type}, (uintptr_t)(${text}), 0, 0 },`
    const high = isWide ? `(unsigned long long)((unsigned __int128)(${text}) >> 64)` : '0'
    return `{ ${type}, (unsigned long long)(${text}), ${high}, 0 },`
  })
  try {
    return { sections: await sectionsOf(`${head}\n${lines.join('\n')}\n};\n`, target.name, ['.answers']) }
  } catch (error) {
    const first = head.split('\n').length + 1
    const refused = new Map<number, string>()
    for (const [, line, message] of String(error).matchAll(/\.c:(\d+):\d+: ((?:internal compiler )?error: .*)/g)) {
      if (Number(line) - first in lines) refused.set(Number(line) - first, message!)
    }
    if (refused.size === 0) throw error
    return { refused }
  }
}

const ANSWER_SIZE = 25

function differences(asked: readonly Answer[], [section]: readonly Uint8Array[], target: Target): Failure[] {
  const view = new DataView(section!.buffer, section!.byteOffset, section!.length)
  const isWide = target.size.__int128 !== undefined
  return asked.flatMap(({ expression, value, type }, i) => {
    const at = i * ANSWER_SIZE
    const right = {
      type: BigInt(view.getUint8(at)),
      integer: (view.getBigUint64(at + 9, true) << 64n) | view.getBigUint64(at + 1, true),
      real: view.getFloat64(at + 17, true),
    }
    const isSame =
      value.kind === 'floating'
        ? Object.is(value.value, right.real)
        : value.kind !== 'string' &&
          BigInt.asUintN(isWide && value.kind === 'integer' ? 128 : 64, value.value) === right.integer
    if (isSame && type === right.type) return []
    const answer = value.kind === 'floating' ? right.real : right.integer
    return [{ expression, text: `${shown(value)} (type ${type}), by the compiler ${answer} (type ${right.type})` }]
  })
}

const shown = (constant: Constant) => `${constant.value}`
