/** Which names are worth making the predefined macros for: most texts have none of them (`builtin.ts`). */
import type { Builtin } from './builtin.ts'

/** Outside of the names that C reserves (C11 7.1.3): GNU's old ones, and what mingw-w64 has. */
const unreserved: ReadonlySet<string> = new Set(['linux', 'unix', 'i386', 'WIN32', 'WIN64', 'WINNT'])

/** Whether it is worth looking for a predefined macro of this name. */
export const mayBePredefined = (name: string): boolean => name.startsWith('_') || unreserved.has(name)

/** Of a text for no compiler. */
export const nothingBuiltin: Builtin = { text: '', macros: new Map(), headers: new Map() }
