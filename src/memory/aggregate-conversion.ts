/**
 * Aggregates by value: structs, unions, complex numbers, 128-bit integers, vectors. C is given the address of their bytes
 * (`abi/aggregate.ts`): an instance's own, or those of a copy made for the call. A result is put where a new instance is.
 */
import type { Aggregate } from '../abi/aggregate.ts'
import { alignOf, sizeOf } from '../ctype/layout.ts'
import { x86_64_linux as target } from '../ctype/target.ts'
import { bareType, type CType, type RecordType } from '../ctype/type.ts'
import { siteName } from '../exchange/argument-error.ts'
import type { ArgumentConversion, ResultConversion, ResultSite } from '../exchange/conversion.ts'
import { doubleword, type Exchange } from '../exchange/exchange.ts'
import { keepingArguments } from '../exchange/interrupted-store.ts'
import { resultOffset } from '../machine/control-block.ts'
import { accessOf, type RawAccess } from './access.ts'
import type { Site } from './bytes.ts'
import { callCopiesOf } from './call-copies.ts'
import { holdsPointers } from './holds-pointers.ts'
import { receiveBytes } from './received-bytes.ts'
import { resultAlignment } from './record-call-source.ts'
import { type RecordClass, recordClassOf } from './record-class.ts'
import { fillRecord } from './record-fill.ts'
import { Root } from './root.ts'
import { siteOf } from './site.ts'
import { allocate } from './slab.ts'

export function aggregate(exchange: Exchange, value: Aggregate, type: CType): ArgumentConversion {
  const record = recordOf(type)
  return record === undefined
    ? valueArgument(exchange, value, type)
    : recordArgument(exchange, value, recordClassOf(record, type))
}

/** An instance, whose bytes C is given as they are, or what an instance can be made of. */
function recordArgument(exchange: Exchange, value: Aggregate, record: RecordClass): ArgumentConversion {
  const storeInstance = record.form.storing(exchange)
  const storePlain = record.form.filling(exchange, callCopiesOf(exchange))
  // Nobody sees a copy that is half filled: nothing of it has to be put back.
  const storeCopy = copying(exchange, value, record.type, (memory, offset, root, value, site) =>
    fillRecord(record, memory, offset, () => root, value, site),
  )
  return {
    usesScratch: true,
    readsMembers: true,
    store(value, word, site) {
      if (!storeInstance(value, word)) storeCopy(value, word, siteOf(siteName(site), site.type))
    },
    inline(value, word, bind) {
      const stores = [bind(`instance${record.number}_`, storeInstance), bind(`plain${record.number}_`, storePlain)]
      return { when: stores.map(store => `${store}(${value},${word})`).join('||'), store: '' }
    },
  }
}

/** Complex numbers, 128-bit integers, vectors. */
function valueArgument(exchange: Exchange, value: Aggregate, type: CType): ArgumentConversion {
  const storeCopy = copying(exchange, value, type, accessOf(type).initialise)
  return {
    usesScratch: true,
    store: (value, word, site) => storeCopy(value, word, siteOf(siteName(site), type)),
    inline: () => ({ when: 'false', store: '' }),
  }
}

type Store = (value: unknown, word: number, site: Site) => void

/** Stores the address of a copy in call memory that `fill` makes of a value. */
function copying(exchange: Exchange, { size, align }: Aggregate, type: CType, fill: RawAccess['initialise']): Store {
  const { F64 } = exchange.views
  const copies = callCopiesOf(exchange)
  const isKept = holdsPointers(type)
  return (value, word, site) => {
    const { memory, offset } = copies.reserve(Math.max(size, 1), align)
    const root = new Root()
    // A value's members can be getters, which may call C.
    keepingArguments(exchange, word, () => fill(memory, offset, root, value, site))
    // Strings, and what else its pointers point into.
    if (isKept) copies.keep(root)
    F64[word / 2] = memory.base + offset
  }
}

function recordOf(type: CType): RecordType | undefined {
  const bare = bareType(type)
  return bare.kind === 'record' ? bare : undefined
}

export function aggregateResult(exchange: Exchange, type: CType): ResultConversion {
  const record = recordOf(type)
  if (record !== undefined) return instanceResult(exchange, recordClassOf(record, type), type)
  return bareType(type).kind === 'vector' ? vectorResult(exchange, type) : valueResult(exchange, type)
}

/** What is no object in JavaScript is read from the exchange: at most the 32 bytes of `_Complex long double`. */
function valueResult(exchange: Exchange, type: CType): ResultConversion {
  const { base, views } = exchange
  const access = accessOf(type)
  const memory = callCopiesOf(exchange).scratch()
  const prepare = () => {
    views.F64[doubleword.resultAddress] = base + resultOffset
  }
  return {
    place: { prepare, inline: bind => `${bind('prepare', prepare)}()` },
    load: site => access.read(memory, resultOffset, undefined, siteOf(`${site.function}()`, type)),
    inline: otherwise => otherwise,
  }
}

/** A new view each time, of memory that C writes into: a vector may be larger than the exchange has room for. */
function vectorResult({ views: { F64 } }: Exchange, type: CType): ResultConversion {
  const access = accessOf(type)
  // A typedef may ask for less than the vector, and C stores as if it had not.
  const align = Math.max(alignOf(type, target)!, alignOf(bareType(type), target)!)
  const prepare = () => {
    const place = allocate(access.size, align)
    F64[doubleword.resultAddress] = place.memory.base + place.offset
    return place
  }
  return {
    place: { prepare, inline: bind => `${bind('prepare', prepare)}()` },
    load: (site, place) => {
      const { memory, offset } = place as ReturnType<typeof allocate>
      return access.read(memory, offset, new Root(), siteOf(`${site.function}()`, type))
    },
    inline: otherwise => otherwise,
  }
}

/** A new instance each time: C writes into it. */
function instanceResult(exchange: Exchange, record: RecordClass, type: CType): ResultConversion {
  // A typedef or _Atomic may ask for more than its struct, and C stores as if it had that.
  const isOverAligned = alignOf(type, target)! > resultAlignment(record)
  const prepare = isOverAligned ? placingAligned(exchange, record, type) : record.form.placing(exchange)
  return {
    place: { prepare, inline: bind => `${bind(`place${record.number}_`, prepare)}()` },
    load: (_, place) => place,
    inline: () => 'place',
  }
}

const placingAligned =
  ({ views: { F64 } }: Exchange, record: RecordClass, type: CType) =>
  (): object => {
    const { memory, offset } = allocate(sizeOf(type, target)!, alignOf(type, target)!)
    F64[doubleword.resultAddress] = memory.base + offset
    return record.view(memory, offset, undefined)
  }

/** An aggregate that C gives a callback: the bytes at index `at` of the 32-bit views, which the next call overwrites. */
export function receivedAggregate(exchange: Exchange, type: CType, at: number): ResultConversion {
  const align = Math.max(16, alignOf(type, target)!)
  const record = recordOf(type)
  if (record !== undefined) {
    const { form, number } = recordClassOf(record, type)
    const load = form.receiving(exchange, at, align)
    return { load, inline: (_, bind) => `${bind(`receive${number}_`, load)}()` }
  }
  const access = accessOf(type)
  const load = (site: ResultSite): unknown => {
    const { memory, offset } = receiveBytes(exchange, at, access.size, align)
    return access.read(memory, offset, new Root(), siteOf(`${site.function}: argument ${site.parameter}`, type))
  }
  return { load, inline: otherwise => otherwise }
}
