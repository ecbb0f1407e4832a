/** The callees of some signatures, compiled without and with optimisation, opened, and their state as JavaScript sees it. */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type LooseLibrary, open } from '../../../src/library/open.ts'
import type { Pointer } from '../../../src/memory/pointer.ts'
import { calleeSource, stateWords } from './callee.ts'
import { prelude } from './scalar.ts'
import { prototype, type Signature } from './signature.ts'

export const levels = ['-O0', '-O2'] as const

export interface CalleeLibrary {
  readonly level: (typeof levels)[number]
  readonly functions: LooseLibrary
  /** By the indices of `word`. */
  readonly state: BigUint64Array
}

const run = promisify(execFile)

/** Compiles at every level at the same time. The files are gone when the libraries are open. */
export async function openCallees(signatures: readonly Signature[]): Promise<CalleeLibrary[]> {
  const folder = mkdtempSync(join(tmpdir(), 'cabi-oracle-'))
  try {
    const source = join(folder, 'callees.c')
    writeFileSync(source, calleeSource(signatures))
    return await Promise.all(
      levels.map(async level => {
        const file = join(folder, `callees${level}.so`)
        await run('gcc', ['-std=gnu2x', '-w', '-shared', '-fPIC', level, '-o', file, source], { maxBuffer: 1 << 26 })
        return { level, ...openLibrary(file, signatures) }
      }),
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function openLibrary(file: string, signatures: readonly Signature[]): Omit<CalleeLibrary, 'level'> {
  const functions = open(file, `${prelude}void *state_address(void);\n${signatures.map(prototype).join('\n')}`)
  const bytes = (functions['state_address']() as Pointer).bytes(8 * stateWords)
  return { functions, state: new BigUint64Array(bytes.buffer, bytes.byteOffset, stateWords) }
}
