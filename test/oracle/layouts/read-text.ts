/** A case as cabi reads it from its text, instead of the nodes that the generator made. */

import type { Declarations } from '../../../src/cdecl/declarations.ts'
import { parseDeclarations } from '../../../src/cdecl/parse.ts'
import type { Case, Definition } from './case.ts'
import { printDefinition } from './print-case.ts'

export function readText({ definitions, target }: Case): readonly Definition[] {
  const declarations = parseDeclarations(definitions.map(printDefinition).join('\n'), { target })
  return definitions.map(definition => declared(definition, declarations))
}

function declared(definition: Definition, { types, tags }: Declarations): Definition {
  const name = definition.kind === 'typedef' ? definition.name : `${tagWord(definition)} ${definition.tag}`
  const found = definition.kind === 'typedef' ? types.get(name) : tags.get(name)
  if (found?.kind === definition.kind) return found as Definition
  throw new Error(`'${name}' was read as ${found?.kind}`)
}

const tagWord = (type: Exclude<Definition, { kind: 'typedef' }>): string =>
  type.kind === 'enum' ? 'enum' : type.keyword
