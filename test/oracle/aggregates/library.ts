/** The callees of some signatures, compiled without and with optimisation, opened, and their state as JavaScript sees it. */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { exchange } from '../../../src/exchange/exchange.ts'
import { calleeSource, stateSize } from './callee.ts'
import { type NativeLibrary, openNative } from './native.ts'
import { declareCallees, openDeclared, type PublicLibrary } from './public-library.ts'
import type { Signature } from './signature.ts'

export const levels = ['-O0', '-O2'] as const

export interface CalleeLibrary {
  readonly level: (typeof levels)[number]
  readonly native: NativeLibrary
  readonly functions: PublicLibrary
  readonly state: Uint8Array
  /** The same by the indices of `word`. */
  readonly words: BigUint64Array
}

const run = promisify(execFile)

/** Compiles at every level at the same time. The files are gone when the libraries are open. */
export async function openCallees(signatures: readonly Signature[]): Promise<CalleeLibrary[]> {
  const folder = mkdtempSync(join(tmpdir(), 'cabi-oracle-'))
  try {
    const source = join(folder, 'callees.c')
    writeFileSync(source, calleeSource(signatures))
    const declared = declareCallees(signatures)
    return await Promise.all(
      levels.map(async level => {
        const file = join(folder, `callees${level}.so`)
        const flags = ['-std=gnu2x', '-w', '-Wno-psabi', '-fmax-errors=5', '-shared', '-fPIC']
        await run('gcc', [...flags, level, '-o', file, source], { maxBuffer: 1 << 26 })
        const native = openNative(file)
        const buffer = exchange().kernel.bufferAt(native.address('state_address'), stateSize)
        const functions = openDeclared(file, declared)
        return { level, native, functions, state: new Uint8Array(buffer), words: new BigUint64Array(buffer, 0, 8) }
      }),
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}
