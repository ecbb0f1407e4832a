/** Libraries for the tests beside this file: folders, caches and shared objects just whole enough to be searched. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { SearchPath } from './search-path.ts'

/** Files by path below a new folder, which goes after the test `t`. */
export function folderWith(
  t: { after(remove: () => void): void },
  files: Record<string, string | Uint8Array> = {},
): string {
  const folder = mkdtempSync(join(tmpdir(), 'cabi-library-'))
  t.after(() => rmSync(folder, { recursive: true }))
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  return folder
}

/** A system below `root`: `env/` is in LD_LIBRARY_PATH, `dev/` the linker's folder, `lib/` the loader's and the linker's. */
export const searchPathIn = (root: string): SearchPath => ({
  libraryPath: [join(root, 'env')],
  linkerFolders: [join(root, 'dev'), join(root, 'lib')],
  loaderFolders: [join(root, 'lib')],
  cacheFile: join(root, 'ld.so.cache'),
})

/** A 64-bit x86-64 shared object of nothing but headers, PT_DYNAMIC and a string table. */
export function sharedObject(soname?: string): Buffer {
  const strings = `\0${soname ?? ''}\0`
  const dynamic = [5, stringsAt, 10, strings.length, ...(soname === undefined ? [] : [14, 1]), 0, 0]
  const file = Buffer.alloc(stringsAt + strings.length)
  file.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1])
  file.writeUInt16LE(3, 16)
  file.writeUInt16LE(62, 18)
  file.writeUInt32LE(64, 32) // e_phoff
  file.writeUInt16LE(56, 54) // e_phentsize
  file.writeUInt16LE(2, 56) // e_phnum
  writeProgramHeader(file, 64, 1, 0, file.length)
  writeProgramHeader(file, 120, 2, dynamicAt, dynamic.length * 8)
  for (const [i, value] of dynamic.entries()) file.writeUInt32LE(value, dynamicAt + i * 8)
  file.write(strings, stringsAt)
  return file
}

const dynamicAt = 176
const stringsAt = 256

/** A segment whose virtual address is its place in the file. */
function writeProgramHeader(file: Buffer, at: number, type: number, offset: number, size: number): void {
  file.writeUInt32LE(type, at)
  file.writeUInt32LE(offset, at + 8)
  file.writeUInt32LE(offset, at + 16)
  file.writeUInt32LE(size, at + 32)
}

/** The same library for a 32-bit machine. */
export function i386SharedObject(): Buffer {
  const file = sharedObject()
  file[4] = 1
  file.writeUInt16LE(3, 18)
  return file
}

export interface FixtureEntry {
  readonly soname: string
  readonly path: string
  readonly flags?: number
  readonly hwcap?: bigint
}

/** A cache as ldconfig writes it. */
export function loaderCacheOf(entries: readonly FixtureEntry[]): Buffer {
  const head = Buffer.alloc(48 + entries.length * 24)
  head.write('glibc-ld.so.cache1.1')
  head.writeUInt32LE(entries.length, 20)
  head[28] = 2
  let strings = ''
  const place = (text: string): number => {
    const at = head.length + Buffer.byteLength(strings)
    strings += `${text}\0`
    return at
  }
  entries.forEach((entry, i) => {
    const at = 48 + i * 24
    head.writeInt32LE(entry.flags ?? 0x0303, at)
    head.writeUInt32LE(place(entry.soname), at + 4)
    head.writeUInt32LE(place(entry.path), at + 8)
    head.writeBigUInt64LE(entry.hwcap ?? 0n, at + 16)
  })
  head.writeUInt32LE(Buffer.byteLength(strings), 24)
  return Buffer.concat([head, Buffer.from(strings)])
}

/** Numbers in [0, limit), the same ones each time (mulberry32). */
export function randomNumbers(seed: number): (limit: number) => number {
  let state = seed
  return limit => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % limit
  }
}

/** A copy with up to eight bytes changed; every other time, ends early too. */
export function mutated(bytes: Buffer, random: (limit: number) => number): Buffer {
  const copy = Buffer.from(bytes.subarray(0, random(2) === 0 ? bytes.length : random(bytes.length + 1)))
  for (let n = random(8); n >= 0 && copy.length > 0; n--) copy[random(copy.length)] = random(256)
  return copy
}
