/** Record classes of closures, for hosts that forbid code from strings: what `record-source.ts` writes, for any record. */
import { doubleword } from '../exchange/exchange.ts'
import { constError } from './const-error.ts'
import type { Memory } from './memory.ts'
import { receiveBytes } from './received-bytes.ts'
import { resultAlignment } from './record-call-source.ts'
import { type InstanceClass, type RecordClass, type RecordForm, viewOf } from './record-class.ts'
import type { Field } from './record-fields.ts'
import { Root } from './root.ts'
import { allocate } from './slab.ts'

class Instance {
  readonly #record: RecordClass
  readonly #memory: Memory
  readonly #offset: number
  #root: Root | undefined

  constructor(record: RecordClass, values: readonly unknown[]) {
    this.#record = record
    if (values[0] === viewOf) {
      this.#memory = values[1] as Memory
      this.#offset = values[2] as number
      this.#root = values[3] as Root | undefined
      return
    }
    const { memory, offset } = allocate(record.size, record.align)
    this.#memory = memory
    this.#offset = offset
    if (values.length > 0) record.initialise(memory, offset, () => Instance.rootOf(this), values)
  }

  static is(record: RecordClass, value: unknown): value is Instance {
    return typeof value === 'object' && value !== null && #record in value && value.#record === record
  }

  static memoryOf(instance: Instance): Memory {
    return instance.#memory
  }

  static offsetOf(instance: Instance): number {
    return instance.#offset
  }

  static rootOf(instance: Instance): Root {
    instance.#root ??= new Root()
    return instance.#root
  }
}

export function composeRecord(record: RecordClass): RecordForm {
  const Class = class extends Instance {
    constructor(...values: unknown[]) {
      super(record, values)
    }
  }
  let View = Class as unknown as InstanceClass
  return {
    Class: View,
    accessors: record.fields.map(accessor),
    isInstance: value => Instance.is(record, value),
    memoryOf: instance => Instance.memoryOf(instance as Instance),
    offsetOf: instance => Instance.offsetOf(instance as Instance),
    rootOf: instance => Instance.rootOf(instance as Instance),
    view: (memory, offset, root) => new View(viewOf, memory, offset, root),
    adopt(Adopted) {
      View = Adopted
    },
    storing:
      ({ views: { F64 } }) =>
      (value, word) => {
        if (!Instance.is(record, value)) return false
        const memory = Instance.memoryOf(value)
        if (memory.isClosed) return false
        F64[word / 2] = memory.base + Instance.offsetOf(value)
        return true
      },
    // All of it is left to `fillRecord`, which is of closures.
    filling: () => () => false,
    placing:
      ({ views: { F64 } }) =>
      () => {
        const { memory, offset } = allocate(record.size, resultAlignment(record))
        F64[doubleword.resultAddress] = memory.base + offset
        return new View(viewOf, memory, offset, undefined)
      },
    receiving: (exchange, at, align) => () => {
      const { memory, offset } = receiveBytes(exchange, at, record.size, align)
      return new View(viewOf, memory, offset, undefined)
    },
  }
}

function accessor({ access, offset, site, isConst }: Field): PropertyDescriptor {
  const rootOf = (instance: Instance) => (access.usesRoot ? Instance.rootOf(instance) : undefined)
  return {
    get(this: Instance) {
      return access.read(Instance.memoryOf(this), Instance.offsetOf(this) + offset, rootOf(this), site)
    },
    set(this: Instance, value: unknown) {
      const memory = Instance.memoryOf(this)
      if (isConst || memory.isConst) throw constError(site)
      access.initialise(memory, Instance.offsetOf(this) + offset, rootOf(this), value, site)
    },
  }
}
