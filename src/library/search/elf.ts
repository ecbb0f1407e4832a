/**
 * What a shared object says of itself before it is loaded (gABI chapters 4 and 5): whether it is one for this machine,
 * its DT_SONAME, its dynamic section. Like the loader, this trusts only program headers: whatever can be loaded has
 * PT_DYNAMIC, while section headers may be stripped.
 *
 * What does not add up is answered with `false` or `undefined`, never with an error.
 */
import { type ReadAt, withFile } from './read-at.ts'

const headerSize = 64
const programHeaderSize = 56
const dynamicEntrySize = 16

const PT_LOAD = 1
const PT_DYNAMIC = 2

const DT_NULL = 0
export const DT_STRTAB = 5
const DT_SONAME = 14

/** e_ident: 0x7f, 'ELF', ELFCLASS64, ELFDATA2LSB, EV_CURRENT. */
const ident = [0x7f, 0x45, 0x4c, 0x46, 2, 1, 1] as const
/** Behind the sixteen bytes of e_ident, e_type ET_DYN and e_machine EM_X86_64, two bytes each. */
const typeAndMachine = [3, 0, 62, 0] as const

/** Whether these first bytes of a file are the header of a 64-bit little-endian x86-64 shared object. */
export const isSharedObjectHeader = (bytes: Buffer): boolean =>
  bytes.length >= headerSize &&
  ident.every((byte, i) => bytes[i] === byte) &&
  typeAndMachine.every((byte, i) => bytes[16 + i] === byte)

export function isSharedObject(path: string): boolean {
  return withFile(path, read => isSharedObjectHeader(read(0, headerSize))) ?? false
}

/** The name that a program linked against this file looks for at run time, if the file states one. */
export function sonameOf(path: string): string | undefined {
  return withFile(path, read => {
    const dynamic = dynamicSection(read)
    const strings = dynamic?.fileOffset(DT_STRTAB)
    const at = dynamic?.tags.get(DT_SONAME)
    if (strings === undefined || at === undefined) return undefined
    const soname = stringAt(read(strings + at, longestFileName + 1), 0)
    // With a slash the loader would take it for a path (dlopen(3)).
    return soname === '' || soname?.includes('/') ? undefined : soname
  })
}

/** NAME_MAX of Linux. */
const longestFileName = 255

export interface DynamicSection {
  /** The values by tag: sizes, offsets into DT_STRTAB, virtual addresses. */
  readonly tags: ReadonlyMap<number, number>
  /** Where in the file the table lies whose virtual address is the value of this tag. */
  fileOffset(tag: number): number | undefined
}

interface Segment {
  readonly type: number
  readonly offset: number
  readonly address: number
  readonly size: number
}

export function dynamicSection(read: ReadAt): DynamicSection | undefined {
  const header = read(0, headerSize)
  if (!isSharedObjectHeader(header)) return undefined
  const segments = programHeaders(header, read)
  const dynamic = segments.find(segment => segment.type === PT_DYNAMIC)
  if (!dynamic) return undefined
  const tags = dynamicTags(read(dynamic.offset, dynamic.size))
  const fileOffset = (tag: number): number | undefined => {
    const address = tags.get(tag)
    if (address === undefined) return undefined
    const segment = segments.find(s => s.type === PT_LOAD && address >= s.address && address < s.address + s.size)
    return segment && segment.offset + (address - segment.address)
  }
  return { tags, fileOffset }
}

/** Elf64_Phdr: p_type at 0, p_offset at 8, p_vaddr at 16, p_filesz at 32. */
function programHeaders(header: Buffer, read: ReadAt): Segment[] {
  if (header.readUInt16LE(54) !== programHeaderSize) return []
  const table = read(uint64(header, 32), header.readUInt16LE(56) * programHeaderSize)
  const segments: Segment[] = []
  for (let at = 0; at + programHeaderSize <= table.length; at += programHeaderSize) {
    segments.push({
      type: table.readUInt32LE(at),
      offset: uint64(table, at + 8),
      address: uint64(table, at + 16),
      size: uint64(table, at + 32),
    })
  }
  return segments
}

function dynamicTags(table: Buffer): Map<number, number> {
  const tags = new Map<number, number>()
  for (let at = 0; at + dynamicEntrySize <= table.length; at += dynamicEntrySize) {
    const tag = uint64(table, at)
    if (tag === DT_NULL) break
    tags.set(tag, uint64(table, at + 8))
  }
  return tags
}

/** Above 2^53 inexact, but such offsets lie in no file. */
const uint64 = (bytes: Buffer, at: number): number => bytes.readUInt32LE(at + 4) * 2 ** 32 + bytes.readUInt32LE(at)

/** The NUL-terminated string at an offset of a string table. */
export function stringAt(strings: Buffer, at: number): string | undefined {
  const end = at < strings.length ? strings.indexOf(0, at) : -1
  return end < 0 ? undefined : strings.toString('utf8', at, end)
}
