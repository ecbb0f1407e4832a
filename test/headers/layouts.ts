/** Sizes, alignments and the places of members, compared with GCC's. */
import type { Declarations } from '../../src/cdecl/declarations.ts'
import { alignOf, recordLayout, sizeOf } from '../../src/ctype/layout.ts'
import type { Target } from '../../src/ctype/target.ts'
import { bareType, type RecordType } from '../../src/ctype/type.ts'
import type { Preprocessed } from './preprocess.ts'
import { independentRefusals, sectionsOf } from './probe.ts'
import { spellRecords } from './spelling.ts'
import { withoutMacros } from './without-macros.ts'

/** What GCC says otherwise: nothing, if all is right. */
export function wrongLayouts(headers: Preprocessed, declarations: Declarations): string[] {
  const records = spellRecords(declarations)
  const facts = typedefFacts(declarations)
  const fields: BitField[] = []
  for (const [record, spelling] of records) {
    const name = declarations.types.get(spelling)
    // An alignment of the typedef name alone is no alignment of the struct: the name's is compared.
    if (name?.kind !== 'typedef' || name.align === undefined) {
      facts.push(...sizeFacts(spelling, record, declarations.target))
    }
    placeMembers(spelling, record, 0, declarations.target, facts, fields)
  }
  const lines = facts.map(fact => `_Static_assert(${fact}, "");`)
  const refused = independentRefusals(withoutMacros(headers, lines), lines)
  const wrong = Array.from(refused, ([line, message]) => `${facts[line]} // ${message}`)
  return [...wrong, ...wrongBitFields(headers, fields)]
}

interface BitField {
  readonly record: string
  readonly name: string
  /** In bits from the start of the record. */
  readonly offset: number
  readonly bits: number
}

const sizeFacts = (spelling: string, type: Parameters<typeof sizeOf>[0], target: Target): string[] => [
  `sizeof(${spelling}) == ${sizeOf(type, target)}`,
  `_Alignof(${spelling}) == ${alignOf(type, target)}`,
]

function typedefFacts({ types, target }: Declarations): string[] {
  return Array.from(types)
    .filter(([, type]) => sizeOf(type, target) !== undefined)
    .flatMap(([name, type]) => sizeFacts(name, type, target))
}

/** What is to hold of a record's members, those of its anonymous members included, which start at `base`. */
function placeMembers(
  spelling: string,
  record: RecordType,
  base: number,
  target: Target,
  facts: string[],
  fields: BitField[],
): void {
  for (const { member, offset, bitOffset } of recordLayout(record, target)!.members) {
    const { name, bits } = member
    if (name === undefined) {
      const type = bareType(member.type)
      if (bits === undefined && type.kind === 'record')
        placeMembers(spelling, type, base + offset, target, facts, fields)
    } else if (bits === undefined) {
      facts.push(`__builtin_offsetof(${spelling}, ${name}) == ${base + offset}`)
    } else {
      fields.push({ record: spelling, name, offset: base * 8 + bitOffset!, bits })
    }
  }
}

/**
 * A bit-field has no offset in C: each is set to all ones in a struct of its own type, and its bytes are looked at. All of
 * these structs are members of one, with a table of where they are.
 */
function wrongBitFields(headers: Preprocessed, fields: readonly BitField[]): string[] {
  if (fields.length === 0) return []
  const lines = [
    `static const struct { ${fields.map(({ record }, i) => `${record} f${i};`).join('\n')} }`,
    `cabi_fields __attribute__((used, section(".cabi_fields"))) = { ${fields.map(({ name }, i) => `.f${i}.${name} = -1`).join(',\n')} };`,
    'static const int cabi_places[] __attribute__((used, section(".cabi_places"))) = {',
    `${fields.map((_, i) => `__builtin_offsetof(__typeof__(cabi_fields), f${i}), sizeof(cabi_fields.f${i})`).join(',\n')} };`,
  ]
  const [bytes, places] = sectionsOf(withoutMacros(headers, lines), lines, ['.cabi_fields', '.cabi_places'])
  return fields.flatMap(({ record, name, offset, bits }, i) => {
    const at = places!.readInt32LE(i * 8)
    const set = setBits(bytes!.subarray(at, at + places!.readInt32LE(i * 8 + 4)))
    const isRight = set.length === bits && set[0] === offset && set.at(-1) === offset + bits - 1
    return isRight ? [] : [`${record}.${name}: bits ${set[0]} to ${set.at(-1)}, not ${offset} to ${offset + bits - 1}`]
  })
}

const setBits = (bytes: Uint8Array): number[] =>
  Array.from(bytes).flatMap((byte, i) =>
    [0, 1, 2, 3, 4, 5, 6, 7].filter(bit => (byte >> bit) & 1).map(bit => i * 8 + bit),
  )
