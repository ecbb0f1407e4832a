/** `cabi layout`: where the members of a type are, on one target or on several side by side. */
import { parseArgs } from 'node:util'
import type { Declarations } from '../cdecl/declarations.ts'
import { parseDeclarations } from '../cdecl/parse.ts'
import { printLayouts, type TargetType } from '../ctype/layout-table.ts'
import { printType } from '../ctype/print.ts'
import { isTargetName, type Target, targets } from '../ctype/target.ts'
import { bareType, type CType } from '../ctype/type.ts'
import type { Command } from './command.ts'
import { drawLayouts } from './picture/picture.ts'
import { UsageError } from './usage-error.ts'

const targetNames = Object.keys(targets).join(', ')

export const layout: Command = {
  summary: 'where the members of a struct or union are',
  usage: `cabi layout [--target NAME]... [--svg] FILE [TYPE]...

Prints offsets, sizes and holes of types that FILE declares: a header, as it is or
preprocessed (cc -E); - for standard input. Without TYPE, of every struct and union
that it defines. A TYPE is a name or a tag: 'point_t', 'struct point', 'point'.

  --target NAME   ${targetNames.replace(', i386', ',\n                  i386')};
                  several stand side by side. Default: x86_64-linux
  --svg           a picture of one type, in SVG

Example: echo 'struct s { char c; long l; };' |
           cabi layout --target x86_64-linux --target i386-linux - s`,

  run(words, { read }) {
    const { values, positionals } = parseArgs({
      args: [...words],
      options: { target: { type: 'string', multiple: true }, svg: { type: 'boolean', default: false } },
      allowPositionals: true,
    })
    const [file, ...names] = positionals
    if (file === undefined) throw new UsageError('which FILE? - for standard input')
    const text = read(file)
    const source = file === '-' ? '<stdin>' : file
    const parsed = chosenTargets(values.target ?? ['x86_64-linux']).map(target =>
      parseDeclarations(text, { source, target }),
    )
    const wanted = names.length > 0 ? names : definedRecords(parsed[0]!)
    if (wanted.length === 0) throw new UsageError(`${source} defines no struct or union`)
    const layouts = wanted.map(name => parsed.map(d => ({ target: d.target, type: typeNamed(d, name, source) })))
    return values.svg ? picture(layouts, source) : layouts.map(printLayouts).join('\n')
  },
}

function picture(layouts: readonly (readonly TargetType[])[], source: string): string {
  const [wanted, ...others] = layouts
  if (wanted === undefined || others.length > 0) throw new UsageError(`--svg draws one TYPE: which of ${source}?`)
  const drawn = drawLayouts(wanted)
  if (drawn !== undefined) return drawn
  throw new UsageError(`'${printType(wanted[0]!.type)}' has no layout on every target`)
}

function chosenTargets(names: readonly string[]): Target[] {
  return names.map(name => {
    if (isTargetName(name)) return targets[name]
    throw new UsageError(`there is no target '${name}'; known are ${targetNames}`)
  })
}

function typeNamed({ types, tags }: Declarations, name: string, source: string): CType {
  const found =
    types.get(name) ??
    ['', 'struct ', 'union ', 'enum '].map(keyword => tags.get(keyword + name)).find(type => type !== undefined)
  if (found !== undefined) return found
  throw new UsageError(`${source} declares no type '${name}'`)
}

/** By tag; a struct without one by its first typedef. */
function definedRecords({ types, tags }: Declarations): string[] {
  const named = new Map<CType, string>()
  for (const [name, type] of [...tags, ...types]) {
    const bare = bareType(type)
    if (bare.kind === 'record' && bare.definition !== undefined && !named.has(bare)) named.set(bare, name)
  }
  return [...named.values()]
}
