/**
 * The identifiers of a text, each once: a hash table over ranges of the text, so that reading a name that was seen before
 * makes no string, and so that every use of a name is the same string, whose own hash JavaScript has worked out already. It
 * also holds what the preprocessor knows of a name.
 */
import { type Word, wordOf } from '../declaration/keyword.ts'
import type { Macro } from '../preprocessor/macro.ts'

export class Identifier {
  readonly name: string
  readonly hash: number
  /** What it means to declarations, if it is a keyword. */
  readonly word: Word | undefined
  macro: Macro | undefined = undefined
  /** Whether it was ever a macro of the text: it is in the list of them. */
  isListed = false

  constructor(name: string, hash: number) {
    this.name = name
    this.hash = hash
    this.word = wordOf(name)
  }
}

/** FNV-1a, over UTF-16 units. Another start for each process, so that no text can be made to collide. */
export const HASH_START: number = Math.trunc(Math.random() * 2 ** 32) | 0
export const HASH_PRIME = 0x01000193

const INITIAL_SLOTS = 256

export class Identifiers {
  #slots: (Identifier | undefined)[] = new Array(INITIAL_SLOTS).fill(undefined)
  #mask = INITIAL_SLOTS - 1
  #count = 0
  readonly #created: (identifier: Identifier) => void

  /** `created` is told of each name when it is first seen. */
  constructor(created: (identifier: Identifier) => void) {
    this.#created = created
  }

  /** The identifier spelled by a range of `text` whose hash is known. */
  at(text: string, start: number, end: number, hash: number): Identifier {
    const slots = this.#slots
    const mask = this.#mask
    let slot = hash & mask
    for (;;) {
      const found = slots[slot]
      if (found === undefined) return this.#add(text.slice(start, end), hash, slot)
      if (found.hash === hash && isSpelled(found.name, text, start, end)) return found
      slot = (slot + 1) & mask
    }
  }

  named(name: string): Identifier {
    let hash = HASH_START
    for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), HASH_PRIME)
    return this.at(name, 0, name.length, hash)
  }

  #add(name: string, hash: number, slot: number): Identifier {
    const identifier = new Identifier(name, hash)
    this.#slots[slot] = identifier
    if (++this.#count * 2 > this.#slots.length) this.#grow()
    this.#created(identifier)
    return identifier
  }

  #grow(): void {
    const length = this.#slots.length * 4
    const slots: (Identifier | undefined)[] = new Array(length).fill(undefined)
    for (const identifier of this.#slots) {
      if (identifier === undefined) continue
      let slot = identifier.hash & (length - 1)
      while (slots[slot] !== undefined) slot = (slot + 1) & (length - 1)
      slots[slot] = identifier
    }
    this.#slots = slots
    this.#mask = length - 1
  }
}

function isSpelled(name: string, text: string, start: number, end: number): boolean {
  if (name.length !== end - start) return false
  for (let i = 0; i < name.length; i++) if (name.charCodeAt(i) !== text.charCodeAt(start + i)) return false
  return true
}
