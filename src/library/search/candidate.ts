/** One string to hand to `dlopen`, and what made it a candidate. */
import { dirname } from 'node:path'
import { sonameOf } from './elf.ts'
import type { SearchPath } from './search-path.ts'

export interface Candidate {
  /** A soname or a path; null is the process itself. */
  readonly name: string | null
  /** Undefined for the caller's own word. */
  readonly origin?: string
}

/**
 * The candidates for a shared object that a search came upon. A program linked with it would ask the loader for its
 * DT_SONAME, so that is tried first: the loader then gives the copy that this process already has, or the build for this
 * very processor, and never a second libc. The path is for folders that the loader does not search, and for those of
 * LD_LIBRARY_PATH: what is put there is meant.
 */
export function asLinked(object: string, origin: string, path: SearchPath): Candidate[] {
  const byPath = { name: object, origin }
  const soname = path.libraryPath.includes(dirname(object)) ? undefined : sonameOf(object)
  return soname === undefined ? [byPath] : [{ name: soname, origin: `soname of ${object}` }, byPath]
}
