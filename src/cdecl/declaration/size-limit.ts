/** The largest types: sizes are numbers of JavaScript, and exact; pointers of 32 bits make them smaller. */
import { sizeOf } from '../../ctype/layout.ts'
import { bareType, type CType } from '../../ctype/type.ts'
import type { Parser } from '../parser.ts'

/** Places of members are counted in bits, and there is room for padding. */
const MAX_RECORD_SIZE = 2 ** 49

const mostBytes = (p: Parser, most: number) => (p.target.size.pointer === 4 ? 2 ** 31 - 1 : most)

export function checkArraySize(p: Parser, element: CType, count: number, offset: number): void {
  const most = mostBytes(p, Number.MAX_SAFE_INTEGER)
  const size = sizeOf(element, p.target) ?? 0
  if (count * size > most) p.raise(offset, `an array of more than ${most} bytes`)
}

/** Of a member, the bytes that a struct may have too many of: a scalar's do not count. */
export function largeSize(p: Parser, type: CType): number {
  const { kind } = bareType(type)
  return kind === 'array' || kind === 'record' ? (sizeOf(type, p.target) ?? 0) : 0
}

/** `size` is that of its members without what is between them. */
export function checkRecordSize(p: Parser, keyword: 'struct' | 'union', size: number, offset: number): void {
  const most = mostBytes(p, MAX_RECORD_SIZE)
  if (size > most) p.raise(offset, `a ${keyword} of more than ${most} bytes`)
}
