/**
 * Calling conventions by attribute and by keyword. GCC ignores those that its target has not (`target.conventions`): on
 * x86-64 there are `ms_abi` and `sysv_abi`; on 32 bits `cdecl`, `stdcall`, `fastcall`, `thiscall`; on Arm none.
 */
import type { Convention, Target } from '../../ctype/target.ts'
import type { Parser } from '../parser.ts'
import { Attributes } from './attribute.ts'
import { refuseArguments } from './attribute-argument.ts'

export type ConventionName = 'ms_abi' | 'sysv_abi' | 'cdecl' | 'stdcall' | 'fastcall' | 'thiscall' | 'vectorcall'

const conventions: Readonly<Record<ConventionName, Convention>> = {
  ms_abi: 'ms',
  sysv_abi: 'sysv',
  cdecl: 'cdecl',
  stdcall: 'stdcall',
  fastcall: 'fastcall',
  thiscall: 'thiscall',
  vectorcall: 'vectorcall',
}

/** Undefined for the target's own. */
export function conventionOf(name: ConventionName, target: Target): Convention | undefined {
  const convention = conventions[name]
  return convention === target.conventions[0] ? undefined : convention
}

export function readConvention(p: Parser, into: Attributes, spelling: string, offset: number): void {
  refuseArguments(p, spelling)
  setConvention(p, into, spelling.replaceAll('__', '') as ConventionName, offset)
}

/** The keywords that stand where attributes may: `__stdcall`, by the name of its attribute. */
export function withConvention(p: Parser, name: ConventionName, before: Attributes | undefined): Attributes {
  const into = before ?? new Attributes()
  setConvention(p, into, name, p.start)
  p.next()
  return into
}

function setConvention(p: Parser, into: Attributes, name: ConventionName, offset: number): void {
  refuseOthers(p, name, offset)
  if (!p.target.conventions.includes(conventions[name])) return
  const before = into.convention
  if (before !== undefined && before !== name) p.raise(offset, `'${name}' cannot be combined with '${before}'`)
  into.convention = name
}

/** GCC does not know `vectorcall`, but libraries of Windows may; `ms_abi` on 32 bits changes how structs are returned. */
function refuseOthers(p: Parser, name: ConventionName, offset: number): void {
  const target = p.target.name
  const isOther =
    (name === 'vectorcall' && target === 'x86_64-windows') || (name === 'ms_abi' && target === 'i386-linux')
  if (isOther) p.unsupported(offset, `the calling convention '${name}'`)
}
