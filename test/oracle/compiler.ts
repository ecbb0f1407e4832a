/** The compiler of each target. */
import { spawnSync } from 'node:child_process'
import type { TargetName } from '../../src/ctype/target.ts'

/** By the name of their target in front of `gcc` and `objcopy`. */
const prefixes: Readonly<Record<TargetName, string>> = {
  'x86_64-linux': '',
  'x86_64-windows': 'x86_64-w64-mingw32-',
  'aarch64-linux': 'aarch64-linux-gnu-',
  'i386-linux': '',
  'armhf-linux': 'arm-linux-gnueabihf-',
}

export const toolOf = (name: 'gcc' | 'objcopy', target: TargetName): string => `${prefixes[target]}${name}`

/** What makes the compiler one of the target. */
export const machineFlags = (target: TargetName): readonly string[] => (target === 'i386-linux' ? ['-m32'] : [])

/** Why the target cannot be judged here; undefined if it can. */
export function missingCompiler(target: TargetName): string | undefined {
  const compiler = toolOf('gcc', target)
  return spawnSync(compiler, ['--version']).error && `${compiler} is not installed (scripts/install-debian-packages.sh)`
}
