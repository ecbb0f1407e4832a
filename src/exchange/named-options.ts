/** Options of cabi's own functions: objects of known names. One that is misspelt would be lost silently. */
import { codedError } from '../error.ts'
import { show } from './argument-error.ts'

/** In place of options that are not given. */
export const noOptions: Readonly<Record<string, never>> = Object.freeze({})

/** Throws ERR_CABI_ARG_TYPE for what is no object, and for a name that is not among `known`. `use` is what they are for. */
export function requireOptions<T extends object>(use: string, options: T, known: readonly (keyof T & string)[]): T {
  if (options === noOptions) return options
  if (typeof options !== 'object' || options === null) {
    throw wrongOptions(`${use}: expected options as an object, got ${show(options)}`, options)
  }
  const unknown = Object.keys(options).find(name => !known.some(other => other === name))
  if (unknown === undefined) return options
  throw wrongOptions(`${use}: there is no option '${unknown}'; known ${theseAre(known)}`, options)
}

const theseAre = (names: readonly string[]) => `${names.length > 1 ? 'are' : 'is'} ${names.join(', ')}`

const wrongOptions = (message: string, value: unknown) => codedError(TypeError, 'ERR_CABI_ARG_TYPE', message, { value })
