/** Addresses of a library's symbols, and what to say where one is missing. */
import { readFileSync } from 'node:fs'
import type { FunctionDeclaration, VariableDeclaration } from '../cdecl/declarations.ts'
import { CabiError } from '../error.ts'
import { closedError } from '../exchange/liveness.ts'
import { nearMisses } from '../memory/near-miss.ts'
import { exportedSymbols } from './search/exported-symbols.ts'
import type { LibraryState } from './state.ts'

/** What is looked up: its name in C, and where it is another, the symbol that `__asm__` gives it. */
export type Sought = Pick<FunctionDeclaration | VariableDeclaration, 'name' | 'symbol' | 'isInternal'>

/** Throws ERR_CABI_SYMBOL_NOT_FOUND with near misses, ERR_CABI_CLOSED after `close`. */
export function symbolAddress(state: LibraryState, sought: Sought): number {
  const { name, symbol, isInternal } = sought
  if (state.closed) throw closedError(state, name)
  const address = state.exchange.kernel.findSymbol(state.handle, symbol)
  if (address !== undefined) return address
  const where = state.path === '' ? 'this process' : `'${state.name}' (${state.path})`
  if (isInternal) throw internal(sought, where)
  throw missing(sought, where, nearMisses(symbol, exportedNames(state)))
}

/**
 * Of a variable, the definition that the library's own code uses: the first in the loader's order. A program that was linked
 * to libc's `environ` has a copy of it, and libc uses that.
 */
export function variableAddress(state: LibraryState, sought: Sought): number {
  const own = symbolAddress(state, sought)
  const { kernel } = state.exchange
  const everywhere = kernel.openLibrary(null, false, false)
  return (typeof everywhere === 'number' ? kernel.findSymbol(everywhere, sought.symbol) : undefined) ?? own
}

export function missing(
  { name, symbol }: Pick<Sought, 'name' | 'symbol'>,
  where: string,
  near: readonly string[],
): CabiError {
  const hint = near.length === 0 ? '' : `; did you mean ${near.map(n => `'${n}'`).join(' or ')}?`
  return new CabiError('ERR_CABI_SYMBOL_NOT_FOUND', `there is no symbol ${spelled(name, symbol)} in ${where}${hint}`, {
    symbol,
    near,
  })
}

const spelled = (name: string, symbol: string) => (name === symbol ? `'${name}'` : `'${symbol}' (for '${name}')`)

/** C compiles what is `static` or `inline` into whatever uses it. */
function internal({ name, symbol }: Sought, where: string): CabiError {
  const message = `there is no symbol ${spelled(name, symbol)} in ${where}: it is declared static or inline, which no library has to have`
  return new CabiError('ERR_CABI_SYMBOL_NOT_FOUND', message, { symbol, near: [] })
}

/** Names of C++, which nobody means to write. */
const mangled = '_Z'

function exportedNames(state: LibraryState): Set<string> {
  const files = state.path === '' ? mappedObjects() : [state.path]
  return new Set(files.flatMap(exportedSymbols).filter(name => !name.startsWith(mangled)))
}

/** Files with code in this process. */
function mappedObjects(): string[] {
  const executable = readFileSync('/proc/self/maps', 'utf8').matchAll(/^\S+ r-xp .* (\/.*)$/gm)
  return [...new Set(Array.from(executable, ([, file]) => file!))]
}
