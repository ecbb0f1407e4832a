/** What a pointer points to: reading and writing it, counted in its size, as C's `*p` and `p[i]` do. */
import { printType } from '../ctype/print.ts'
import { bareType, type CType, pointerType } from '../ctype/type.ts'
import { CabiError, codedError, type ErrorCode } from '../error.ts'
import { show } from '../exchange/argument-error.ts'
import { type Access, accessOf } from './access.ts'
import type { Site } from './bytes.ts'
import type { Pointer } from './pointer.ts'
import { type RecordForm, recordClassOf } from './record-class.ts'
import { translationOf } from './translation.ts'

export interface Pointee {
  readonly type: CType
  readonly access: Access
  /** In bytes. */
  readonly size: number
  /** Whether its value is a view of its memory. */
  readonly isAggregate: boolean
  /** Of structs and unions. */
  readonly view: RecordForm['view'] | undefined
}

const pointees = new WeakMap<CType, Pointee>()

/** Most programs go through one type at a time: a look at the last one costs less than the map (25 ns). */
let last: Pointee | undefined

/** Throws, for `use`, where the type has no values: `void`, functions, what is not defined. */
export function pointeeOf(type: CType, pointer: Pointer, use: string): Pointee {
  if (last?.type === type) return last
  let pointee = pointees.get(type)
  if (pointee === undefined) {
    refuseValueless(type, pointer, use)
    const bare = bareType(type)
    const access = accessOf(type)
    const isAggregate = aggregates.has(bare.kind) && translationOf(type) === undefined
    const view = isAggregate && bare.kind === 'record' ? recordClassOf(bare, type).form.view : undefined
    pointee = { type, access, size: access.size, isAggregate, view }
    pointees.set(type, pointee)
  }
  last = pointee
  return pointee
}

const aggregates: ReadonlySet<string> = new Set(['record', 'array', 'vector'])

function refuseValueless(type: CType, pointer: Pointer, use: string): void {
  const bare = bareType(type)
  const refuse = (code: ErrorCode, reason: string) => {
    const message = `${use}: ${pointer} points to ${reason}`
    const facts = { type: printType(pointerType(type)) }
    return code === 'ERR_CABI_ARG_TYPE'
      ? codedError(TypeError, code, message, facts)
      : new CabiError(code, message, facts)
  }
  const text = `'${printType(type)}'`
  switch (bare.kind) {
    case 'void':
      throw refuse('ERR_CABI_ARG_TYPE', 'void, which has no values: cast it first, as in pointer.cast(c.int)')
    case 'function':
      throw refuse('ERR_CABI_ARG_TYPE', 'a function, which is not in memory as values are: read .value to call it')
    case 'record':
    case 'enum':
      if (bare.definition === undefined) {
        throw refuse('ERR_CABI_ARG_TYPE', `${text}, of which no members are declared: only C can look into it`)
      }
      break
    case 'array':
      if (bare.count === undefined) {
        throw refuse(
          'ERR_CABI_ARG_TYPE',
          `${text}, an array of unknown size: cast it to its element, or to c.array(T, n)`,
        )
      }
  }
}

/** `*(int *) 0x10`, or with an index `((int *) 0x10)[3]`. */
export class PointeeSite implements Site {
  /** Public fields are faster to make, and there is one of these for each access. */
  readonly pointer: Pointer
  readonly index: number | undefined
  readonly type: CType

  constructor(pointer: Pointer, type: CType, index?: number) {
    this.pointer = pointer
    this.type = type
    this.index = index
  }

  get lvalue(): string {
    return this.index === undefined ? `*${this.pointer}` : `(${this.pointer})[${this.index}]`
  }

  describe(): string {
    return this.lvalue
  }
}

/** A number of elements to go: negative ones are behind. */
export function requireIndex(index: unknown, use: string): number {
  if (typeof index === 'number' && Number.isSafeInteger(index)) return index
  const message = `${use}: expected a number of elements, an integer, got ${show(index)}`
  throw typeof index === 'number'
    ? codedError(RangeError, 'ERR_CABI_ARG_RANGE', message, { value: index })
    : codedError(TypeError, 'ERR_CABI_ARG_TYPE', message, { value: index })
}
