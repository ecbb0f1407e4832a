/** GCC of a target, on the lines that include some headers and others behind them. */
import { spawnSync } from 'node:child_process'
import type { TargetName } from '../../src/ctype/target.ts'
import { machineFlags, toolOf } from '../oracle/compiler.ts'

export interface Headers {
  /** The lines that include them. */
  readonly prelude: string
  readonly flags: readonly string[]
  readonly target: TargetName
}

export interface GccOutput {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

export function runGcc({ prelude, flags, target }: Headers, options: readonly string[], lines: string): GccOutput {
  const all = [...machineFlags(target), ...flags, ...options, '-xc', '-']
  const { error, status, stdout, stderr } = spawnSync(toolOf('gcc', target), all, {
    input: prelude + lines,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  })
  if (error) throw error
  return { status, stdout, stderr }
}
