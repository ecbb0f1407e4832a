/** A library's life, which its functions share. */
import { CabiError } from '../error.ts'

export interface Liveness {
  /** As the caller named the library, for messages. */
  readonly name: string
  readonly closed: boolean
}

/** Of a use of `name`, one of the library's functions, after `close`. */
export const closedError = (library: Liveness, name: string): CabiError =>
  new CabiError('ERR_CABI_CLOSED', `${name}: the library '${library.name}' was closed`, { function: name })
