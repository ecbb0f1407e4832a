/** Random signatures, and the functions of C that record what they are called with and return what they are told to. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type LooseLibrary, open } from '../../../src/index.ts'
import type { Random } from '../random.ts'
import { type Description, isComplexLongDouble, randomType, randomVariable } from './description.ts'

export interface Signature {
  readonly name: string
  /** Undefined for `void`. */
  readonly result: Description | undefined
  readonly parameters: readonly Description[]
  /** Of a variadic function, how many parameters are declared. */
  readonly fixed: number | undefined
}

export function randomSignature(random: Random, index: number): Signature {
  const count = random(9)
  const fixed = count > 0 && random(4) === 0 ? 1 + random(count) : undefined
  const parameters = Array.from({ length: count }, (_, i) =>
    fixed !== undefined && i >= fixed ? randomVariable(random) : randomType(random),
  )
  const result = random(8) === 0 ? undefined : randomType(random)
  const returned = result !== undefined && isComplexLongDouble(result) ? undefined : result
  return { name: `f${index}`, parameters, fixed, result: returned }
}

/** Of what a call records, and of what it returns. */
export const mostBytes = 4096

/** The functions of the signatures, and `record` and `answer`. */
export function compileSignatures(signatures: readonly Signature[]): LooseLibrary {
  const folder = mkdtempSync(join(tmpdir(), 'cabi-libffi-'))
  try {
    const file = join(folder, 'callees.so')
    const flags = ['-w', '-Wno-psabi', '-O1', '-shared', '-fPIC', '-xc', '-', '-o', file]
    execFileSync('gcc', flags, { input: source(signatures) })
    const names = signatures.map(({ name }) => `${name}(void)`).join(', ')
    return open(
      file,
      `extern unsigned char record[${mostBytes}], answer[${mostBytes}]; extern int recorded[1]; void ${names};`,
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const source = (signatures: readonly Signature[]): string => `
#include <stdarg.h>
#include <stdint.h>
#include <string.h>
unsigned char record[${mostBytes}], answer[${mostBytes}];
int recorded[1];
static void see(const void *bytes, int size) { memcpy(record + *recorded, bytes, size); *recorded += size; }
${signatures.map(callee).join('\n')}`

function callee({ name, result, parameters, fixed = parameters.length }: Signature): string {
  const definitions = [...parameters, ...(result === undefined ? [] : [result])].flatMap(type => type.definitions)
  const declared = parameters.slice(0, fixed).map(({ inC }, i) => `${inC} a${i}`)
  const isVariadic = fixed < parameters.length
  const variable = parameters.slice(fixed).map(({ inC }, i) => `${inC} a${fixed + i} = va_arg(list, ${inC});`)
  const lines = [
    ...(isVariadic ? [`va_list list; va_start(list, a${fixed - 1});`, ...variable, 'va_end(list);'] : []),
    ...parameters.flatMap((type, i) => places(type, `a${i}`).map(([place, size]) => `see(${place}, ${size});`)),
    ...(result === undefined ? [] : returning(result)),
  ]
  const list = [...declared, ...(isVariadic ? ['...'] : [])].join(', ') || 'void'
  return `${definitions.join('\n')}\n${result?.inC ?? 'void'} ${name}(${list}) {\n  ${lines.join('\n  ')}\n}`
}

/** The parts of a value are in `answer` where they are in the value. */
function returning(result: Description): string[] {
  const copies = places(result, 'r').map(
    ([place, size], i) => `memcpy(${place}, answer + ${result.parts[i]!.offset}, ${size});`,
  )
  return [`${result.inC} r;`, ...copies, 'return r;']
}

/** In C, where each part of a value is. That of a complex number is not at its own path alone. */
const places = ({ parts }: Description, name: string): (readonly [place: string, size: number])[] =>
  parts.map(({ path, size, offset }, i) => {
    const isSecond = i > 0 && parts[i - 1]!.path === path
    return [`(char *)&${name}${path} + ${isSecond ? offset - parts[i - 1]!.offset : 0}`, size] as const
  })
