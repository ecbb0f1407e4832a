/**
 * Whether the types of a text say what the parser of the run time reads. For each declaration a statement of TypeScript is
 * written, of which the compiler complains where they differ: both are spelled, and the static one has to be the other.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Constant, Declarations } from '../../src/cdecl/declarations.ts'
import { integers } from '../../src/ctype/scalar.ts'
import { x86_64_linux } from '../../src/ctype/target.ts'
import { type ArrayType, bareType, type CType, isConst, type RecordType } from '../../src/ctype/type.ts'
import { CabiError } from '../../src/error.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** `struct` and its kin are known by their names: the types of an anonymous one make up a name. */
// biome-ignore-start lint/suspicious/noTemplateCurlyInString: for template literal types
const anyTag = '${string}'
const anyError = 'error: ${string}'
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: for template literal types

/** A type that the static ones do not have, a vector or `va_list`, makes the whole declaration an error. */
function expected(type: CType, text: string): string {
  const all = spelled(type, text)
  return `\`${all.includes(anyError) || all.includes('__va_list_tag') ? anyError : all}\``
}

function spelled(type: CType, text: string): string {
  const bare = bareType(type)
  if (bare.kind === 'array') {
    const element = spelled(bare.element, text)
    return `array of ${countOf(bare, text)} ${isConst(type) && !isConst(bare.element) ? `const ${element}` : element}`
  }
  return isConst(type) ? `const ${unqualified(type, text)}` : unqualified(type, text)
}

/** What types cannot evaluate, they leave open. */
const countOf = ({ count }: ArrayType, text: string): string =>
  count === undefined
    ? '?'
    : new RegExp(`\\[ *${count} *\\]`).test(text) && !/\[[^\]]*\w *[-+*/(]/.test(text)
      ? String(count)
      : `\${'?' | ${count}}`

function unqualified(type: CType, text: string): string {
  const bare = bareType(type)
  switch (bare.kind) {
    case 'void':
      return 'void'
    case 'bool':
      return 'bool: boolean'
    case 'integer':
      return `${basicName(bare.name)}: ${integers[bare.name]}`
    case 'floating':
      return `${bare.name}: number`
    case 'complex':
      return bare.element.kind === 'floating' ? `${bare.element.name} _Complex: complex` : anyError
    case 'vector':
      return anyError
    case 'enum':
      return `enum ${bare.tag ?? anyTag}`
    case 'record':
      return `${bare.keyword} ${bare.tag ?? anyTag}`
    case 'pointer':
      return `pointer to ${spelled(bare.target, text)}`
    case 'array':
      return spelled(bare, text)
    case 'function': {
      const parameters = bare.parameters.map(({ type }) => `${unqualified(type, text)}; `).join('')
      return `function (${parameters}${bare.variadic ? '...; ' : ''}) giving ${unqualified(bare.result, text)}`
    }
  }
}

const basicName = (name: string): string =>
  (x86_64_linux.typedefs as Readonly<Record<string, string | undefined>>)[name] ?? name

/** The statements of one text, but none that has been `seen` before. */
export function statements(text: string, declarations: Declarations, seen = new Set<string>()): string[] {
  const { functions, variables, types, tags } = declarations
  const named = [
    ...Array.from(functions.values(), ({ name, type }): [string, CType] => [name, type]),
    ...Array.from(variables.values(), ({ name, type }): [string, CType] => [name, type]),
    ...types,
    ...tags,
  ]
  const all = [
    ...named.map(([name, type]) => agrees(expected(type, text), `Named<Names, ${literal(name)}>`)),
    ...[...types, ...tags].flatMap(([name, type]) => ofMembers(name, type, [], text)),
    ...ofConstants(declarations),
    ...(text.includes('#') ? [] : [noOthers(declarations)]),
  ]
  const fresh = all.filter(statement => !seen.has(statement))
  for (const statement of fresh) seen.add(statement)
  return fresh
}

const literal = (value: string): string => JSON.stringify(value)
const agrees = (expected: string, actual: string): string => `Agrees<${expected}, ${actual}>`

/** Of a struct or union, all members: of those without a tag, in it, those too. */
function ofMembers(name: string, type: CType, path: readonly string[], text: string): string[] {
  const record = definedRecord(type)
  if (record === undefined || record.tag === '__va_list_tag' || (path.length > 0 && record.tag !== undefined)) return []
  const members = membersOf(record)
  const here = members.map(([member, type]) => {
    const whole = [...path, member].map(literal).join(', ')
    return agrees(expected(type, text), `Member<Names, ${literal(name)}, [${whole}]>`)
  })
  const names = members.map(([member]) => literal(member)).join(' | ') || 'never'
  const all = path.length === 0 ? [agrees(names, `MemberNames<Names, ${literal(name)}>`)] : []
  return [...all, ...here, ...members.flatMap(([member, type]) => ofMembers(name, type, [...path, member], text))]
}

function definedRecord(type: CType): RecordType | undefined {
  const bare = bareType(type)
  if (bare.kind === 'array') return definedRecord(bare.element)
  return bare.kind === 'record' && bare.definition !== undefined ? bare : undefined
}

/** Those of anonymous structs and unions belong to the enclosing one (C11 6.7.2.1 §13). */
function membersOf(record: RecordType): [string, CType][] {
  return record.definition!.members.flatMap(({ name, type }): [string, CType][] => {
    if (name !== undefined) return [[name, type]]
    const inner = bareType(type)
    return inner.kind === 'record' ? membersOf(inner) : []
  })
}

function ofConstants({ constants, functions, variables }: Declarations): string[] {
  return [...constants.keys()].flatMap(name => {
    if (functions.has(name) || variables.has(name)) return []
    const value = constantType(constants, name)
    return value === undefined ? [] : [`Agrees<ConstantNamed<Names, ${literal(name)}>, ${value}>`]
  })
}

/** As a type; undefined for a pointer, and for a macro that is no constant. */
function constantType(constants: Declarations['constants'], name: string): string | undefined {
  let constant: Constant | undefined
  try {
    constant = constants.get(name)
  } catch (error) {
    if (error instanceof CabiError) return undefined
    throw error
  }
  if (constant === undefined || constant.kind === 'pointer') return undefined
  if (constant.kind === 'string') return literal(constant.value)
  const number = Number(constant.value)
  if (constant.kind === 'integer' && !Number.isSafeInteger(number)) return `${constant.value}n`
  return Number.isFinite(number) ? String(number) : 'number'
}

function noOthers({ functions, variables, types, tags, constants }: Declarations): string {
  const all = [functions, variables, types, tags, constants].flatMap(names => [...names.keys()])
  return agrees('never', `Others<typeof text, ${all.map(literal).join(' | ') || 'never'}>`)
}

/** A text, and the statements about it. */
export interface Checked {
  readonly text: string
  readonly statements: readonly string[]
}

/** What the compiler says of each statement that is wrong, with the text that it is about. */
export function disagreements(name: string, texts: readonly Checked[], compiler = 'typescript'): string[] {
  const folder = join(root, 'build/agreement', name)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const source = JSON.stringify(join(root, 'test/infer/spelled.ts'))
  texts.forEach(({ text, statements }, i) => {
    const lines = [
      `import type { Agrees, ConstantNamed, IndexOf, Member, MemberNames, Named, Others } from ${source}`,
      `const text = ${literal(text)}`,
      'type Names = IndexOf<typeof text>',
      ...statements.map((statement, line) => `export type A${line} = ${statement}`),
    ]
    writeFileSync(join(folder, `text${i}.ts`), lines.join('\n'))
  })
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(configuration))
  const { stdout, error } = spawnSync(
    process.execPath,
    [join(root, `node_modules/${compiler}/bin/tsc`), '--project', folder, '--pretty', 'false'],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  )
  if (error) throw error
  return stdout
    .split(/\n(?! )/)
    .filter(Boolean)
    .map(complaint => {
      const [, i, line, message] = /text(\d+)\.ts\((\d+),\d+\): (.*)/.exec(complaint) ?? []
      const checked = texts[Number(i)]
      if (checked === undefined) throw new Error(complaint)
      const what = message!.replace(
        /error TS2344: Type '(.*)' does not satisfy the constraint '(.*)'\./,
        '$1 is not $2',
      )
      return `${what}: ${checked.statements[Number(line) - 4] ?? 'the text'}, of\n${checked.text.slice(0, 300)}`
    })
}

const configuration = {
  extends: join(root, 'test/infer/program.json'),
  compilerOptions: { allowImportingTsExtensions: true, noErrorTruncation: true },
  include: ['*.ts'],
}
