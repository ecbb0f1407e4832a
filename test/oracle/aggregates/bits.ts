/** Which bits of an object are its value: all but padding. As they are laid out by cabi, which the oracle of layouts judges. */
import { recordLayout, sizeOf } from '../../../src/ctype/layout.ts'
import { x86_64_linux as target } from '../../../src/ctype/target.ts'
import { bareType, type CType } from '../../../src/ctype/type.ts'

/** A byte for each of the object's, with the bits set that count. Of a union, those of any member. */
export function valueBits(type: CType): Uint8Array {
  const mask = new Uint8Array(sizeOf(type, target)!)
  mark(type, 0, mask)
  return mask
}

function mark(type: CType, offset: number, mask: Uint8Array): void {
  const bare = bareType(type)
  const size = sizeOf(bare, target)
  // A flexible array member has no bytes.
  if (size === undefined) return
  switch (bare.kind) {
    case 'array':
      for (let i = 0; i < bare.count!; i++) mark(bare.element, offset + (i * size) / bare.count!, mask)
      break
    case 'complex':
      mark(bare.element, offset, mask)
      mark(bare.element, offset + size / 2, mask)
      break
    case 'record':
      for (const { member, offset: at, bitOffset } of recordLayout(bare, target)!.members) {
        if (member.bits === undefined) mark(member.type, offset + at, mask)
        else if (member.name !== undefined) markBits(8 * offset + bitOffset!, member.bits, mask)
      }
      break
    default:
      mask.fill(0xff, offset, offset + (isExtended(bare) ? 10 : size))
  }
}

function markBits(start: number, count: number, mask: Uint8Array): void {
  for (let bit = start; bit < start + count; bit++) mask[bit >> 3]! |= 1 << (bit & 7)
}

/** Intel's extended format has 80 bits. */
const isExtended = (type: CType): boolean =>
  type.kind === 'floating' && (type.name === 'long double' || type.name === '_Float64x')
