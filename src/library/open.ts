/** Opening and closing: a library and its declarations become an object of functions, constants and types. */

import type { Declarations } from '../cdecl/declarations.ts'
import { parseDeclarations } from '../cdecl/parse.ts'
import { x86_64_linux as host } from '../ctype/target.ts'
import { atCallerOf } from '../error.ts'
import { show } from '../exchange/argument-error.ts'
import { exchange } from '../exchange/exchange.ts'
import { noOptions } from '../exchange/named-options.ts'
import { inspectCustom } from '../memory/inspect.ts'
import { nearMisses } from '../memory/near-miss.ts'
import { provideFunctionValues } from './function-value.ts'
import { insistsOnHostStack } from './host-stack.ts'
import { declaredNamespace, libraryNamespace, type Namespace } from './namespace.ts'
import { type CdefOptions, completeOptions, type OpenOptions, parseOptions } from './options.ts'
import { candidates, type Library } from './search/candidates.ts'
import { isInNode } from './search/in-node.ts'
import { libraryNotFound } from './search/not-found.ts'
import { shapeCache } from './shape.ts'
import { type Signatures, signatureDeclarations } from './signatures.ts'
import type { LibraryState } from './state.ts'
import { missing, symbolAddress } from './symbol.ts'
import { wrongArgument } from './wrong-argument.ts'

/** Of a library whose declarations TypeScript does not know. */
export interface LooseLibrary extends Disposable {
  // biome-ignore lint/suspicious/noExplicitAny: what a name is depends on C text that is not in the types
  readonly [name: string]: any
}

/** What a text declares without a library: its types and constants. */
export interface ParsedDeclarations {
  readonly [name: string]: unknown
}

interface Opened {
  readonly state: LibraryState
  readonly hidden: Namespace['hidden']
}

provideFunctionValues()

const opened = new WeakMap<object, Opened>()
const parsed = new WeakMap<object, Declarations>()

/**
 * Opens `library` and gives what `declarations` say of it as one object.
 *
 * Throws ERR_CABI_LIBRARY_NOT_FOUND with everything tried; ERR_CABI_SYNTAX and ERR_CABI_UNSUPPORTED with line and column;
 * ERR_CABI_PLATFORM where calls cannot be made at all.
 */
export function open(
  library: Library,
  declarations: string | ParsedDeclarations | Signatures,
  options: OpenOptions = {},
): LooseLibrary {
  try {
    const complete = completeOptions(options)
    const declared = declarationsOf(declarations, complete)
    return openedLibrary(load(library, complete), declared)
  } catch (error) {
    throw atCallerOf(open, error)
  }
}

function openedLibrary(state: LibraryState, declared: Declarations): LooseLibrary {
  const { object: namespace, hidden } = libraryNamespace(state, declared)
  Object.defineProperties(namespace, {
    [Symbol.dispose]: { value: () => close(namespace) },
    [inspectCustom]: { value: () => `library '${state.name}' { ${shortList(Object.keys(namespace))} }` },
  })
  opened.set(namespace, { state, hidden })
  if (state.options.now) resolveAll(state, declared)
  return namespace as LooseLibrary
}

function resolveAll(state: LibraryState, { functions, variables }: Declarations): void {
  for (const declared of [...functions.values(), ...variables.values()]) {
    if (!declared.isInternal) symbolAddress(state, declared)
  }
}

const mostShown = 20

function shortList(all: readonly string[]): string {
  const rest = all.length > mostShown ? `, ... ${all.length - mostShown} more` : ''
  return all.slice(0, mostShown).join(', ') + rest
}

/** Parses C declarations without opening a library, for this machine or another. */
export function cdef(text: string, options: CdefOptions = noOptions): ParsedDeclarations {
  try {
    const declarations = parseDeclarations(requireText(text, 'cdef: expected C text'), parseOptions(options))
    const namespace = declaredNamespace(declarations).object
    parsed.set(namespace, declarations)
    return namespace as ParsedDeclarations
  } catch (error) {
    throw atCallerOf(cdef, error)
  }
}

/** Makes the library's functions throw ERR_CABI_CLOSED. Its code stays mapped unless it was opened with `unload: true`. */
export function close(library: object): void {
  const { state } = requireOpened(library, 'close')
  if (state.closed) return
  state.closed = true
  if (state.options.unload) state.exchange.kernel.closeLibrary(state.handle)
}

/** What `library.name` is, for every name, also those that an object cannot show: `then`, `__proto__`. */
export function symbol(library: object, name: string): unknown {
  const { state, hidden } = requireOpened(library, 'symbol')
  if (typeof name !== 'string') throw wrongArgument(`symbol: expected a name, got ${show(name)}`, name)
  const found = hidden.get(name) ?? Object.getOwnPropertyDescriptor(library, name)
  if (found?.get !== undefined) return found.get()
  const names = [...Object.getOwnPropertyNames(library), ...hidden.keys()]
  throw missing({ name, symbol: name }, `the declarations for '${state.name}'`, nearMisses(name, names))
}

function load(library: Library, options: Required<OpenOptions>): LibraryState {
  const shared = exchange()
  const attempts = []
  for (const candidate of candidates(library)) {
    const handle = shared.kernel.openLibrary(candidate.name, options.global, options.now, isInNode(candidate.name))
    if (typeof handle === 'number') {
      const path = shared.kernel.libraryPath(handle) ?? ''
      const name = candidate.name ?? 'this process'
      const stack = options.stack === 'auto' && insistsOnHostStack(shared.kernel, handle) ? 'host' : options.stack
      const decided = { ...options, stack }
      return {
        exchange: shared,
        handle,
        name,
        path,
        options: decided,
        shapeOf: shapeCache(shared, decided),
        closed: false,
      }
    }
    attempts.push({ candidate, reason: handle })
  }
  throw libraryNotFound(library, attempts)
}

function declarationsOf(
  declarations: string | ParsedDeclarations | Signatures,
  { int64 }: Required<OpenOptions>,
): Declarations {
  if (typeof declarations === 'object' && declarations !== null) {
    const declared = parsed.get(declarations) ?? signatureDeclarations(declarations, int64)
    if (int64 === 'number' && declared.int64 !== int64) {
      const message =
        "options: int64 is 'number', and the declarations were made without: write cdef(text, { int64: 'number' })"
      throw wrongArgument(message, int64)
    }
    if (declared.target === host) return declared
    const message = `declarations: they are for ${declared.target.name}, and calls are made on ${host.name}`
    throw wrongArgument(message, declarations)
  }
  return parseDeclarations(
    requireText(declarations, 'declarations: expected C text, the result of cdef, or an object of signatures'),
    { int64 },
  )
}

function requireText(text: unknown, expected: string): string {
  if (typeof text === 'string') return text
  throw wrongArgument(`${expected}, got ${show(text)}`, text)
}

/** Throws ERR_CABI_ARG_TYPE, for `use`, for what is no opened library. */
export const openedState = (library: object, use: string): LibraryState => requireOpened(library, use).state

function requireOpened(library: object, use: string): Opened {
  const found = typeof library === 'object' && library !== null ? opened.get(library) : undefined
  if (found !== undefined) return found
  throw wrongArgument(`${use}: expected a library from open(), got ${show(library)}`, library)
}
