/**
 * The class of a struct or union: one for each record type, with an accessor for each member. It is written as source
 * (`record-source.ts`), or composed of closures where code from strings is forbidden (`record-composed.ts`).
 *
 * An instance is where it is: a memory, an offset, and a root (undefined until there is something to keep).
 */
import { types } from 'node:util'
import { alignOf } from '../ctype/layout.ts'
import { printType } from '../ctype/print.ts'
import { recordLayout } from '../ctype/record-layout.ts'
import { x86_64_linux as target } from '../ctype/target.ts'
import type { CType, RecordType } from '../ctype/type.ts'
import { codedError } from '../error.ts'
import { countError, describeWith, show } from '../exchange/argument-error.ts'
import type { Exchange } from '../exchange/exchange.ts'
import type { Site } from './bytes.ts'
import type { CallCopies } from './call-copies.ts'
import { holdsPointers } from './holds-pointers.ts'
import { inspectCustom, inspectRecord } from './inspect.ts'
import { membersOnly } from './members-only.ts'
import { Memory } from './memory.ts'
import { composeRecord } from './record-composed.ts'
import { type Field, fieldsOf } from './record-fields.ts'
import { fillRecord } from './record-fill.ts'
import { generateRecord } from './record-source.ts'
import type { Root } from './root.ts'
import { siteOf } from './site.ts'
import { recordToObject } from './to-object.ts'
import { nameHandle } from './type-handle.ts'

/** What is made for a class in either form. */
export interface RecordForm {
  /** Takes what `new` is given; or `viewOf` and a place. */
  readonly Class: InstanceClass
  readonly accessors: readonly PropertyDescriptor[]
  isInstance(value: unknown): boolean
  memoryOf(instance: object): Memory
  offsetOf(instance: object): number
  /** Made when first asked for. */
  rootOf(instance: object): Root
  /** Instances over what is there. */
  view(memory: Memory, offset: number, root: Root | undefined): object
  /** From now on views and results are instances of it. */
  adopt(View: InstanceClass): void
  /** Of arguments: each stores an address at index `word` of the 32-bit views, or is false. */
  storing(exchange: Exchange): (value: unknown, word: number) => boolean
  filling(exchange: Exchange, copies: CallCopies): (value: unknown, word: number) => boolean
  /** Of results: gives a new instance, and C its address. */
  placing(exchange: Exchange): () => object
  /** Of what C gives callbacks: a new instance of the bytes at index `at` of the 32-bit views, at a multiple of `align`. */
  receiving(exchange: Exchange, at: number, align: number): () => object
}

export type InstanceClass = new (init?: unknown, memory?: Memory, offset?: number, root?: Root) => object

/** Given in place of a value, says that memory, offset and root follow. Only this file and the forms know it. */
export const viewOf: object = Object.freeze(Object.create(null))

let made = 0

export class RecordClass {
  readonly record: RecordType
  /** Under the name by which it is spelled. */
  type: CType
  readonly size: number
  readonly align: number
  readonly fields: readonly Field[]
  readonly byName: ReadonlyMap<string, Field>
  /** Then what they point to is kept in a root. */
  readonly holdsPointers: boolean
  /** For source that is not to be shared with other records. */
  readonly number = ++made
  /** C's spelling: `struct point`, `point_t`. */
  readonly name: string
  readonly site: Site
  readonly form: RecordForm
  #adopted: InstanceClass | undefined
  /** Its own name: adopted, it is shown as the type. */
  #adoptedAs = ''
  readonly #misaligned: number

  constructor(record: RecordType, type: CType, form: 'generated' | 'composed') {
    this.name = printType(type)
    // `point.x`, whether that is a `struct point` or a `point`.
    const label = record.tag ?? this.name
    const layout = recordLayout(record, target)!
    this.record = record
    this.holdsPointers = holdsPointers(record)
    this.type = type
    this.size = layout.size
    this.align = alignOf(record, target)!
    this.fields = fieldsOf(record, layout, label)
    this.byName = new Map(this.fields.map(field => [field.name, field]))
    this.site = siteOf(label, type)
    // No member is loaded by more than 8 aligned bytes.
    this.#misaligned = Math.min(this.align, 8) - 1
    this.form = (form === 'generated' ? generateRecord(this) : undefined) ?? composeRecord(this)
    defineMembers(this)
  }

  get Class(): InstanceClass {
    return this.form.Class
  }

  /** An instance over what is there. */
  view(memory: Memory, offset: number, root: Root | undefined): object {
    if (memory.buffer === undefined && (offset < 0 || offset >= 2 ** 30)) return this.#viewAt(memory, offset, root)
    const place = (offset & this.#misaligned) === 0 ? memory : memory.asMisaligned()
    // What was computed from an address is a double to V8, and then all offsets of the class are.
    const integer = offset | 0
    return this.form.view(place, integer === offset ? integer : offset, root)
  }

  /** In memory that begins there: an instance's offset stays a small integer, which V8 has no box for. */
  #viewAt(memory: Memory, offset: number, root: Root | undefined): object {
    const there = Memory.foreignAt(memory.base + offset, memory.ownership)
    return this.form.view(memory.isConst ? there.asConst() : there, 0, root)
  }

  /** What `new` does with its arguments, in memory that is all zeros. */
  initialise(memory: Memory, offset: number, rootOf: () => Root, values: ArrayLike<unknown>): void {
    if (values.length > 1) throw countError(this.site.lvalue, 1, values.length)
    if (values[0] !== undefined) fillRecord(this, memory, offset, rootOf, values[0], this.site)
  }

  /** From now on views are instances of `Subclass`, whose constructor is not run for them. */
  adopt(Subclass: unknown): unknown {
    const { Class } = this.form
    if (typeof Subclass !== 'function' || !(Subclass.prototype instanceof Class)) {
      const message = `adopt: expected a class that extends '${this.name}', got ${show(Subclass)}`
      throw codedError(TypeError, 'ERR_CABI_ARG_TYPE', message, { value: Subclass })
    }
    if (this.#adopted === Subclass) return Subclass
    if (this.#adopted !== undefined) {
      const message = `adopt: '${this.name}' has adopted the class '${this.#adoptedAs}' already, got ${show(Subclass)}`
      throw codedError(TypeError, 'ERR_CABI_ARG_TYPE', message, { value: Subclass })
    }
    this.#adopted = Subclass as InstanceClass
    this.#adoptedAs = Subclass.name
    nameHandle(Subclass, this.type)
    this.form.adopt(viewClass(Class, Subclass.prototype))
    return Subclass
  }
}

/** Constructs as `Class` does, past the constructors of subclasses; what it makes inherits from `prototype`. */
function viewClass(Class: InstanceClass, prototype: object): InstanceClass {
  const View = class extends Class {}
  Object.setPrototypeOf(View.prototype, prototype)
  delete (View.prototype as { constructor?: unknown }).constructor
  return View
}

function defineMembers(record: RecordClass): void {
  const { Class, accessors } = record.form
  const hidden = (value: unknown) => ({ value, writable: true, configurable: true, enumerable: false })
  Object.defineProperties(Class, {
    name: { value: record.name, configurable: true },
    toString: { value: () => printType(record.type), configurable: true },
    adopt: { value: (Subclass: unknown) => record.adopt(Subclass) },
  })
  Object.defineProperties(Class.prototype, {
    toJSON: hidden(function toJSON(this: object) {
      return recordToObject(record, this)
    }),
    [inspectCustom]: hidden(function inspect(this: object, depth: number, options: object, show: unknown) {
      return inspectRecord(record, this, depth, options, show)
    }),
  })
  // After those: a member of the same name is the member.
  record.fields.forEach(({ name }, i) => {
    Object.defineProperty(Class.prototype, name, { ...accessors[i], enumerable: false, configurable: true })
  })
  Object.setPrototypeOf(Class.prototype, membersOnly(record))
  classes.set(Class.prototype, record)
  nameHandle(Class, record.type)
}

/** By the prototype of their class. */
const classes = new WeakMap<object, RecordClass>()

const ofRecord = new WeakMap<RecordType, RecordClass>()

/** The class of a defined record; `type` is the name it goes by if it has no tag. */
export function recordClassOf(record: RecordType, type: CType = record): RecordClass {
  let found = ofRecord.get(record)
  if (found === undefined) {
    found = new RecordClass(record, record.tag === undefined ? unqualified(type) : record, 'generated')
    ofRecord.set(record, found)
  }
  return found
}

const unqualified = (type: CType): CType => (type.kind === 'qualified' ? unqualified(type.type) : type)

/** The class that `value` is an instance of, whatever its prototype says. */
export function recordClassOfInstance(value: unknown): RecordClass | undefined {
  // A proxy is none, and its traps are not to run.
  if (typeof value !== 'object' || value === null || types.isProxy(value)) return undefined
  for (let p = prototypeOf(value); p !== null; p = prototypeOf(p)) {
    const found = classes.get(p)
    if (found !== undefined) return found.form.isInstance(value) ? found : undefined
  }
  return undefined
}

describeWith(value => {
  const record = recordClassOfInstance(value)
  return record && `an instance of '${record.name}'`
})

/** A proxy's traps may throw. */
function prototypeOf(value: object): object | null {
  try {
    return Object.getPrototypeOf(value)
  } catch {
    return null
  }
}

/**
 * Stores the address of a value at index `word` of the 32-bit view if it is an instance that may be written; false if not.
 * Until there are instances of the type, nothing is one.
 */
export function instanceStore(record: RecordType, I32: Int32Array): (value: unknown, word: number) => boolean {
  let form: RecordForm | undefined
  return (value, word) => {
    form ??= ofRecord.get(record)?.form
    if (form === undefined || !form.isInstance(value)) return false
    const memory = form.memoryOf(value as object)
    if (memory.U8 === undefined) return false
    const address = memory.base + form.offsetOf(value as object)
    I32[word] = address
    I32[word + 1] = address / 2 ** 32
    return true
  }
}
