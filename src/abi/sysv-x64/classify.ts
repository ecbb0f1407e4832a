/** System V x86-64: the class of an eightbyte (psABI 3.2.3, "Classification"). */
import type { ResultValue } from '../slot.ts'

export type EightbyteClass = 'INTEGER' | 'SSE'

/**
 * "Arguments of types (signed and unsigned) _Bool, char, short, int, long, long long, and pointers are in the INTEGER
 * class. Arguments of types float, double [...] are in class SSE."
 */
export const classify = (value: ResultValue): EightbyteClass =>
  value === 'float' || value === 'double' ? 'SSE' : 'INTEGER'
