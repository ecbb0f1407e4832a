/** Errors about what is given to a function of cabi itself, not to one of C. */
import { codedError } from '../error.ts'

export const wrongArgument = (message: string, value: unknown): TypeError =>
  codedError(TypeError, 'ERR_CABI_ARG_TYPE', message, { value })
