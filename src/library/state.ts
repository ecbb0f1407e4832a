/** What the functions of one opened library share. */
import type { Exchange } from '../exchange/exchange.ts'
import type { Liveness } from '../exchange/liveness.ts'
import type { OpenOptions } from './options.ts'
import type { ShapeCache } from './shape.ts'

export interface LibraryState extends Liveness {
  readonly exchange: Exchange
  readonly handle: number
  /** Where the loader found it; empty for the process itself. */
  readonly path: string
  readonly options: Required<OpenOptions>
  /** What functions of one signature share. */
  readonly shapeOf: ShapeCache
  closed: boolean
}
