/** The callees of some signatures as a program has them: the C text of their types and prototypes, opened. */
import type { LooseLibrary, ParsedDeclarations } from '../../../src/index.ts'
import { cdef, open } from '../../../src/index.ts'
import { declare } from '../layouts/print-case.ts'
import { definitionsOf } from './callee.ts'
import { prototype, type Signature } from './signature.ts'

/** Also the handles of the types that parameters and results have. */
export type PublicLibrary = LooseLibrary

export const parameterType = ({ name }: Signature, position: number): string => `${name}_p${position}`
export const resultType = ({ name }: Signature): string => `${name}_result`

/**
 * The first functions of a process are generated at once, others when they have been called often: these take up the
 * first places.
 */
const early = Array.from({ length: 40 }, (_, i) => ({
  name: `early_${i}`,
  parameters: Array.from({ length: i }, () => 'int').join() || 'void',
}))

export const earlyFunctions = early.map(({ name, parameters }) => `void ${name}(${parameters}) {}`).join('\n')

export function declareCallees(signatures: readonly Signature[]): ParsedDeclarations {
  const definitions = new Set(signatures.flatMap(definitionsOf))
  return cdef(
    [
      ...early.map(({ name, parameters }) => `void ${name}(${parameters});`),
      ...definitions,
      ...signatures.flatMap(declarations),
    ].join('\n'),
  )
}

function declarations(signature: Signature): string[] {
  const { parameters, result } = signature
  return [
    ...parameters.map(({ type }, i) => `typedef ${declare(type, parameterType(signature, i))};`),
    ...(result === undefined ? [] : [`typedef ${declare(result.type, resultType(signature))};`]),
    `${prototype(signature)};`,
  ]
}

export function openDeclared(file: string, declared: ParsedDeclarations): PublicLibrary {
  const library = open(file, declared)
  for (const { name } of early) void library[name]
  return library
}
