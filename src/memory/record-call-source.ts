/**
 * What a marshaller needs of a record that is passed by value, as source: in the record's own text, V8 inlines it into the
 * calls of functions that take or give this record. Functions that all records shared would see every class, and be called.
 *
 *   storing   the address of an instance, into an argument's slot: false for what is none
 *   filling   the address of a copy in scratch that is filled from a plain object: false for what `fill` leaves
 *   placing   a new instance for a result, whose address is where a thunk looks for it
 *   receiving a new instance of the bytes that C gives a callback
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
  const filling = isFilled(record) ? fillingSource(record) : ['const filling=()=>()=>false']
  return [...filling, ...placingSource(record), ...receivingSource(record)]
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

/** In 16 words at most, each is a statement: a loop of V8's would check bounds once more. */
const unrolledWords = 16

/** As integers: the bits of a NaN are not JavaScript's to keep. */
function receivingSource({ size }: RecordClass): string[] {
  const words = size >> 2
  const indices = Array.from({ length: words }, (_, i) => i)
  const rest = Array.from({ length: size & 3 }, (_, i) => 4 * words + i)
  return [
    'const receiving=({views:{I32,U8}},at,align)=>()=>{',
    `  const {memory,offset}=allocate(${size},align),to=memory.I32,i=offset>>2`,
    words > unrolledWords
      ? `  for(let k=0;k<${words};k++)to[i+k]=I32[at+k]`
      : `  ${indices.map(k => `to[i+${k}]=I32[at+${k}]`).join(';')}`,
    ...rest.map(k => `  memory.U8[offset+${k}]=U8[4*at+${k}]`),
    '  return new View(viewOf,memory,offset,undefined)',
    '}',
  ]
}

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
