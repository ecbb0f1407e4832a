/** The file that `open` would open, without opening it. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Candidate } from './candidate.ts'
import { candidates, type Library } from './candidates.ts'
import { isSharedObject } from './elf.ts'
import { type Attempt, libraryNotFound } from './not-found.ts'
import { locate, type SearchPath, systemSearchPath } from './search-path.ts'

/**
 * The absolute path of the first candidate that is an x86-64 shared object; a library of the same name for another
 * machine is passed over.
 * @throws CabiError `ERR_CABI_LIBRARY_NOT_FOUND`, with all that was tried.
 */
export function find(library: Library, path: SearchPath = systemSearchPath()): string {
  const attempts: Attempt[] = []
  for (const candidate of candidates(library, 'linux', path)) {
    const file = fileOf(candidate, path)
    if (file !== undefined) return file
    attempts.push({ candidate, reason: whyNot(candidate) })
  }
  throw libraryNotFound(library, attempts, path)
}

function fileOf({ name }: Candidate, path: SearchPath): string | undefined {
  if (name === null) return undefined
  if (!name.includes('/')) return locate(name, path)
  return isSharedObject(name) ? resolve(name) : undefined
}

function whyNot({ name }: Candidate): string {
  if (name === null) return 'the process itself is not a file'
  if (!name.includes('/')) return "not in LD_LIBRARY_PATH, the loader's cache or its folders"
  return existsSync(name) ? 'not an x86-64 shared object' : 'no such file'
}
