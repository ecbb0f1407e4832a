/** The places where x86-64 Linux keeps shared libraries, and which file the loader would take for a soname. */
import { resolve } from 'node:path'
import { isSharedObject } from './elf.ts'
import { cachedLibraries } from './loader-cache.ts'

export interface SearchPath {
  /** The folders of LD_LIBRARY_PATH, absolute. */
  readonly libraryPath: readonly string[]
  /** Where `ld -lname` looks. */
  readonly linkerFolders: readonly string[]
  /** Where the loader looks when its cache does not know a soname. */
  readonly loaderFolders: readonly string[]
  readonly cacheFile: string
}

/** Debian's, then Fedora's and Arch's; a folder that a distribution does not have costs microseconds. */
const loaderFolders = [
  '/lib/x86_64-linux-gnu',
  '/usr/lib/x86_64-linux-gnu',
  '/lib64',
  '/usr/lib64',
  '/lib',
  '/usr/lib',
] as const

/** `ld --verbose | grep SEARCH_DIR`: what is installed locally goes before. */
const linkerFolders = [
  '/usr/local/lib/x86_64-linux-gnu',
  '/usr/local/lib64',
  '/usr/local/lib',
  ...loaderFolders,
] as const

interface Environment {
  readonly LD_LIBRARY_PATH?: string | undefined
}

/** The search path of this system, with the LD_LIBRARY_PATH of `environment`. */
export function systemSearchPath(environment: Environment = process.env): SearchPath {
  return {
    libraryPath: libraryPathFolders(environment.LD_LIBRARY_PATH),
    linkerFolders,
    loaderFolders,
    cacheFile: '/etc/ld.so.cache',
  }
}

/** Separated by colons or semicolons; a folder without a name is the current one (ld.so(8)). */
function libraryPathFolders(value: string | undefined): string[] {
  return value ? value.split(/[:;]/).map(folder => resolve(folder)) : []
}

/**
 * The file that the loader takes for a name without a slash, in its order: LD_LIBRARY_PATH, the cache, the default folders
 * (dlopen(3)). Libraries for other machines are passed over. Of several builds in the cache this is the one for any
 * x86-64 processor. Left out is DT_RUNPATH, which depends on who calls `dlopen`; and the loader reads LD_LIBRARY_PATH only
 * once, when the process starts, so that a soname found there by a later value is not found by `dlopen`.
 */
export function locate(fileName: string, path: SearchPath): string | undefined {
  return (
    firstSharedObject(path.libraryPath, fileName) ??
    cachedPath(fileName, path) ??
    firstSharedObject(path.loaderFolders, fileName)
  )
}

const firstSharedObject = (folders: readonly string[], fileName: string): string | undefined =>
  folders.map(folder => `${folder}/${fileName}`).find(isSharedObject)

const cachedPath = (soname: string, path: SearchPath): string | undefined =>
  cachedLibraries(path.cacheFile, soname).find(
    entry => entry.soname === soname && !entry.processorSpecific && isSharedObject(entry.path),
  )?.path
