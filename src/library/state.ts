/** What the functions of one opened library share. */
import { CabiError } from '../error.ts'
import type { Liveness } from '../exchange/call.ts'
import type { Exchange } from '../exchange/exchange.ts'
import type { OpenOptions } from './options.ts'
import type { ShapeCache } from './shape.ts'

export interface LibraryState extends Liveness {
  readonly exchange: Exchange
  readonly handle: number
  /** As the caller named it, for messages. */
  readonly name: string
  /** Where the loader found it; empty for the process itself. */
  readonly path: string
  readonly options: Required<OpenOptions>
  /** What functions of one signature share. */
  readonly shapeOf: ShapeCache
  closed: boolean
}

export const closedError = (state: LibraryState, name: string): CabiError =>
  new CabiError('ERR_CABI_CLOSED', `${name}: the library '${state.name}' was closed`, { function: name })
