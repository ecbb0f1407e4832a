/**
 * The names a shared object exports: its dynamic symbol table, filtered as `dlsym` would. A hostile file gives `[]` or
 * fewer names, never an error: the names are only suggestions.
 */
import { DT_STRTAB, type DynamicSection, dynamicSection, stringAt } from './elf.ts'
import { type ReadAt, withFile } from './read-at.ts'

const symbolSize = 24

const DT_HASH = 4
const DT_SYMTAB = 6
const DT_STRSZ = 10
const DT_GNU_HASH = 0x6ffffef5
const DT_VERSYM = 0x6ffffff0

/** Names of the functions and variables that `dlsym` finds in the shared object at `path`, in table order. */
export function exportedSymbols(path: string): string[] {
  return withFile(path, symbolsIn) ?? []
}

/** As `exportedSymbols`, of any file image. */
export function symbolsIn(read: ReadAt): string[] {
  const dynamic = dynamicSection(read)
  const table = dynamic?.fileOffset(DT_SYMTAB)
  const stringsAt = dynamic?.fileOffset(DT_STRTAB)
  if (!dynamic || table === undefined || stringsAt === undefined) return []
  const symbols = read(table, symbolCount(dynamic, read) * symbolSize)
  const strings = read(stringsAt, dynamic.tags.get(DT_STRSZ) ?? 0)
  const versionsAt = dynamic.fileOffset(DT_VERSYM)
  const versions = versionsAt === undefined ? undefined : read(versionsAt, (symbols.length / symbolSize) * 2)
  const names = new Set<string>()
  // Symbol 0 is undefined by definition (gABI, "Symbol Table").
  for (let i = 1; (i + 1) * symbolSize <= symbols.length; i++) {
    if (!isExported(symbols, i * symbolSize) || hasHiddenVersion(versions, i)) continue
    const name = stringAt(strings, symbols.readUInt32LE(i * symbolSize))
    if (name) names.add(name)
  }
  return [...names]
}

/** The types that dlsym accepts (glibc elf/dl-lookup.c, ALLOWED_STT): NOTYPE, OBJECT, FUNC, COMMON, TLS, GNU_IFUNC. */
const allowedTypes = (1 << 0) | (1 << 1) | (1 << 2) | (1 << 5) | (1 << 6) | (1 << 10)

/** GLOBAL, WEAK, GNU_UNIQUE. */
const allowedBindings = (1 << 1) | (1 << 2) | (1 << 10)

const SHN_UNDEF = 0
/** Defined nowhere in memory: the linker's version names, such as `GLIBC_2.2.5`. */
const SHN_ABS = 0xfff1

/** Elf64_Sym: st_info is the byte at 4, st_other at 5, st_shndx the two bytes at 6. */
function isExported(symbols: Buffer, at: number): boolean {
  const info = symbols[at + 4]!
  const visibility = symbols[at + 5]! & 3
  const section = symbols.readUInt16LE(at + 6)
  const isVisible = visibility === 0 || visibility === 3 // STV_DEFAULT, STV_PROTECTED
  return (
    section !== SHN_UNDEF &&
    section !== SHN_ABS &&
    isVisible &&
    ((allowedTypes >> (info & 15)) & 1) === 1 &&
    ((allowedBindings >> (info >> 4)) & 1) === 1
  )
}

/**
 * Old versions kept for old programs, `sys_errlist@GLIBC_2.2.5`, have the hidden bit in their DT_VERSYM entry: dlsym
 * without a version passes them over, except the base definition, index 1 (glibc elf/dl-lookup.c, check_match).
 */
function hasHiddenVersion(versions: Buffer | undefined, index: number): boolean {
  if (versions === undefined || index * 2 + 2 > versions.length) return false
  const version = versions.readUInt16LE(index * 2)
  return (version & 0x8000) !== 0 && (version & 0x7fff) >= 2
}

/** The dynamic symbol table does not state its length: DT_HASH has a chain entry for every symbol. */
function symbolCount(dynamic: DynamicSection, read: ReadAt): number {
  const hash = dynamic.fileOffset(DT_HASH)
  if (hash !== undefined) {
    const head = read(hash, 8)
    return head.length < 8 ? 0 : head.readUInt32LE(4)
  }
  const gnuHash = dynamic.fileOffset(DT_GNU_HASH)
  return gnuHash === undefined ? 0 : gnuHashSymbolCount(gnuHash, read)
}

/**
 * DT_GNU_HASH: four words (buckets, first hashed symbol, 8-byte words of the Bloom filter, shift), the filter, a word per
 * bucket with its first symbol, then a word per hashed symbol whose lowest bit ends a bucket. So the last symbol is the
 * end of the bucket that begins last.
 */
function gnuHashSymbolCount(at: number, read: ReadAt): number {
  const head = read(at, 16)
  if (head.length < 16) return 0
  const bucketCount = head.readUInt32LE(0)
  const firstHashed = head.readUInt32LE(4)
  const bucketsAt = at + 16 + head.readUInt32LE(8) * 8
  const lastBucket = greatestWord(read(bucketsAt, bucketCount * 4))
  if (lastBucket < firstHashed) return firstHashed
  const chain = read(bucketsAt + bucketCount * 4 + (lastBucket - firstHashed) * 4, longestChain * 4)
  for (let i = 0; i * 4 + 4 <= chain.length; i++) if (chain[i * 4]! & 1) return lastBucket + i + 1
  return 0
}

/** Linkers size the table for chains of a few symbols. */
const longestChain = 1024

function greatestWord(words: Buffer): number {
  let greatest = 0
  for (let at = 0; at + 4 <= words.length; at += 4) greatest = Math.max(greatest, words.readUInt32LE(at))
  return greatest
}
