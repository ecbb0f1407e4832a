/**
 * System V x86-64: the classes of bit-fields. They are INTEGER wherever their bits are, aligned or not; those that GCC has
 * made ordinary members of, and those of unions, have to be aligned as integers are.
 *
 *   struct { float f; int : 0; float g; }    SSE: a bit-field of no width is nowhere
 *   struct { float f; int : 5; }             SSE, INTEGER: an unnamed one has its bits
 *   union { float f; int : 0; }              INTEGER: to GCC an integer of eight bits, the narrowest
 */
import type { MemberLayout } from '../../ctype/layout.ts'
import type { Member, RecordType } from '../../ctype/type.ts'
import { type Classes, integerClasses, memory } from './eightbyte.ts'

/** Of a record that starts `offset` bytes into the outermost value: the eightbytes from the one its first bit is in. */
export function classifyBitField(
  record: RecordType,
  { member, offset: at, bitOffset }: MemberLayout,
  offset: number,
): Classes {
  const bits = member.bits!
  if (record.keyword === 'union') return classifyInteger(widthOfMode(bits), offset)
  if (bits === 0) return []
  if (isOrdinary(member, record, bitOffset!)) return classifyInteger(bits, offset + at)
  const last = ((offset + at) % 8) * 8 + (bitOffset! % 8) + bits
  return integerClasses(Math.ceil(last / 8), 0)
}

const classifyInteger = (bits: number, offset: number): Classes =>
  (8 * offset) % bits === 0 ? integerClasses(bits / 8, offset) : memory

const modes = [8, 16, 32, 64, 128]

/** The narrowest integer of so many bits or more. */
const widthOfMode = (bits: number): number => modes.find(mode => mode >= bits)!

/** As wide as an integer, on its boundary, and not packed: no bit-field to GCC any longer (`layout_decl`). */
const isOrdinary = ({ bits, packed }: Member, { definition }: RecordType, bitOffset: number): boolean =>
  modes.includes(bits!) && bitOffset % bits! === 0 && (bits === 8 || !(packed || definition!.packed))
