/** Leaves written by JavaScript and read by C, and the other way round, in each way that an object can be reached. */
import { isDeepStrictEqual } from 'node:util'
import { sizeOf } from '../../../src/ctype/layout.ts'
import { x86_64_linux as target } from '../../../src/ctype/target.ts'
import { bareType } from '../../../src/ctype/type.ts'
import type { LooseLibrary } from '../../../src/library/open.ts'
import { addressOf } from '../../../src/memory/address-of.ts'
import { copy } from '../../../src/memory/copy.ts'
import { Memory } from '../../../src/memory/memory.ts'
import { RecordClass } from '../../../src/memory/record-class.ts'
import type { Random } from '../random.ts'
import type { Subject } from './accessors.ts'
import type { Leaf } from './leaf.ts'
import { fromJavaScript, type Neutral, randomValue, toJavaScript } from './value.ts'

export const ways = ['generated', 'composed', 'foreign'] as const

export interface Failure {
  readonly subject: Subject
  readonly leaf: Leaf
  readonly way: (typeof ways)[number]
  readonly text: string
}

/** `first` is the number of the subject's first leaf. */
export function check(library: LooseLibrary, subject: Subject, first: number, random: Random): Failure[] {
  const failures: Failure[] = []
  for (const way of ways) {
    const object = objectOf(subject, way)
    subject.leaves.forEach((leaf, i) => {
      const fail = (text: string) => failures.push({ subject, leaf, way, text })
      try {
        const question = new Question(library, subject, leaf, first + i, object, random)
        if (!leaf.isConst) question.written(fail)
        question.read(fail)
      } catch (error) {
        fail(String((error as Error).stack))
      }
    })
  }
  return failures
}

interface Reached {
  /** Through which JavaScript reads and writes. */
  readonly view: object
  /** What C is given: the same memory. */
  readonly memory: object
}

function objectOf({ record }: Subject, way: (typeof ways)[number]): Reached {
  const type = new RecordClass(record, record, way === 'composed' ? 'composed' : 'generated')
  const memory = new type.Class()
  if (way !== 'foreign') return { view: memory, memory }
  return { view: type.view(Memory.foreignAt(addressOf(memory).address), 0, undefined), memory }
}

class Question {
  readonly #library: LooseLibrary
  readonly #leaf: Leaf
  readonly #number: number
  readonly #object: Reached
  readonly #random: Random
  readonly #size: number
  readonly #value = new BigUint64Array(new ArrayBuffer(64))
  readonly #doubles = new Float64Array(this.#value.buffer)

  constructor(library: LooseLibrary, subject: Subject, leaf: Leaf, number: number, object: Reached, random: Random) {
    this.#library = library
    this.#leaf = leaf
    this.#number = number
    this.#object = object
    this.#random = random
    this.#size = sizeOf(subject.record, target)!
  }

  /** From the same random bytes, what JavaScript writes is what C writes, and no other bit changes. */
  written(fail: (text: string) => void): void {
    const before = Uint8Array.from({ length: this.#size }, () => this.#random(256))
    const value = randomValue(this.#leaf, this.#random)
    const { view, memory } = this.#object
    this.#put(value)
    copy(memory, before)
    this.#library['set'](this.#number, memory, this.#value)
    const byC = this.#bytes()
    copy(memory, before)
    const { holder, key } = this.#holder(view)
    ;(holder as Record<string | number, unknown>)[key] = toJavaScript(this.#leaf, value, this.#current(holder, key))
    const byJavaScript = this.#bytes()
    if (!isDeepStrictEqual(byC, byJavaScript))
      fail(`write ${show(value)}: C makes ${hex(byC)}, JavaScript ${hex(byJavaScript)}`)
  }

  /** What C wrote, or would read from random bytes, JavaScript reads. */
  read(fail: (text: string) => void): void {
    const { view, memory } = this.#object
    copy(
      memory,
      Uint8Array.from({ length: this.#size }, () => this.#random(256)),
    )
    if (!this.#leaf.isConst) {
      this.#put(this.#preciseValue())
      this.#library['set'](this.#number, memory, this.#value)
    } else if (this.#leaf.kind !== 'integer' && this.#leaf.kind !== 'pointer') {
      // Random bytes need be no bool and no floating number, nor a number that is exact.
      copy(memory, new Uint8Array(this.#size))
    }
    this.#library['get'](this.#number, memory, this.#value)
    const expected = this.#taken()
    const { holder, key } = this.#holder(view)
    const found = fromJavaScript(this.#leaf, this.#current(holder, key))
    if (!isDeepStrictEqual(found, expected)) fail(`read: C finds ${show(expected)}, JavaScript ${show(found)}`)
  }

  /** A floating one with more bits than a double has. */
  #preciseValue(): Neutral {
    const value = randomValue(this.#leaf, this.#random)
    if (this.#leaf.kind !== 'floating') return value
    const [first] = value as readonly number[]
    return [first!, Number.isFinite(first) ? first! * 2 ** -54 * this.#random(16) : 0]
  }

  #holder(view: object): { holder: unknown; key: string | number } {
    const { path } = this.#leaf
    let holder: unknown = view
    for (const key of path.slice(0, -1)) holder = (holder as Record<string | number, unknown>)[key]
    return { holder, key: path.at(-1)! }
  }

  #current(holder: unknown, key: string | number): unknown {
    try {
      return (holder as Record<string | number, unknown>)[key]
    } catch (error) {
      const { code, result } = error as { code?: string; result?: bigint }
      if (code === 'ERR_CABI_RESULT_RANGE') return result
      throw error
    }
  }

  #put(value: Neutral): void {
    value.forEach((part, i) => {
      if (typeof part === 'number') this.#doubles[i] = part
      else {
        this.#value[2 * i] = BigInt.asUintN(64, part)
        this.#value[2 * i + 1] = BigInt.asUintN(64, part >> 64n)
      }
    })
  }

  /** Of a wide unsigned integer, C's 128 bits have a sign. */
  #taken(): Neutral {
    const { kind, type } = this.#leaf
    if (kind === 'floating') return [this.#doubles[0]!]
    if (kind === 'complex floating') return [this.#doubles[0]!, this.#doubles[1]!]
    const bare = bareType(type)
    const isUnsigned = bare.kind === 'integer' && bare.name === 'unsigned __int128'
    const whole = (i: number) => {
      const bits = (this.#value[2 * i + 1]! << 64n) | this.#value[2 * i]!
      const wide = bare.kind === 'complex' && bare.element.name === 'unsigned __int128'
      return isUnsigned || wide ? bits : BigInt.asIntN(128, bits)
    }
    return kind === 'complex integer' ? [whole(0), whole(1)] : [whole(0)]
  }

  #bytes(): Uint8Array {
    const bytes = new Uint8Array(this.#size)
    copy(bytes, this.#object.memory)
    return bytes
  }
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
const show = (value: Neutral): string => value.map(part => (Object.is(part, -0) ? '-0' : String(part))).join(', ')
