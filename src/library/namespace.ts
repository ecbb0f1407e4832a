/**
 * A library's names as properties of one object without a prototype. Functions are made when first touched: their
 * property is an accessor that stays one, because an object whose accessors turn into values falls back to a hash table,
 * which costs 5 ns at each access.
 */
import type { Constant, Declarations, FunctionDeclaration } from '../cdecl/declarations.ts'
import { atCallerOf } from '../error.ts'
import { handleOf } from '../memory/type-handle.ts'
import { type CFunction, createFunction } from './function.ts'
import type { LibraryState } from './state.ts'
import { symbolAddress } from './symbol.ts'

/** Reads a name's value; throws where a function's symbol is missing. */
type Reader = () => unknown

/** Every name of a library, those that JavaScript would trip over too. */
export type Names = ReadonlyMap<string, Reader>

/** A promise would call `then` of what it is given; `__proto__` is no ordinary name in object literals and merges. */
const tripwires: ReadonlySet<string> = new Set(['then', '__proto__'])

export function namesOf(state: LibraryState, declarations: Declarations): Names {
  const names = declaredNames(declarations)
  // A function wins over a macro of its name.
  for (const declared of declarations.functions.values()) names.set(declared.name, functionReader(state, declared))
  return names
}

/** Types and constants: what a text gives without a library. */
export function declaredNames(declarations: Declarations): Map<string, Reader> {
  const names = new Map<string, Reader>()
  for (const [name, constant] of declarations.constants) {
    const value = constantValue(constant)
    names.set(name, () => value)
  }
  for (const [name, type] of [...declarations.types, ...declarations.tags]) names.set(name, () => handleOf(type))
  return names
}

/** A constant that a number holds exactly is a number, whatever its type. */
function constantValue(constant: Constant): number | bigint | string {
  if (constant.kind !== 'integer') return constant.value
  const number = Number(constant.value)
  return Number.isSafeInteger(number) ? number : constant.value
}

function functionReader(state: LibraryState, declared: FunctionDeclaration): Reader {
  let made: CFunction | undefined
  const read = () => {
    made ??= makeFunction(state, declared, read, better => {
      made = better
    })
    return made
  }
  return read
}

function makeFunction(
  state: LibraryState,
  { name, type }: FunctionDeclaration,
  read: Reader,
  replace: (better: CFunction) => void,
): CFunction {
  try {
    return createFunction({ state, name, type, address: symbolAddress(state, name) }, replace)
  } catch (error) {
    throw atCallerOf(read, error)
  }
}

export function namespaceObject(names: Names): object {
  const namespace = Object.create(null)
  for (const [name, get] of names) {
    if (!tripwires.has(name)) Object.defineProperty(namespace, name, { get, enumerable: true })
  }
  return withFastProperties(namespace)
}

/**
 * V8 turns an object with more than a dozen added properties into a hash table, and back when it serves as a prototype
 * (as far as 1,020 properties).
 */
function withFastProperties<T extends object>(object: T): T {
  const heir = Object.create(object)
  for (let i = 0; i < 2; i++) void heir.name
  return object
}
