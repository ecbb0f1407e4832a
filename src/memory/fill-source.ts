/**
 * A plain object into memory that is all zeros, as source in the record's own text: V8 sees which objects the program gives
 * for this type, and stores their members at constant offsets. 35 ns for two numbers, 240 by `fillRecord`, which is left
 * whatever is unusual, and all errors.
 */
import { isRefusal } from '../error.ts'
import { indexSource, isAligned } from './inline-index.ts'
import type { Memory } from './memory.ts'
import type { RecordClass } from './record-class.ts'
import type { Field } from './record-fields.ts'
import type { Root } from './root.ts'

/** Whether the order of values makes no difference, and looking for each member is faster than for each value's. */
export const hasFill = ({ record, fields }: RecordClass): boolean =>
  fields.length <= 16 &&
  record.keyword === 'struct' &&
  record.definition!.members.every(({ name, bits }) => name !== undefined || bits !== undefined)

export const fillScope = ({ fields }: RecordClass) => ({
  names: fields.map(({ name }) => name),
  plain: Object.prototype,
  prototypeOf: Object.getPrototypeOf,
  hasOwn: Object.prototype.hasOwnProperty,
  isRefusal,
  initialisers: fields.map(
    ({ access, offset, site }) =>
      (memory: Memory, at: number, value: unknown, root?: Root) =>
        access.initialise(memory, at + offset, root, value, site),
  ),
})

/**
 * `fill(memory, at, value, root)`, which is false where it stored not all, or too much: a key is no member, a value is
 * refused or undefined, or a member is inherited. What a getter throws is thrown: it is not asked again. There are as many own keys as values only if all is well.
 *
 * V8 knows the prototype of an object that it has looked at, without `in` it calls its run time; and that keys of `for in` are
 * own ones, where `Object.keys` makes an array of them. With those two a struct that a callback gives took 1.2 times as long.
 */
export function fillSource({ fields, align }: RecordClass): string[] {
  const named = (what: string) => `[${fields.map((_, i) => `${what}${i}`)}]`
  return [
    'const {plain,prototypeOf,hasOwn,isRefusal}=scope',
    `const ${named('name')}=scope.names,${named('init')}=scope.initialisers`,
    'const fill=(memory,at,value,root)=>{',
    `  if(typeof value!=='object'||value===null||(${fields.length > 0 ? 'name0 in value,' : ''}prototypeOf(value))!==plain||memory.U8===undefined)return false`,
    '  let n=0,v',
    '  try{',
    ...fields.map((field, i) => `    v=value[name${i}];if(v!==undefined){n++;${storeSource(field, i, align)}}`),
    '  }catch(error){if(isRefusal(error))return false;throw error}',
    '  for(const key in value)if(hasOwn.call(value,key))n--',
    '  return n===0',
    '}',
  ]
}

function storeSource(field: Field, i: number, align: number): string {
  const general = `init${i}(memory,at,v,root)`
  const inline = isAligned(field, align) ? field.access.inline : undefined
  const stored = inline?.store?.('a', 'i', 'v')
  if (stored === undefined) return general
  const index = indexSource(inline!, 'at', field.offset)
  return `if(${stored.when}){const a=memory.${inline!.view},i=${index};${stored.store}}else ${general}`
}
