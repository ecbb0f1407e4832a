/** Addresses of a library's symbols, and what to say where one is missing. */
import { readFileSync } from 'node:fs'
import { CabiError } from '../error.ts'
import { nearMisses } from './near-miss.ts'
import { exportedSymbols } from './search/exported-symbols.ts'
import { closedError, type LibraryState } from './state.ts'

/** Throws ERR_CABI_SYMBOL_NOT_FOUND with near misses, ERR_CABI_CLOSED after `close`. */
export function symbolAddress(state: LibraryState, name: string): number {
  if (state.closed) throw closedError(state, name)
  const address = state.exchange.kernel.findSymbol(state.handle, name)
  if (address !== undefined) return address
  const where = state.path === '' ? 'this process' : `'${state.name}' (${state.path})`
  throw missing(name, where, nearMisses(name, exportedNames(state)))
}

export function missing(name: string, where: string, near: readonly string[]): CabiError {
  const hint = near.length === 0 ? '' : `; did you mean ${near.map(n => `'${n}'`).join(' or ')}?`
  const message = `there is no symbol '${name}' in ${where}${hint}`
  return new CabiError('ERR_CABI_SYMBOL_NOT_FOUND', message, { symbol: name, near })
}

function exportedNames(state: LibraryState): Set<string> {
  const files = state.path === '' ? mappedObjects() : [state.path]
  return new Set(files.flatMap(exportedSymbols))
}

/** Files with code in this process. */
function mappedObjects(): string[] {
  const executable = readFileSync('/proc/self/maps', 'utf8').matchAll(/^\S+ r-xp .* (\/.*)$/gm)
  return [...new Set(Array.from(executable, ([, file]) => file!))]
}
