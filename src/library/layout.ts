/** `layout`: where the members of a type are, as data and as a table. */
import { alignOf, sizeOf } from '../ctype/layout.ts'
import { type LayoutRow, layoutRows } from '../ctype/layout-rows.ts'
import { printLayouts } from '../ctype/layout-table.ts'
import { printType } from '../ctype/print.ts'
import { isTargetName, type TargetName, targets } from '../ctype/target.ts'
import { bareType } from '../ctype/type.ts'
import { show } from '../exchange/argument-error.ts'
import { noOptions, requireOptions } from '../exchange/named-options.ts'
import { inspectCustom } from '../memory/inspect.ts'
import { noSize } from '../memory/no-size.ts'
import { type TargetedType, type TypeHandle, targetedTypeOf } from '../memory/type-handle.ts'
import { onTarget } from './origin.ts'
import { wrongArgument } from './wrong-argument.ts'

export interface MemberPlace {
  /** `corner.x` for a member of a member. */
  readonly name: string
  /** As C declares it. */
  readonly declaration: string
  /** In bytes from the start; of a bit-field, the byte that its first bit is in. */
  readonly offset: number
  /** In bytes; undefined for a bit-field. */
  readonly size: number | undefined
  /** Of a bit-field: its first bit, counted from the start of the type, and how many it has. */
  readonly bitOffset: number | undefined
  readonly bits: number | undefined
}

export interface Layout {
  readonly type: string
  readonly target: TargetName
  /** In bytes, trailing padding included. */
  readonly size: number
  readonly align: number
  /** In the order of their bits, each followed by its own members. Empty for what is no struct or union. */
  readonly members: readonly MemberPlace[]
  /** The table, as `console.log` prints it too. */
  toString(): string
}

/** One target after the other; as text, side by side. */
export interface Layouts extends ReadonlyArray<Layout> {
  toString(): string
}

/**
 * The layout of a type, on the target that it was declared for or on others. Throws ERR_CABI_ARG_TYPE for an unknown
 * target, and for a type that has no size there; as `cdef` does where the type's text is wrong for the target.
 */
export function layout(type: TypeHandle, options?: { readonly target?: TargetName }): Layout
export function layout(type: TypeHandle, options: { readonly target: readonly TargetName[] }): Layouts
export function layout(
  type: TypeHandle,
  options: { readonly target?: TargetName | readonly TargetName[] } = noOptions,
): Layout | Layouts {
  const own = targetedTypeOf(type, 'layout')
  const { target = own.target.name } = requireOptions('layout', options, ['target'])
  if (!Array.isArray(target)) return layoutOn(type, target as TargetName)
  if (target.length === 0) throw wrongArgument('layout: expected at least one target, got []', target)
  const types = target.map(name => typeOn(type, name))
  return printable(types.map(described), types) as Layouts
}

function layoutOn(type: TypeHandle, target: TargetName): Layout {
  const found = typeOn(type, target)
  return printable(described(found), [found])
}

function typeOn(type: TypeHandle, name: unknown): TargetedType {
  if (typeof name === 'string' && isTargetName(name)) return onTarget(type, targets[name], 'layout')
  const known = Object.keys(targets).join(', ')
  throw wrongArgument(`layout: target: expected one of ${known}, got ${show(name)}`, name)
}

function printable<T extends object>(value: T, types: readonly TargetedType[]): T {
  const print = { value: () => printLayouts(types).trimEnd() }
  return Object.freeze(Object.defineProperties(value, { toString: print, [inspectCustom]: print }))
}

function described({ type, target }: TargetedType): Omit<Layout, 'toString'> {
  const size = sizeOf(type, target)
  const align = alignOf(type, target)
  if (size === undefined || align === undefined) {
    throw wrongArgument(`layout: ${noSize(type, T => `layout(${T})`, target)}`, type)
  }
  const bare = bareType(type)
  const rows = bare.kind === 'record' ? layoutRows(bare, target) : undefined
  const members = (rows ?? []).flatMap(row => (row.kind === 'member' && row.path !== '' ? memberPlace(row) : []))
  return { type: printType(type), target: target.name, size, align, members }
}

const memberPlace = ({ path, declaration, start, end, isBitField }: LayoutRow): MemberPlace => ({
  name: path,
  declaration,
  offset: Math.floor(start / 8),
  size: isBitField ? undefined : (end - start) / 8,
  bitOffset: isBitField ? start : undefined,
  bits: isBitField ? end - start : undefined,
})
