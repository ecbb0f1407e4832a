/**
 * System V x86-64: the classes of a value's eightbytes (psABI 3.2.3, "Classification").
 *
 *   struct { double x; int a, b; }      SSE, INTEGER
 *   struct { float x, y, z; }           SSE, SSE
 *   struct { char c; long l; } packed   MEMORY: l is not aligned
 *   union { long l; double d; }         INTEGER
 *   long double                         X87, X87UP
 *
 * Where the text leaves something open, GCC's reading of it counts (`classify_argument` in i386.cc): code is compiled by it.
 * Scalars are in `classify-scalar.ts`.
 */
import { recordLayout, sizeOf } from '../../ctype/layout.ts'
import { printType } from '../../ctype/print.ts'
import { x86_64_linux as target } from '../../ctype/target.ts'
import { type ArrayType, bareType, type CType, type RecordType } from '../../ctype/type.ts'
import { CabiError } from '../../error.ts'
import { classifyBitField } from './classify-bit-field.ts'
import { classifyScalar } from './classify-scalar.ts'
import { type Classes, type EightbyteClass, eightbytes, memory } from './eightbyte.ts'
import { miscompiled } from './miscompiled.ts'

/** "If the size of an object is larger than eight eightbytes, or it contains unaligned fields, it has class MEMORY." */
const largestInRegisters = 64

export function classify(type: CType): Classes {
  const classes = classifyAt(type, 0)
  // Without AVX a wider vector is passed in memory, and with it in a register: which one a library expects, none can say.
  if (classes !== memory && classes.length > 2) {
    const reason = `how '${printType(type)}' is passed depends on the options that its library was compiled with`
    throw new CabiError('ERR_CABI_UNSUPPORTED', reason)
  }
  const reason = classes === memory ? undefined : miscompiled(type)
  if (reason !== undefined) {
    throw new CabiError('ERR_CABI_UNSUPPORTED', `'${printType(type)}' is not supported by value: ${reason}`)
  }
  return classes
}

/** Classes of the eightbytes that `type` touches when it starts `offset` bytes into the outermost value. */
function classifyAt(type: CType, offset: number): Classes {
  const bare = bareType(type)
  const size = sizeOf(bare, target)!
  if (size > largestInRegisters) return memory
  switch (bare.kind) {
    case 'record':
      return afterMerger(classifyRecord(bare, size, offset))
    case 'array':
      return afterMerger(classifyArray(bare, size, offset))
    default:
      return classifyScalar(bare, size, offset)
  }
}

/**
 * "Each eightbyte is classified recursively": GCC looks at the first element alone. An array of no elements that starts
 * within an eightbyte adds the class of one to it.
 */
function classifyArray({ element }: ArrayType, size: number, offset: number): Classes {
  const count = eightbytes(size, offset)
  if (count === 0) return []
  const classes = classifyAt(element, offset)
  if (classes === memory || classes.length === 0) return classes
  return Array.from({ length: count }, (_, i) => classes[i % classes.length]!)
}

function classifyRecord(record: RecordType, size: number, offset: number): Classes {
  const classes: EightbyteClass[] = Array.from({ length: eightbytes(size, offset) }, () => 'NO_CLASS')
  for (const place of recordLayout(record, target)!.members) {
    const { member, offset: at } = place
    // A flexible array member is not there.
    if (member.bits === undefined && sizeOf(member.type, target) === undefined) continue
    const found =
      member.bits === undefined ? classifyAt(member.type, offset + at) : classifyBitField(record, place, offset)
    if (found === memory) return memory
    const first = Math.floor(((offset % 8) + at) / 8)
    for (let i = 0; i < found.length && first + i < classes.length; i++) {
      const merged = merge(classes[first + i]!, found[i]!)
      if (merged === memory) return memory
      classes[first + i] = merged
    }
  }
  return classes
}

/** "The resulting class is calculated according to the classes of the fields in the eightbyte", rules (a) to (f). */
function merge(a: EightbyteClass, b: EightbyteClass): EightbyteClass | 'MEMORY' {
  if (a === b || b === 'NO_CLASS') return a
  if (a === 'NO_CLASS') return b
  if (a === 'INTEGER' || b === 'INTEGER') return 'INTEGER'
  return isX87(a) || isX87(b) ? memory : 'SSE'
}

const isX87 = (c: EightbyteClass) => c === 'X87' || c === 'X87UP' || c === 'COMPLEX_X87'

/** "Then a post merger cleanup is done", rules (a) to (d), of every struct and array within another too. */
function afterMerger(classes: Classes): Classes {
  if (classes === memory) return memory
  if (classes.length > 2 && (classes[0] !== 'SSE' || classes.slice(1).some(c => c !== 'SSEUP'))) return memory
  if (classes.some((c, i) => c === 'X87UP' && classes[i - 1] !== 'X87')) return memory
  return classes.map((c, i) => (c === 'SSEUP' && classes[i - 1] !== 'SSE' && classes[i - 1] !== 'SSEUP' ? 'SSE' : c))
}
