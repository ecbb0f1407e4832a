/** All that is compared of one library's headers. */
import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import type { Declarations } from '../../src/cdecl/declarations.ts'
import { parseDeclarations } from '../../src/cdecl/parse.ts'
import { printDeclarations } from '../../src/cdecl/print.ts'
import { type TargetName, targets } from '../../src/ctype/target.ts'
import { wrongConstants } from './constants.ts'
import { missingDeclarations } from './inventory.ts'
import { wrongLayouts } from './layouts.ts'
import type { HeaderLibrary } from './library.ts'
import { type Preprocessed, preprocess } from './preprocess.ts'
import { refusals } from './probe.ts'
import { wrongTypes } from './prototypes.ts'
import { differences } from './same-declarations.ts'

type Check = (headers: Preprocessed, declarations: Declarations) => string[]

/** Each returns what is wrong. */
export const checks: readonly (readonly [name: string, check: Check])[] = [
  ['all that GCC finds declared is there', missingDeclarations],
  [
    'what is printed of them is parsed as the same',
    (_, d) => differences(d, parseDeclarations(printDeclarations(d), { target: d.target })),
  ],
  ['what is printed of them is C to GCC', ({ target }, d) => wrongPrints(printDeclarations(d), target)],
  ['functions, variables and typedef names have the types they have to GCC', wrongTypes],
  ['sizes, alignments and the places of members and bit-fields are GCC’s', wrongLayouts],
  ['enumerators and macros have the values and types they have to GCC', wrongConstants],
]

export async function checkLibrary(t: TestContext, library: HeaderLibrary): Promise<void> {
  const headers = preprocess(library)
  if ('missing' in headers) return t.skip(headers.missing)
  const declarations = parseDeclarations(headers.text, { target: targets[headers.target] })
  for (const [name, check] of checks) {
    await t.test(name, () => assertNone(check(headers, declarations)))
  }
}

/** Of many, the first say enough. */
function assertNone(wrong: readonly string[]): void {
  const shown = wrong.length > 20 ? [...wrong.slice(0, 20), `and ${wrong.length - 20} more`] : wrong
  assert.deepEqual(shown, [])
}

function wrongPrints(text: string, target: TargetName): string[] {
  const lines = text.split('\n')
  return Array.from(
    refusals({ prelude: '', flags: [], target }, lines),
    ([line, message]) => `${lines[line]} // ${message}`,
  )
}
