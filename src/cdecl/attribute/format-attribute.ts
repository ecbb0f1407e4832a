/** `format(printf, 2, 3)` (GCC's manual, "Common Function Attributes"). */
import type { FormatAttribute } from '../../ctype/type.ts'
import type { Parser } from '../parser.ts'
import type { Attributes } from './attribute.ts'
import { closeArguments, expectArguments, parseIndex } from './attribute-argument.ts'

/** GCC has other kinds for its own messages and for other systems: they say nothing of C's own formats. */
const styles: ReadonlyMap<string, FormatAttribute['style']> = new Map([
  ['printf', 'printf'],
  ['gnu_printf', 'printf'],
  ['ms_printf', 'printf'],
  ['scanf', 'scanf'],
  ['gnu_scanf', 'scanf'],
  ['ms_scanf', 'scanf'],
  ['strftime', 'strftime'],
  ['gnu_strftime', 'strftime'],
  ['ms_strftime', 'strftime'],
  ['strfmon', 'strfmon'],
  ['gnu_strfmon', 'strfmon'],
])

const withoutUnderscores = (name: string) => (/^__.+__$/.test(name) ? name.slice(2, -2) : name)

/** The first of several counts. A number that can be no parameter's makes GCC ignore the attribute. */
export function readFormat(p: Parser, into: Attributes, name: string, offset: number): void {
  expectArguments(p, name)
  if (!p.at('identifier')) p.unexpected('a kind of format')
  const style = styles.get(withoutUnderscores(p.name))
  p.next()
  p.expect(',', 'after a kind of format')
  const format = parseIndex(p)
  p.expect(',', 'after the number of a parameter')
  const valuesOffset = p.start
  const values = parseIndex(p)
  closeArguments(p, name)
  if (style === undefined || format === undefined || format === 0 || values === undefined) return
  if (style === 'strftime' && values !== 0) p.raise(valuesOffset, `formats of 'strftime' have no arguments`)
  if (into.format !== undefined) return
  into.format = Object.freeze({ style, format: format - 1, values: values === 0 ? undefined : values - 1 })
  into.formatOffset = offset
}
