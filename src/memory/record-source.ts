/**
 * Record classes as source. Each has its own text, so that V8's feedback is of one type: every access finds one kind of
 * instance, memory and typed array.
 *
 * - Private fields are in the class itself, the only place that may name them. They begin with values of the kind they will
 *   have, for V8 to see one representation.
 * - An accessor goes past its typed array only where there is none, to the memory's bytes; past those only where the value
 *   is no usual one. What all types share (`readers`, `writers`) V8 cannot inline: 20 ns more for a guarded store.
 *
 * Only numbers and names made here get into source text: members are named from outside.
 */
import { dump } from '../exchange/dump.ts'
import { compileText } from '../exchange/generate.ts'
import { constError } from './const-error.ts'
import { fillScope, fillSource, hasFill } from './fill-source.ts'
import { indexSource, isAligned } from './inline-index.ts'
import { Memory } from './memory.ts'
import { callSource, storingSource } from './record-call-source.ts'
import { type RecordClass, type RecordForm, viewOf } from './record-class.ts'
import type { Field } from './record-fields.ts'
import { Root } from './root.ts'
import { allocate, allocateSmall, isSmall, slab } from './slab.ts'

let made = 0

const none = Memory.nowhere()

/** Undefined where code from strings is forbidden. */
export function generateRecord(record: RecordClass): RecordForm | undefined {
  const text = recordSource(record)
  const make = compileText('scope', `${text}\n//# sourceURL=cabi:record-${++made}`)
  if (make === undefined) return undefined
  dump(`the class of ${record.name}`, () => text)
  return make(scopeOf(record)) as RecordForm
}

const scopeOf = (record: RecordClass) => ({
  viewOf,
  slab,
  none,
  allocate,
  allocateSmall,
  newRoot: () => new Root(),
  initialise(instance: object, values: ArrayLike<unknown>) {
    const { memoryOf, offsetOf, rootOf } = record.form
    record.initialise(memoryOf(instance), offsetOf(instance), () => rootOf(instance), values)
  },
  ...fillScope(record),
  readers: record.fields.map(
    ({ access, offset, site }) =>
      (memory: Memory, at: number, root?: Root) =>
        access.read(memory, at + offset, root, site),
  ),
  writers: record.fields.map(writer),
  sites: record.fields.map(({ site }) => site),
})

const writer =
  ({ access, offset, site, isConst }: Field) =>
  (memory: Memory, at: number, value: unknown, root?: Root) => {
    if (isConst || memory.isConst) throw constError(site)
    access.initialise(memory, at + offset, root, value, site)
  }

export function recordSource(record: RecordClass): string {
  const { fields, size, align } = record
  const named = (what: string) => `[${fields.map((_, i) => `${what}${i}`)}]`
  return [
    "'use strict'",
    'const {viewOf,slab,none,allocate,allocateSmall,newRoot,initialise}=scope',
    `const ${named('read')}=scope.readers,${named('write')}=scope.writers,${named('site')}=scope.sites`,
    ...(hasFill(record) ? fillSource(record) : []),
    'let accessors,isInstance,memoryOf,offsetOf,rootOf,storing',
    // Without a name of its own: V8 would say it.
    'const Instance=(0,class{',
    '  #memory=none;#offset=0;#root',
    '  constructor(init,memory,offset,root){',
    '    if(init===viewOf){this.#memory=memory;this.#offset=offset;this.#root=root;return}',
    isSmall(size, align)
      ? `    this.#offset=allocateSmall(${size},${align});this.#memory=slab.memory`
      : `    const place=allocate(${size},${align});this.#memory=place.memory;this.#offset=place.offset`,
    `    if(arguments.length!==0${hasFill(record) ? `&&(arguments.length!==1||!fill(this.#memory,this.#offset,init,${record.holdsPointers ? 'this.#root=newRoot()' : 'undefined'}))` : ''})initialise(this,arguments)`,
    '  }',
    '  static{',
    "    isInstance=value=>typeof value==='object'&&value!==null&&#memory in value",
    '    memoryOf=instance=>instance.#memory',
    '    offsetOf=instance=>instance.#offset',
    '    rootOf=instance=>instance.#root??=newRoot()',
    '    accessors=[',
    ...fields.map((field, i) => accessorSource(field, i, align)),
    '    ]',
    storingSource,
    '  }',
    '})',
    'let View=Instance',
    'const adopt=Class=>{View=Class}',
    'const view=(memory,offset,root)=>new View(viewOf,memory,offset,root)',
    ...callSource(record),
    'return {Class:Instance,accessors,isInstance,memoryOf,offsetOf,rootOf,storing,filling,placing,receiving,adopt,view}',
  ].join('\n')
}

function accessorSource(field: Field, i: number, align: number): string {
  const { access, offset, isConst } = field
  const root = access.usesRoot ? 'this.#root??=newRoot()' : ''
  const read = `read${i}(this.#memory,this.#offset${root && `,${root}`})`
  const write = `write${i}(this.#memory,this.#offset,v${root && `,${root}`})`
  const inline = isAligned(field, align) ? access.inline : undefined
  if (inline === undefined) return `      {get(){return ${read}},set(v){${write}}},`
  const at = indexSource(inline, 'this.#offset', offset)
  const place = `this.#offset${offset === 0 ? '' : `+${offset}`}`
  const load = inline.throughBytes?.load('m.bytes', place, `site${i}`) ?? read
  const get = `const m=this.#memory,a=m.${inline.view};if(a===undefined)return ${load};const i=${at};return ${inline.load('a', 'i', read)}`
  const stored = isConst ? undefined : inline.store?.('a', 'i', 'v')
  if (stored === undefined) return `      {get(){${get}},set(v){${write}}},`
  const store = inline.throughBytes?.store('m.bytes', place, 'v', `site${i}`) ?? write
  const set = `if(${stored.when}){const m=this.#memory,a=m.${inline.view};if(a===undefined)${store};else{const i=${at};${stored.store}}}else ${write}`
  return `      {get(){${get}},set(v){${set}}},`
}
