/** How C can name each struct and union that a text defines, those without a name of their own too. */
import type { Declarations } from '../../src/cdecl/declarations.ts'
import type { CType, RecordDefinition, RecordType } from '../../src/ctype/type.ts'

export type DefinedRecord = RecordType & { readonly definition: RecordDefinition }

/**
 * A spelling of each complete struct and union: `struct s`; `point` of `typedef struct { ... } point`; otherwise by way of
 * what has the type: `__typeof__(((struct s *)0)->member)`.
 */
export function spellRecords({ tags, types, variables }: Declarations): Map<DefinedRecord, string> {
  const spellings = new Map<DefinedRecord, string>()
  // Every record that has a name gets it before a path is looked for.
  for (const [name, type] of tags) if (isDefined(type)) spellings.set(type, name)
  for (const [name, type] of types) {
    const named = underTypedefs(type)
    if (isDefined(named) && !spellings.has(named)) spellings.set(named, name)
  }
  for (const [record, spelling] of spellings) spellMembers(record, `((${spelling} *)0)->`, spellings)
  for (const [name, { type }] of variables) spellUnnamed(type, name, spellings)
  for (const [name, type] of types) {
    spellUnnamed(type.kind === 'typedef' ? type.type : type, `(*(${name} *)0)`, spellings)
  }
  return spellings
}

const isDefined = (type: CType): type is DefinedRecord => type.kind === 'record' && type.definition !== undefined

function underTypedefs(type: CType): CType {
  return type.kind === 'typedef' ? underTypedefs(type.type) : type
}

function spellMembers(record: DefinedRecord, access: string, spellings: Map<DefinedRecord, string>): void {
  for (const { name, type } of record.definition.members) {
    if (name !== undefined) spellUnnamed(type, `${access}${name}`, spellings)
    // The members of an anonymous member are the record's own (C11 6.7.2.1 §13).
    else if (isDefined(type)) spellMembers(type, access, spellings)
  }
}

/** `expression` has `type`. */
function spellUnnamed(type: CType, expression: string, spellings: Map<DefinedRecord, string>): void {
  if (type.kind === 'array') spellUnnamed(type.element, `${expression}[0]`, spellings)
  if (type.kind === 'pointer') spellUnnamed(type.target, `(*${expression})`, spellings)
  if (type.kind === 'qualified') spellUnnamed(type.type, expression, spellings)
  if (!isDefined(type) || spellings.has(type)) return
  spellings.set(type, `__typeof__(${expression})`)
  spellMembers(type, `${expression}.`, spellings)
}
