/**
 * What GCC (12 to 14) does not pass as the psABI has it, so that C sees other bytes than were passed: neither way is right
 * for every library. Of types that go in registers; memory is memory.
 */
import { preferredAlignOf, recordLayout, sizeOf } from '../../ctype/layout.ts'
import { x86_64_linux as target } from '../../ctype/target.ts'
import { type ArrayType, type BareType, bareType, type CType } from '../../ctype/type.ts'
import type { Classes } from './eightbyte.ts'

/** Why; undefined for what GCC passes right. `offset`: where in the outermost value it starts. */
export function miscompiled(type: CType, offset = 0): string | undefined {
  const bare = bareType(type)
  if (bare.kind === 'array') return complexElements(bare, offset) ?? miscompiled(bare.element, offset)
  if (bare.kind !== 'record') return undefined
  for (const { member, offset: at } of recordLayout(bare, target)!.members) {
    if (isVectorOfOne(member.type)) return 'GCC loses the upper half of a vector of one __int128 in it'
    const reason = miscompiled(member.type, offset + at)
    if (reason !== undefined) return reason
  }
  return undefined
}

const isVectorOfOne = (type: CType): boolean => {
  const bare = bareType(type)
  if (bare.kind === 'array') return isVectorOfOne(bare.element)
  return bare.kind === 'vector' && bare.bytes === 16 && sizeOf(bare.element, target) === 16
}

/**
 * Of an array GCC classifies the first element alone, and where that reaches into the next eightbyte, takes of that no
 * more than 4 bytes (`classify_argument`: only the first of partial classes is made a full one).
 */
function complexElements({ element, count = 0 }: ArrayType, offset: number): string | undefined {
  const first = innermost(element)
  if (first.kind !== 'complex') return undefined
  const start = offset % 8
  const end = start + sizeOf(element, target)! * count
  const isHalf = first.element.name === '_Float16'
  if (isHalf ? end <= 8 : start + sizeOf(first, target)! <= 8 || end <= 12) return undefined
  return `GCC loses part of an array of _Complex ${first.element.name} in it`
}

function innermost(type: CType): BareType {
  const bare = bareType(type)
  return bare.kind === 'array' ? innermost(bare.element) : bare
}

/** Of the variable part: `va_arg` reads it where integer registers were saved, as if that were aligned to 16. */
export const isMisread = (type: CType, classes: Classes): boolean =>
  bareType(type).kind === 'record' &&
  sizeOf(type, target) === 16 &&
  preferredAlignOf(bareType(type), target) === 16 &&
  classes !== 'MEMORY' &&
  classes.includes('INTEGER')
