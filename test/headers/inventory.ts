/** Whether all is there that GCC finds declared: it lists what it could say of each in Go. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Declarations } from '../../src/cdecl/declarations.ts'
import { runGcc } from './gcc.ts'
import type { Preprocessed } from './preprocess.ts'

type IsThere = (name: string, declarations: Declarations) => boolean

/** By the word of Go before a name. A tag and a typedef name are both types. */
const kinds: Readonly<Record<string, IsThere>> = {
  func: (name, { functions }) => functions.has(name),
  var: (name, { variables }) => variables.has(name),
  type: (name, { types, tags }) =>
    types.has(name) || tags.has(`struct ${name}`) || tags.has(`union ${name}`) || tags.has(`enum ${name}`),
  const: (name, { constants }) => constants.has(name),
}

/** What GCC finds declared, and we do not; nothing, if all is right. Of structs' sizes it makes constants of its own. */
export function missingDeclarations(headers: Preprocessed, declarations: Declarations): string[] {
  const spoken = new Set(headers.text.match(/[A-Za-z_]\w*/g))
  const missing: string[] = []
  // GCC's built-in functions are declared in no text.
  for (const [, kind, name] of goDeclarations(headers).matchAll(/^(?:\/\/ )?(func|var|type|const) _(\w+)/gm)) {
    if (spoken.has(name!) && !kinds[kind!]!(name!, declarations)) missing.push(`${kind} ${name}`)
  }
  return missing
}

function goDeclarations(headers: Preprocessed): string {
  const folder = mkdtempSync(join(tmpdir(), 'cabi-headers-'))
  try {
    const file = join(folder, 'declarations.go')
    const { status, stderr } = runGcc(headers, ['-w', `-fdump-go-spec=${file}`, '-S', '-o', '/dev/null'], '')
    if (status !== 0) throw new Error(stderr)
    return readFileSync(file, 'utf8')
  } finally {
    rmSync(folder, { recursive: true })
  }
}
