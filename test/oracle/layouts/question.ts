/**
 * What is asked about a type: numbers, as C expressions next to what cabi says, and objects with the bits of one bit-field
 * set, whose bytes show where it is.
 */
import { alignOf, preferredAlignOf, recordLayout, sizeOf } from '../../../src/ctype/layout.ts'
import type { Target } from '../../../src/ctype/target.ts'
import type { RecordType } from '../../../src/ctype/type.ts'
import type { Definition } from './case.ts'

export interface NumberQuestion {
  readonly expression: string
  readonly answer: number | undefined
}

export interface BitFieldQuestion {
  /** `struct s`, and the designator `.a.b`. */
  readonly type: string
  readonly designator: string
  readonly size: number
  readonly bitOffset: number
  readonly bits: number
}

export interface Questions {
  readonly definition: Definition
  readonly numbers: readonly NumberQuestion[]
  readonly bitFields: readonly BitFieldQuestion[]
}

export function questionsOn(definition: Definition, target: Target): Questions {
  const name = nameOf(definition)
  const numbers: NumberQuestion[] = [
    { expression: `sizeof(${name})`, answer: sizeOf(definition, target) },
    { expression: `_Alignof(${name})`, answer: alignOf(definition, target) },
    { expression: `__alignof__(${name})`, answer: preferredAlignOf(definition, target) },
  ]
  const bitFields: BitFieldQuestion[] = []
  if (definition.kind === 'record') {
    const outer = { name, type: definition, path: '', start: 0 }
    askMembers(definition, target, outer, numbers, bitFields)
  }
  return { definition, numbers, bitFields }
}

const nameOf = (type: Definition): string =>
  type.kind === 'typedef' ? type.name : `${type.kind === 'enum' ? 'enum' : type.keyword} ${type.tag}`

interface Outer {
  readonly name: string
  readonly type: RecordType
  /** How the record is reached from the outer one: `.a`, in front of its members' names; and where it starts, in bytes. */
  readonly path: string
  readonly start: number
}

function askMembers(
  record: RecordType,
  target: Target,
  outer: Outer,
  numbers: NumberQuestion[],
  bitFields: BitFieldQuestion[],
): void {
  for (const { member, offset, bitOffset } of recordLayout(record, target)!.members) {
    const { name, type, bits } = member
    const path = name === undefined ? outer.path : `${outer.path}.${name}`
    const start = outer.start + offset
    if (name !== undefined && bits === undefined) {
      numbers.push({ expression: `__builtin_offsetof(${outer.name}, ${path.slice(1)})`, answer: start })
    }
    if (name !== undefined && bits !== undefined) {
      const size = sizeOf(outer.type, target)!
      bitFields.push({ type: outer.name, designator: path, size, bitOffset: 8 * outer.start + bitOffset!, bits })
    }
    // Records with tags are asked about by themselves.
    if (type.kind === 'record' && type.tag === undefined) {
      askMembers(type, target, { ...outer, path, start }, numbers, bitFields)
    }
  }
}
