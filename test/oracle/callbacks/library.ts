/** The callers of some signatures, compiled without and with optimisation, opened, and their state as JavaScript sees it. */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { exchange } from '../../../src/exchange/exchange.ts'
import { cdef, type LooseLibrary, open } from '../../../src/index.ts'
import { definitionsOf } from '../aggregates/callee.ts'
import { openNative } from '../aggregates/native.ts'
import type { Signature } from '../aggregates/signature.ts'
import { callbackDeclarations, callerPrototypes, callerSource, stateSize } from './caller.ts'

const levels = ['-O0', '-O2'] as const

export interface CallerLibrary {
  readonly level: (typeof levels)[number]
  readonly functions: LooseLibrary
  /** The same, called on the thread's own stack: callbacks enter the engine again. */
  readonly onHost: LooseLibrary
  readonly state: Uint8Array
  /** The same by the indices of `word`. */
  readonly words: BigUint64Array
}

const run = promisify(execFile)

/** Compiles at every level at the same time, with `more` of gcc's flags. The files are gone when the libraries are open. */
export async function openCallers(
  signatures: readonly Signature[],
  more: readonly string[] = [],
): Promise<CallerLibrary[]> {
  const folder = mkdtempSync(join(tmpdir(), 'cabi-oracle-'))
  try {
    const source = join(folder, 'callers.c')
    writeFileSync(source, callerSource(signatures))
    const declared = cdef(
      [
        ...new Set(signatures.flatMap(definitionsOf)),
        ...signatures.flatMap(callbackDeclarations),
        ...signatures.flatMap(signature => callerPrototypes(signature).map(prototype => `${prototype};`)),
      ].join('\n'),
    )
    return await Promise.all(
      levels.map(async level => {
        const file = join(folder, `callers${level}.so`)
        const flags = ['-std=gnu2x', '-w', '-Wno-psabi', '-fmax-errors=5', '-shared', '-fPIC']
        await run('gcc', [...flags, ...more, level, '-o', file, source], { maxBuffer: 1 << 26 })
        const buffer = exchange().kernel.bufferAt(openNative(file).address('state_address'), stateSize)
        return {
          level,
          functions: open(file, declared),
          onHost: open(file, declared, { stack: 'host' }),
          state: new Uint8Array(buffer),
          words: new BigUint64Array(buffer, 0, 8),
        }
      }),
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}
