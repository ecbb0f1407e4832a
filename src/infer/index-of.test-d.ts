/** For the tests of types: a text's index. */
import type { Entry, Index } from './declaration.ts'
import type { Entries } from './split.ts'

export type IndexOf<Text extends string> = Entries<Text> extends infer E extends Entry ? Index<E> : never
