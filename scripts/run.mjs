/** Runs other programs in this terminal. */
import { spawnSync } from 'node:child_process'
import { root } from './root.mjs'

/** Exit code of a program run in the repository's folder; 127 where it is not installed, as a shell says. */
export function exitCode(program, parameters, options = {}) {
  const { status, error } = spawnSync(program, parameters, { cwd: root, stdio: 'inherit', ...options })
  if (error?.code === 'ENOENT') {
    console.error(`${program} is not installed`)
    return 127
  }
  if (error) throw error
  return status ?? 1
}

/** Runs a program that must succeed. Otherwise this process ends with its exit code: it has said why itself. */
export function run(program, parameters, options) {
  const code = exitCode(program, parameters, options)
  if (code !== 0) process.exit(code)
}
