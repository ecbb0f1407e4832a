/**
 * What a marshaller needs of a record that is passed by value, as source: in the record's own text, V8 inlines it into the
 * calls of functions that take or give this record. Functions that all records shared would see every class, and be called.
 *
 *   storing   the address of an instance, into an argument's slot: false for what is none
 *   filling   the address of a copy in scratch that is filled from a plain object: false for what `fill` leaves
 *   placing   a new instance for a result, whose address is where a thunk looks for it
 */
import { doubleword, word as words } from '../exchange/exchange.ts'
import { scratchEnd } from './call-copies.ts'
import { hasFill } from './fill-source.ts'
import type { RecordClass } from './record-class.ts'
import { isSmall } from './slab.ts'

/** In the class, which alone may name its private fields. Closed memory is left to what makes the error. */
export const storingSource = [
  '    storing=({views:{F64}})=>(value,word)=>{',
  "      if(typeof value!=='object'||value===null||!(#memory in value))return false",
  '      const memory=value.#memory',
  '      if(memory.closedAs!==undefined)return false',
  '      F64[word>>1]=memory.base+value.#offset',
  '      return true',
  '    }',
].join('\n')

export function callSource(record: RecordClass): string[] {
  return [...(isFilled(record) ? fillingSource(record) : ['const filling=()=>()=>false']), ...placingSource(record)]
}

/** The exchange is aligned to 16 bytes, as any buffer. */
const isFilled = (record: RecordClass): boolean => hasFill(record) && isSmall(record.size, record.align)

function fillingSource({ size, align, holdsPointers }: RecordClass): string[] {
  const step = Math.max(align, 8)
  const room = Math.ceil(size / 8) * 8
  return [
    'const filling=({base,views:{F64,I32,U8}},copies)=>{',
    '  const memory=copies.scratch()',
    '  return (value,word)=>{',
    // Before there is anything in scratch: until then, what earlier calls kept is let go.
    holdsPointers ? '    const root=newRoot();copies.keep(root)' : '    const root=undefined',
    `    const at=I32[${words.scratchTop}]+${step - 1}&-${step}`,
    `    if(at>=${scratchEnd - room})return false`,
    `    I32[${words.scratchTop}]=at+${room}`,
    `    ${zeroSource(room)}`,
    '    if(!fill(memory,at,value,root))return false',
    '    F64[word>>1]=base+at',
    '    return true',
    '  }',
    '}',
  ]
}

/** `U8.fill` is a call of some 20 ns. */
function zeroSource(size: number): string {
  if (size > 128) return `U8.fill(0,at,at+${size})`
  const stores = Array.from({ length: size / 8 }, (_, i) => (i === 0 ? 'F64[i]=0' : `F64[i+${i}]=0`))
  return `const i=at>>3;${stores.join(';')}`
}

/** GCC stores a result that was declared `_Atomic` as if it were aligned so, which no other type of the function says. */
export const resultAlignment = ({ size, align }: RecordClass): number => (size >= 16 ? Math.max(align, 16) : align)

function placingSource(record: RecordClass): string[] {
  const { size } = record
  const align = resultAlignment(record)
  const place = isSmall(size, align)
    ? `const offset=allocateSmall(${size},${align}),memory=slab.memory`
    : `const {memory,offset}=allocate(${size},${align})`
  return [
    'const placing=({views:{F64}})=>()=>{',
    `  ${place}`,
    `  F64[${doubleword.resultAddress}]=memory.base+offset`,
    '  return new View(viewOf,memory,offset,undefined)',
    '}',
  ]
}
