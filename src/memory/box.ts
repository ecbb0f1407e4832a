/** Memory for one value that is no struct or array: what `&x` is of in C. */
import { printType } from '../ctype/print.ts'
import { type CType, qualifiedType } from '../ctype/type.ts'
import { describeWith } from '../exchange/argument-error.ts'
import { type Access, accessOf } from './access.ts'
import type { Site } from './bytes.ts'
import { inspectCustom, inspector } from './inspect.ts'
import type { Memory } from './memory.ts'
import { type Pointer, pointerAt } from './pointer.ts'
import { Root } from './root.ts'
import { siteOf } from './site.ts'

export class Box<T = unknown> {
  readonly #memory: Memory
  readonly #offset: number
  readonly #root: Root
  readonly #access: Access
  readonly #site: Site

  static {
    Object.defineProperty(Box, 'name', { value: 'Box' })
  }

  /** Not for users: boxes come from `alloc`. */
  constructor(memory: Memory, offset: number, type: CType, root = new Root()) {
    this.#memory = memory
    this.#offset = offset
    this.#root = root
    this.#access = accessOf(type)
    this.#site = siteOf(`the box of '${printType(type)}'`, type)
  }

  get value(): T {
    return this.#access.read(this.#memory, this.#offset, this.#root, this.#site) as T
  }

  /** Takes what an argument of the type takes. */
  set value(value: unknown) {
    this.#access.write(this.#memory, this.#offset, this.#root, value, this.#site)
  }

  get pointer(): Pointer {
    return pointerAt(this.type, this.#memory.base + this.#offset, this)
  }

  get type(): CType {
    const { type } = this.#access
    return this.#memory.isConst ? qualifiedType(type, { const: true }) : type
  }

  toJSON(): T {
    return this.value
  }

  [inspectCustom](depth: number, options: object, show: unknown): string {
    const name = `Box ${printType(this.#access.type)}`
    return depth < 0 ? `[${name}]` : `${name} ${inspector(show)({ value: this.value }, { ...options, depth })}`
  }

  static isBox(value: unknown): value is Box {
    return typeof value === 'object' && value !== null && #memory in value
  }

  /** Where it is, for the rest of cabi. */
  static placeOf(box: Box): { memory: Memory; offset: number; root: Root; size: number } {
    return { memory: box.#memory, offset: box.#offset, root: box.#root, size: box.#access.size }
  }
}

describeWith(value => (Box.isBox(value) ? `a box of '${printType(value.type)}'` : undefined))
