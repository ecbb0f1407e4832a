/**
 * The usual values of a type through the `Bytes` of a memory, as source: for objects that have no typed arrays. It takes
 * conversions and closures out of guarded accesses, which then cost what a call does.
 */
import type { Bytes } from './memory.ts'

/** `at` is an expression for a place, as `bytes` counts; `v` one for a value that `InlineAccess.store` finds usual. */
export interface InlineBytes {
  /** An expression. */
  load(bytes: string, at: string, site: string): string
  /** A statement. */
  store(bytes: string, at: string, v: string, site: string): string
}

/** Of values that a load gives, and a store takes, as they are. */
export const throughBytes = (load: keyof Bytes, store: keyof Bytes): InlineBytes => ({
  load: (bytes, at, site) => `${bytes}.${load}(${at},${site})`,
  store: (bytes, at, v, site) => `${bytes}.${store}(${at},${v},${site})`,
})

export const boolThroughBytes: InlineBytes = {
  load: (bytes, at, site) => `${bytes}.loadU8(${at},${site})!==0`,
  store: (bytes, at, v, site) => `${bytes}.store8(${at},${v}?1:0,${site})`,
}
