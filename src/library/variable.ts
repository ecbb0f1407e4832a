/**
 * Variables of C as accessors. What is thread-local has its own address on every thread, and every thread its own library
 * from `open`: the loader gives the address of the thread that asks.
 */
import type { VariableDeclaration } from '../cdecl/declarations.ts'
import { printType } from '../ctype/print.ts'
import { bareType, type CType, isConst, qualifiedType } from '../ctype/type.ts'
import { atCallerOf, CabiError, codedError } from '../error.ts'
import { closedError } from '../exchange/liveness.ts'
import { type Access, accessOf } from '../memory/access.ts'
import { foreign, Memory } from '../memory/memory.ts'
import { pointerAt } from '../memory/pointer.ts'
import { Root } from '../memory/root.ts'
import { siteOf } from '../memory/site.ts'
import { vouchedMemory } from '../memory/vouched.ts'
import type { LibraryState } from './state.ts'
import { variableAddress } from './symbol.ts'

export interface VariableAccessor {
  readonly get: () => unknown
  readonly set: (value: unknown) => void
}

/** The symbol is looked up at first use: throws ERR_CABI_SYMBOL_NOT_FOUND then, and ERR_CABI_CLOSED after `close`. */
export function variableAccessor(library: LibraryState, declared: VariableDeclaration): VariableAccessor {
  let found: Variable | undefined
  const variable = (): Variable => {
    if (library.closed) throw closedError(library, declared.name)
    found ??= findVariable(library, declared)
    return found
  }
  const get = () => {
    try {
      return variable().read()
    } catch (error) {
      throw atCallerOf(get, error)
    }
  }
  const set = (value: unknown) => {
    try {
      variable().write(value)
    } catch (error) {
      throw atCallerOf(set, error)
    }
  }
  return { get, set }
}

interface Variable {
  read(): unknown
  write(value: unknown): void
}

function findVariable(library: LibraryState, declared: VariableDeclaration): Variable {
  const { name, type } = declared
  const address = variableAddress(library, declared)
  const bare = bareType(type)
  if (bare.kind === 'array' && bare.count === undefined) return unsizedArray(name, type, bare.element, address)
  const access = requireAccess(name, type)
  const site = siteOf(name, type)
  const root = new Root()
  const { memory, offset } = memoryOf(library, bare.kind, access, address, name)
  return {
    read: () => access.read(memory, offset, root, site),
    write: value => access.write(memory, offset, root, value, site),
  }
}

/**
 * Scalars through guarded accesses: what is declared as a variable may be a constant where it is defined. Of structs and
 * arrays there are views, which are direct; guarded too, where `close` unmaps them.
 */
function memoryOf(library: LibraryState, kind: string, { size }: Access, address: number, name: string) {
  if (kind !== 'record' && kind !== 'array' && kind !== 'vector') return { memory: foreign(), offset: address }
  if (library.options.unload) return { memory: Memory.foreignAt(address), offset: 0 }
  return { memory: vouchedMemory(address, size, { describe: () => name }), offset: 0 }
}

function requireAccess(name: string, type: CType): Access {
  const bare = bareType(type)
  if ('definition' in bare && bare.definition === undefined) {
    throw new CabiError('ERR_CABI_UNSUPPORTED', `${name} is '${printType(type)}': its definition is missing`)
  }
  return accessOf(type)
}

/** `extern T name[];` says nothing of its end: what C makes of its name is a pointer to the first (C11 6.3.2.1 §3). */
function unsizedArray(name: string, type: CType, element: CType, address: number): Variable {
  const target = isConst(type) ? qualifiedType(element, { const: true }) : element
  const first = pointerAt(target, address)
  return {
    read: () => first,
    write(value) {
      const message = `${name} is '${printType(type)}': an array of unknown size cannot be assigned: write ${name}.set(i, value)`
      throw codedError(TypeError, 'ERR_CABI_ARG_TYPE', message, { lvalue: name, type: printType(type), value })
    },
  }
}
