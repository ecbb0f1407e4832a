/**
 * `at` and `set` of a column as source, with a text of its own for each member: V8's feedback is then of one typed array and
 * one way to convert, and both become part of the loop that calls them. What is no usual index or value is left to `Column`,
 * which makes the errors: 170 ns for one pixel of three members that way, 8 ns this way.
 */
import { sizeOf } from '../ctype/layout.ts'
import { x86_64_linux as target } from '../ctype/target.ts'
import { dump } from '../exchange/dump.ts'
import { compileText } from '../exchange/generate.ts'
import type { InlineAccess } from './access.ts'
import type { Column } from './column.ts'
import { isAligned, viewClasses } from './inline-index.ts'
import type { Memory } from './memory.ts'
import type { RecordClass } from './record-class.ts'
import type { Field } from './record-fields.ts'
import type { TypedArray, TypedArrayClass } from './typed-array.ts'

type ColumnClass = typeof Column

const classes = new WeakMap<Field, ColumnClass>()

/** A text's number: classes with one text would share its feedback, and each has private names of its own. */
let texts = 0

/** A subclass of `General` for this member; `General` where there is none. */
export function columnClassOf(General: ColumnClass, record: RecordClass, field: Field): ColumnClass {
  let Class = classes.get(field)
  if (Class === undefined) {
    Class = generateColumn(General, record, field) ?? General
    classes.set(field, Class)
  }
  return Class
}

function generateColumn(General: ColumnClass, record: RecordClass, field: Field): ColumnClass | undefined {
  const { inline } = field.access
  if (inline === undefined || !isAligned(field, record.align)) return undefined
  const Units = viewClasses[inline.view]
  const text = columnSource(inline, record.size / Units.BYTES_PER_ELEMENT, field.isConst)
  const make = compileText('scope', `${text}\n//# sourceURL=cabi:column-${++texts}`)
  if (make === undefined) return undefined
  dump(`the column of ${field.site.lvalue}`, () => text)
  const unitsOf = (column: Column) => {
    const { memory, offset } = General.placeOf(column)
    return unitsWithin(Units, field, record.size, memory, offset, column.length)
  }
  const Class = make({ General, unitsOf }) as ColumnClass
  Object.defineProperty(Class, 'name', { value: General.name })
  return Class
}

/**
 * Beyond the last struct, and in memory that was closed, there is `undefined`: V8 knows without looking that a typed array has
 * none within its bounds, which it checks anyway. A length to compare with would be a load more in each turn of a loop.
 */
function columnSource(inline: InlineAccess, stride: number, isConst: boolean): string {
  const stored = isConst ? undefined : inline.store?.('a', 'i', 'v')
  const when = `(k|0)===k&&a[i]!==undefined`
  const within = (then: string) => `const a=this.#units;if(typeof k==='number'){const i=k*${stride};${then}}`
  return [
    "'use strict'",
    'const {General,unitsOf}=scope',
    'return class extends General{',
    '  #units',
    '  constructor(...given){super(...given);this.#units=unitsOf(this)}',
    `  at(k){${within(`if(${when})return ${inline.load('a', 'i', 'super.at(k)')}`)}return super.at(k)}`,
    ...(stored === undefined
      ? []
      : [`  set(k,v){${within(`if(${when}&&(${stored.when})){${stored.store};return}`)}super.set(k,v)}`]),
    '}',
  ].join('\n')
}

/** From the first member to the last; empty where no typed array may be used. */
function unitsWithin(
  Units: TypedArrayClass,
  { type, bits }: Field,
  stride: number,
  { U8, buffer }: Memory,
  offset: number,
  count: number,
): TypedArray {
  const width = Units.BYTES_PER_ELEMENT
  const isUsable = U8 !== undefined && buffer !== undefined && count > 0 && offset % width === 0
  if (!isUsable) return new Units(nothing, 0, 0)
  const last = bits === undefined ? sizeOf(type, target)! : width
  return new Units(buffer, offset, ((count - 1) * stride + last) / width)
}

const nothing = new ArrayBuffer(0)
