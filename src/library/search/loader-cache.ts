/**
 * The loader's cache, /etc/ld.so.cache: what ldconfig found in the folders of /etc/ld.so.conf (glibc
 * sysdeps/generic/dl-cache.h). The loader asks it after LD_LIBRARY_PATH and before its default folders.
 *
 *   "ld.so-1.7.0"  count  count × (flags, key, value)              the format before glibc 2.2, only as a prefix
 *   "glibc-ld.so.cache" "1.1"  count  …  count × entry  strings    8-byte aligned; a header of 48 bytes
 *   entry: flags, key, value, unused (4 bytes each), hwcap (8)     key and value: offsets from "glibc-ld.so.cache"
 */
import { readFileSync, statSync } from 'node:fs'

export interface CacheEntry {
  readonly soname: string
  /** Absolute. */
  readonly path: string
  /** Kind of library: 0x0303 is a libc6 ELF library for x86-64. */
  readonly flags: number
  /** Built for some processors only (in a glibc-hwcaps folder): the loader takes it where it may. */
  readonly processorSpecific: boolean
}

/** FLAG_X8664_LIB64 | FLAG_ELF_LIBC6. */
const x86_64 = 0x0303

const oldMagic = 'ld.so-1.7.0'
const oldHeaderSize = 16
const oldEntrySize = 12

const magic = 'glibc-ld.so.cache1.1'
const headerSize = 48
const entrySize = 24

/** In the low two bits of the header's flags, since glibc 2.33; zero before. */
const bigEndian = 3

/**
 * The entries whose soname starts with `prefix`, as far as they lie whole within the bytes; none if this is no cache.
 * Never throws. Names are cut from one Latin-1 string, whose offsets are the file's: a `toString` for each of 537 names
 * cost as much as the rest of a search, and a search wants a few of them.
 */
export function parseLoaderCache(bytes: Uint8Array, prefix = ''): CacheEntry[] {
  const cache = newFormat(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  if (!cache) return []
  const text = cache.toString('latin1')
  const wanted = Buffer.from(prefix).toString('latin1')
  const count = Math.min(cache.readUInt32LE(20), Math.floor((cache.length - headerSize) / entrySize))
  const entries: CacheEntry[] = []
  for (let at = headerSize; at < headerSize + count * entrySize; at += entrySize) {
    const key = cache.readUInt32LE(at + 4)
    if (!text.startsWith(wanted, key)) continue
    const soname = stringAt(text, key)
    const path = stringAt(text, cache.readUInt32LE(at + 8))
    if (!soname || !path?.startsWith('/')) continue
    const processorSpecific = cache.readUInt32LE(at + 16) !== 0 || cache.readUInt32LE(at + 20) !== 0
    entries.push({ soname, path, flags: cache.readInt32LE(at), processorSpecific })
  }
  return entries
}

/** The part of the file that is in the format of glibc 2.2 and later. */
function newFormat(file: Buffer): Buffer | undefined {
  let cache = file
  if (startsWith(file, oldMagic) && file.length >= oldHeaderSize) {
    const end = oldHeaderSize + file.readUInt32LE(12) * oldEntrySize
    cache = file.subarray(Math.ceil(end / 8) * 8)
  }
  const isCurrent = startsWith(cache, magic) && cache.length >= headerSize && (cache[28]! & 3) !== bigEndian
  return isCurrent ? cache : undefined
}

const startsWith = (bytes: Buffer, text: string): boolean => bytes.toString('latin1', 0, text.length) === text

function stringAt(text: string, at: number): string | undefined {
  const end = at < text.length ? text.indexOf('\0', at) : -1
  return end < 0 ? undefined : Buffer.from(text.slice(at, end), 'latin1').toString()
}

let last: { readonly file: string; readonly modified: number; readonly bytes: Buffer } | undefined

/**
 * What the loader's cache holds for x86-64 under sonames starting with `prefix`, in its order. The file is read once, and
 * again when it has changed; one that cannot be read holds nothing.
 */
export function cachedLibraries(file: string, prefix = ''): CacheEntry[] {
  try {
    const modified = statSync(file).mtimeMs
    if (last?.file !== file || last.modified !== modified) last = { file, modified, bytes: readFileSync(file) }
    return parseLoaderCache(last.bytes, prefix).filter(entry => entry.flags === x86_64)
  } catch {
    return []
  }
}
