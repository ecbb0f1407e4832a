/**
 * From what a caller says of a library to the strings to hand to `dlopen`, in order.
 *
 *   null             the process itself
 *   './libx.so'      has a slash: that path; the loader refuses a linker script, so then the path that it names
 *   'libx.so.1'      a soname: as it is, no file is read; the loader searches
 *   'libx.so'        as it is; where the loader would meet a linker script and give up, also what the script names;
 *                    without `lib` ('x.so') also as the short name 'x'
 *   'x'              a short name: see short-name.ts. Is nothing found, 'libx.so' and 'x', so that the loader's own words
 *                    are shown. 'libx' is the short name 'x' where nothing is called liblibx
 */
import { existsSync } from 'node:fs'
import { inspect } from 'node:util'
import { codedError } from '../../error.ts'
import { asLinked, type Candidate } from './candidate.ts'
import { linkedObject } from './linked-object.ts'
import { type SearchPath, systemSearchPath } from './search-path.ts'
import { shortNameCandidates } from './short-name.ts'
import { isSoname, shortNameOf } from './soname.ts'

const platforms = ['linux', 'darwin', 'win32'] as const
export type Platform = (typeof platforms)[number]

/** What `open` takes for a library. */
export type Library = null | string | readonly Library[] | { readonly [P in Platform]?: Library | undefined }

/**
 * Every string worth trying for `library`, at least one, each found when it is asked for: mostly the first is right.
 * @throws TypeError `ERR_CABI_ARG_TYPE` for what is no library, and for an object without a name for `platform`.
 */
export function* candidates(library: Library, platform: Platform = 'linux', path?: SearchPath): Generator<Candidate> {
  for (const name of namesIn(library, platform, 'library')) {
    if (name === null || isTakenAsItIs(name)) yield { name }
    if (name !== null) yield* otherCandidates(name, path ?? systemSearchPath())
  }
}

/** The names in a value, arrays and platforms resolved. `where` says which part of the argument it is. */
function namesIn(value: unknown, platform: Platform, where: string): (string | null)[] {
  if (value === null) return [null]
  if (typeof value === 'string') return [checkedName(value, where)]
  if (Array.isArray(value)) {
    if (value.length === 0) throw argumentError(`${where}: expected at least one candidate, got an empty array`)
    return [...value].flatMap((item, i) => namesIn(item, platform, `${where}[${i}]`))
  }
  if (!isPerPlatform(value)) throw argumentError(`${where}: expected ${expected}, got ${describe(value)}`)
  const own = value[platform]
  if (own === undefined) throw argumentError(`${where}: expected a name for ${platform}, got ${describe(value)}`)
  return namesIn(own, platform, `${where}.${platform}`)
}

const expected =
  "null, a path, a soname ('libm.so.6'), a short name ('m'), { linux, darwin, win32 } or an array of candidates"

const isPerPlatform = (value: unknown): value is { readonly [P in Platform]?: unknown } =>
  typeof value === 'object' && value !== null && platforms.some(platform => Object.hasOwn(value, platform))

function checkedName(name: string, where: string): string {
  if (name === '') throw argumentError(`${where}: expected a name or a path, got ''`)
  if (name.includes('\0')) throw argumentError(`${where}: expected a name without NUL, got ${JSON.stringify(name)}`)
  return name
}

/** As it is written; a class instance by its class. */
function describe(value: unknown): string {
  if (typeof value === 'function') return 'a function'
  const name = typeof value === 'object' && value !== null && Object.getPrototypeOf(value)?.constructor?.name
  return name && name !== 'Object' ? `an instance of ${name}` : inspect(value, oneLine)
}

const oneLine = { depth: 0, breakLength: Number.POSITIVE_INFINITY }

const argumentError = (message: string): TypeError => codedError(TypeError, 'ERR_CABI_ARG_TYPE', message)

/** A path or soname: the loader knows what to do with it. */
const isTakenAsItIs = (name: string): boolean => name.includes('/') || isSoname(name)

function otherCandidates(name: string, path: SearchPath): Candidate[] {
  if (name.includes('/')) return pathCandidates(name, path)
  if (!isSoname(name)) return shortCandidates(name, path)
  if (!name.endsWith('.so')) return []
  const short = name.startsWith('lib') ? [] : shortNameCandidates(shortNameOf(name), path)
  return [...scriptCandidates(name, path), ...short]
}

function pathCandidates(name: string, path: SearchPath): Candidate[] {
  const object = linkedObject(name, path) ?? name
  return object === name ? [] : [{ name: object, origin: `named by the linker script ${name}` }]
}

/** The loader stops at the first file of the name, which its cache has only if it is a library. */
function scriptCandidates(name: string, path: SearchPath): Candidate[] {
  const file = [...path.libraryPath, ...path.loaderFolders].map(folder => `${folder}/${name}`).find(existsSync)
  const object = file === undefined ? undefined : linkedObject(file, path)
  if (object === undefined || object === file) return []
  return asLinked(object, `named by the linker script ${file}`, path)
}

function shortCandidates(name: string, path: SearchPath): Candidate[] {
  const stem = shortNameOf(name)
  for (const short of new Set([name, stem])) {
    const found = shortNameCandidates(short, path)
    if (found.length > 0) return found
  }
  return [{ name: `lib${stem}.so`, origin: 'found nowhere' }, { name }]
}
