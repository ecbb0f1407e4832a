/** The error for a library that could not be opened: what was tried, in the loader's own words, and what may be meant. */
import { existsSync } from 'node:fs'
import { inspect } from 'node:util'
import { CabiError } from '../../error.ts'
import { nearMisses } from '../../memory/near-miss.ts'
import type { Candidate } from './candidate.ts'
import type { Library } from './candidates.ts'
import { cachedLibraries } from './loader-cache.ts'
import { locate, type SearchPath, systemSearchPath } from './search-path.ts'
import { isSoname, shortNameOf } from './soname.ts'

export interface Attempt {
  readonly candidate: Candidate
  /** What the loader said (dlerror). */
  readonly reason: string
}

/**
 * What `open` throws when no candidate could be opened.
 *
 *   cannot open library 'sqlite'; tried
 *     libsqlite.so (found nowhere): cannot open shared object file: No such file or directory
 *     sqlite: cannot open shared object file: No such file or directory
 *   did you mean 'sqlite3'?
 *
 * Properties: `library`, the caller's value; `tried`, the names handed to the loader.
 */
export function libraryNotFound(
  library: Library,
  attempts: readonly Attempt[],
  path: SearchPath = systemSearchPath(),
): CabiError {
  const lines = [`cannot open library ${inspect(library, { breakLength: Number.POSITIVE_INFINITY })}; tried`]
  for (const attempt of attempts) lines.push(`  ${attemptLine(attempt)}`)
  // A library that is there and fails, for want of another one perhaps, is no misspelling.
  if (!attempts.some(({ candidate }) => isInstalled(candidate, path))) lines.push(...new Set(advice(attempts, path)))
  const tried = attempts.map(({ candidate }) => String(candidate.name))
  return new CabiError('ERR_CABI_LIBRARY_NOT_FOUND', lines.join('\n'), { library, tried })
}

/** The loader mostly begins with the name it was given: once is enough. */
function attemptLine({ candidate: { name, origin }, reason }: Attempt): string {
  const words = reason.startsWith(`${name}: `) ? reason.slice(`${name}: `.length) : reason
  return `${name}${origin === undefined ? '' : ` (${origin})`}: ${words}`
}

function isInstalled({ name }: Candidate, path: SearchPath): boolean {
  if (name === null) return true
  return name.includes('/') ? existsSync(name) : locate(name, path) !== undefined
}

/** For the names that the caller wrote, as far as they are not paths. */
function advice(attempts: readonly Attempt[], path: SearchPath): string[] {
  const written = attempts.flatMap(({ candidate: { name, origin } }) =>
    name === null || name.includes('/') || origin !== undefined ? [] : [name],
  )
  const known = libraryNames(path)
  return written.flatMap(name => developmentLinkHint(name, known) ?? didYouMean(name, known))
}

/** The sonames in the loader's cache by short name: `z` → `libz.so.1`. */
function libraryNames(path: SearchPath): Map<string, string> {
  const names = new Map<string, string>()
  for (const { soname } of cachedLibraries(path.cacheFile, 'lib')) {
    if (!soname.endsWith('.so') && !names.has(shortNameOf(soname))) names.set(shortNameOf(soname), soname)
  }
  return names
}

/** Compilers want `libz.so`, programs `libz.so.1`, and most machines only have what programs want. */
function developmentLinkHint(name: string, known: ReadonlyMap<string, string>): string[] | undefined {
  const short = shortNameOf(name)
  const installed = known.get(short)
  if (!name.endsWith('.so') || installed === undefined) return undefined
  return [
    `${name} is the link for compilers, part of development files; the library is '${installed}', or '${short}' for short`,
  ]
}

function didYouMean(name: string, known: ReadonlyMap<string, string>): string[] {
  const wanted = shortNameOf(name)
  const versions = [...known.keys()].filter(short => isVersionOf(short, wanted)).sort()
  const near = versions.length > 0 ? versions : nearMisses(wanted, known.keys())
  const names = near.map(short => (isSoname(name) ? known.get(short)! : short)).filter(other => other !== name)
  return names.length === 0 ? [] : [`did you mean ${names.slice(0, 3).map(quoted).join(', ')}?`]
}

const quoted = (name: string): string => `'${name}'`

/** `gtk-3`, `lua5.4` and `sqlite3` are what `gtk`, `lua` and `sqlite` may mean; `libssl.so.3` what `libssl.so.1.1` may. */
const isVersionOf = (short: string, wanted: string): boolean =>
  short.startsWith(wanted) && /^-?[\d.]*$/.test(short.slice(wanted.length))
