import { existsSync, readdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { root } from './root.mjs'

/** Where tests lie: compiled ones, and those of plain scripts. */
const folders = ['build/src', 'build/test', 'bench']

/** The test files, or those whose path contains one of the given parts: Node 20's runner knows no patterns. */
export function testFiles(parts = []) {
  return folders
    .filter(folder => existsSync(join(root, folder)))
    .flatMap(folder => readdirSync(join(root, folder), { recursive: true }).map(file => join(folder, file)))
    .filter(file => /\.test\.m?js$/.test(file) && (parts.length === 0 || parts.some(part => file.includes(part))))
    .sort()
}

/**
 * Before the file names on every Node's command line. A test file that takes longer than five minutes hangs. By itself the
 * runner leaves one processor idle, of two.
 */
export const testFlags = [
  '--expose-gc',
  '--test',
  '--test-timeout=300000',
  `--test-concurrency=${availableParallelism()}`,
]
