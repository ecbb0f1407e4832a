/**
 * What a short name stands for: `'z'` is the library of a program linked with `-lz`.
 *
 * 1. The development link `lib<name>.so`, where `ld` looks: in LD_LIBRARY_PATH (whoever sets it means it), then in the
 *    linker's folders. It is the version that goes with the installed headers.
 * 2. Without one (few machines have development files) the highest version of `lib<name>.so.*`, where the loader looks:
 *    in LD_LIBRARY_PATH, then in its cache, then in its folders. The first of these that has any decides.
 */
import { readdirSync } from 'node:fs'
import { asLinked, type Candidate } from './candidate.ts'
import { isSharedObject } from './elf.ts'
import { developmentObject } from './linked-object.ts'
import { cachedLibraries } from './loader-cache.ts'
import type { SearchPath } from './search-path.ts'
import { compareVersions, isVersion } from './soname.ts'

/** The candidates for a short name; none when nothing of that name is installed. */
export function shortNameCandidates(name: string, path: SearchPath): Candidate[] {
  const object = developmentObject(name, path)
  if (object) return asLinked(object, `what -l${name} links with`, path)
  const prefix = `lib${name}.so.`
  const origin = `highest version of ${prefix}*`
  const meant = highestInFolders(path.libraryPath, prefix)
  if (meant) return [{ name: meant, origin }]
  const cached = highestInCache(path.cacheFile, prefix)
  if (cached) return [{ name: cached, origin }]
  const installed = highestInFolders(path.loaderFolders, prefix)
  return installed ? asLinked(installed, origin, path) : []
}

/** A file is a candidate only if this machine can load it: beside libc.so.6 there may be a 32-bit libc.so.7. */
function highestInFolders(folders: readonly string[], prefix: string): string | undefined {
  for (const folder of folders) {
    const files = highestFirst(entriesOf(folder), prefix).map(name => `${folder}/${name}`)
    const file = files.find(isSharedObject)
    if (file) return file
  }
  return undefined
}

function highestInCache(cacheFile: string, prefix: string): string | undefined {
  const installed = cachedLibraries(cacheFile, prefix).filter(entry => isSharedObject(entry.path))
  return highestFirst(
    installed.map(entry => entry.soname),
    prefix,
  )[0]
}

function highestFirst(names: readonly string[], prefix: string): string[] {
  const version = (name: string): string => name.slice(prefix.length)
  return names
    .filter(name => name.startsWith(prefix) && isVersion(version(name)))
    .sort((a, b) => compareVersions(version(b), version(a)))
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
