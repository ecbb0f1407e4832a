/** What a failed call left in `errno`, as an error like those of Node's own modules. */
import { getSystemErrorMap } from 'node:util'
import { toBePlaced } from '../error.ts'

/** As an error of `fs` is: `errno` is the negative number. */
export interface SystemError extends Error {
  readonly code: string
  readonly errno: number
  /** The function that failed. */
  readonly syscall: string
}

/** libuv's table has numbers of its own too, from here on: those of `getaddrinfo`, the end of a file. */
const firstOfLibuv = 3000

export function systemError(name: string, errorNumber: number): SystemError {
  const known = errorNumber < firstOfLibuv ? getSystemErrorMap().get(-errorNumber) : undefined
  const [code, words] = known ?? [`E${errorNumber}`, 'unknown system error']
  return toBePlaced(
    Object.assign(new Error(`${code}: ${words}, ${name}`), { errno: -errorNumber, code, syscall: name }),
  )
}
