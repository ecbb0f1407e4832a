// Checked without the types of Node, which a user may not have.
import { CabiError, open } from 'cabi'

const libc = open('libc.so.6', 'int printf(const char *fmt, ...); int atoi(const char *nptr);')
const length: number = libc.printf('Hello %s!\n', 'world')
const one: number = libc.atoi('1')
if (length !== 13 || one !== 1) throw new Error(`printf gave ${length}, atoi ${one}`)

let code: unknown
try {
  // @ts-expect-error: the types come from the C text; without them it is refused when it runs
  libc.atoi(1)
} catch (error) {
  if (error instanceof TypeError || error instanceof CabiError) code = (error as { code?: unknown }).code
}
if (code !== 'ERR_CABI_ARG_TYPE') throw new Error(`atoi(1) gave ${code}`)
