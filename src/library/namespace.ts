/**
 * A library's names as properties of one object without a prototype. Functions are made when first touched: their
 * property is an accessor that stays one, because an object whose accessors turn into values falls back to a hash table,
 * which costs 5 ns at each access.
 */
import type { Constant, Constants, Declarations, FunctionDeclaration } from '../cdecl/declarations.ts'
import { atCallerOf, CabiError } from '../error.ts'
import { type Pointer, pointerAt } from '../memory/pointer.ts'
import { handleOf } from '../memory/type-handle.ts'
import { type CFunction, createFunction, type Improvable } from './function.ts'
import { fromText } from './origin.ts'
import type { LibraryState } from './state.ts'
import { symbolAddress } from './symbol.ts'
import { variableAccessor } from './variable.ts'

/** A name as a property. */
interface Name {
  /** Throws where a function's symbol is missing, and where C has what JavaScript cannot use. */
  get(): unknown
  set?(value: unknown): void
  /** Macros with parameters are there, so that using one is answered, but not to be seen. */
  readonly enumerable: boolean
}

/** A promise would call `then` of what it is given; `__proto__` is no ordinary name in object literals and merges. */
const tripwires: ReadonlySet<string> = new Set(['then', '__proto__'])

/** The names of a text as properties of an object. */
export interface Namespace {
  readonly object: object
  /** Those that it does not have. */
  readonly hidden: ReadonlyMap<string, Name>
}

/** What a text declares, as a library has it. */
export function libraryNamespace(library: LibraryState, declarations: Declarations): Namespace {
  const { functions, variables } = declarations
  const names = declaredNames(declarations)
  variables.forEach((declared, name) => {
    names.set(name, { ...variableAccessor(library, declared), enumerable: true })
  })
  // A function or variable wins over a macro of its name.
  if (names.size > 0) functions.forEach((_, name) => void names.delete(name))
  return namespaceOf(names, define => {
    functions.forEach((declared, name) => {
      define(name, { get: functionReader(library, declared), enumerable: true })
    })
  })
}

/** Types and constants: what a text gives without a library. */
export const declaredNamespace = (declarations: Declarations): Namespace => namespaceOf(declaredNames(declarations))

function declaredNames(declarations: Declarations): Map<string, Name> {
  const { target, constants, functionLikeMacros, types, tags } = declarations
  const names = new Map<string, Name>()
  for (const name of functionLikeMacros.keys()) names.set(name, functionLikeMacro(name))
  for (const name of constants.keys()) names.set(name, { get: constantReader(constants, name), enumerable: true })
  for (const [name, type] of [...types, ...tags]) {
    names.set(name, { get: () => fromText(handleOf(type, target), declarations, name), enumerable: true })
  }
  return names
}

type ConstantValue = number | bigint | string | Pointer | null

/** Worked out when first read: a header has thousands. */
function constantReader(constants: Constants, name: string): () => ConstantValue {
  let value: ConstantValue | undefined
  const read = () => {
    if (value !== undefined) return value
    try {
      value = constantValue(constants.get(name)!)
      return value
    } catch (error) {
      throw atCallerOf(read, error)
    }
  }
  return read
}

function constantValue(constant: Constant): ConstantValue {
  switch (constant.kind) {
    case 'integer': {
      // What a number holds exactly is a number, whatever its type.
      const number = Number(constant.value)
      return Number.isSafeInteger(number) ? number : constant.value
    }
    case 'pointer':
      return constant.value === 0n ? null : pointerAt(constant.type.target, constant.value)
    default:
      return constant.value
  }
}

function functionLikeMacro(name: string): Name {
  const get = () => {
    const message = `'${name}' is a macro with parameters, not a function: no library has it; write in JavaScript what it does`
    throw atCallerOf(get, new CabiError('ERR_CABI_UNSUPPORTED', message))
  }
  return { get, enumerable: false }
}

/**
 * A function once it is made. Properties that are added once and never change are constants to V8, which a variable is not
 * (1 of 6 ns of a call); what has been replaced has other properties, so that those of others stay constants.
 */
class Made implements Improvable {
  declare first?: CFunction
  declare better?: CFunction
}

function functionReader(library: LibraryState, declared: FunctionDeclaration): () => CFunction {
  const made = new Made()
  const read = (): CFunction => made.better ?? made.first ?? makeFunction(library, declared, read, made)
  return read
}

function makeFunction(
  library: LibraryState,
  declared: FunctionDeclaration,
  read: () => CFunction,
  made: Made,
): CFunction {
  try {
    const { name, type } = declared
    const address = symbolAddress(library, declared)
    made.first = createFunction({ library, name, type, parameters: type.parameters, address }, made)
    return made.first
  } catch (error) {
    throw atCallerOf(read, error)
  }
}

/**
 * An object with names, and those that `rest` defines: functions, of which a library has many, are in no map of their own (a
 * start with 200 of them has 13 KB less garbage).
 */
function namespaceOf(
  names: Map<string, Name>,
  rest?: (define: (name: string, property: Name) => void) => void,
): Namespace {
  const object = Object.create(null)
  const hidden = new Map<string, Name>()
  const define = (name: string, property: Name) => {
    if (tripwires.has(name)) hidden.set(name, property)
    else Object.defineProperty(object, name, property)
  }
  names.forEach((property, name) => void define(name, property))
  rest?.(define)
  return { object: withFastProperties(object), hidden }
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
