/**
 * Access to objects of C: how values of each type are read and written, wherever they are. Conversions, their refusals and
 * their messages are those of arguments and results.
 *
 * `accessOf(type)` is for every type that has a size, and the same for the same type node.
 */
import { sizeOf } from '../ctype/layout.ts'
import { printType } from '../ctype/print.ts'
import { x86_64_linux as target } from '../ctype/target.ts'
import {
  type BareType,
  bareType,
  type CType,
  type FloatingType,
  type IntegerType,
  integerType,
  isConst,
} from '../ctype/type.ts'
import { CabiError } from '../error.ts'
import { arrayAccess } from './array-access.ts'
import type { Site } from './bytes.ts'
import { complexAccess } from './complex-access.ts'
import { constError } from './const-error.ts'
import type { InlineBytes } from './inline-bytes.ts'
import { enumAccess, integerAccess } from './integer-access.ts'
import type { Memory } from './memory.ts'
import { boolAccess, floatingAccess } from './number-access.ts'
import { pointerAccess } from './pointer-access.ts'
import { recordAccess } from './record-access.ts'
import type { Root } from './root.ts'
import { translatedAccess } from './translation.ts'

/** The typed arrays of `Memory`. */
export type ViewName = 'U8' | 'I8' | 'U16' | 'I16' | 'U32' | 'I32' | 'F32' | 'F64' | 'I64' | 'U64'

/** JavaScript source for the usual values of a type, at index `i` of the typed array `a`. */
export interface InlineAccess {
  readonly view: ViewName
  /** An expression for the value; `otherwise` is one for what it leaves to `read`. */
  load(a: string, i: string, otherwise: string): string
  /** A condition on the value `v`, and a statement that stores it if so; undefined leaves all to `write`. */
  readonly store: ((a: string, i: string, v: string) => { readonly when: string; readonly store: string }) | undefined
  /** The same through the `bytes` of a memory, for what has no typed arrays; without it that is left to `read` and `write`. */
  readonly throughBytes?: InlineBytes
}

/** Reading and writing what is at `offset` of `memory`. `site` says what that is, for errors. */
export interface RawAccess {
  /** Whether views or pointers are made of what is there, or kept: then `root` has to be one, for memory of our own. */
  readonly usesRoot: boolean
  read(memory: Memory, offset: number, root: Root | undefined, site: Site): unknown
  /** Converts, checks, stores all of it or nothing; const or not. */
  initialise(memory: Memory, offset: number, root: Root | undefined, value: unknown, site: Site): void
  readonly inline: InlineAccess | undefined
}

export interface Access extends RawAccess {
  readonly type: CType
  readonly size: number
  /** Whether `write` always throws. */
  readonly isConst: boolean
  /** As `initialise`, for objects that are not const. */
  write(memory: Memory, offset: number, root: Root | undefined, value: unknown, site: Site): void
}

const known = new WeakMap<CType, Access>()

/** Throws ERR_CABI_UNSUPPORTED for a type without objects: `void`, functions, what is not defined. */
export function accessOf(type: CType): Access {
  let access = known.get(type)
  if (access === undefined) {
    access = makeAccess(type)
    known.set(type, access)
  }
  return access
}

function makeAccess(type: CType): Access {
  const size = sizeOf(type, target)
  if (size === undefined)
    throw new CabiError('ERR_CABI_UNSUPPORTED', `'${printType(type)}' has no values: it has no size`)
  const raw = translatedAccess(type, rawAccess(bareType(type), type))
  const readOnly = isConstObject(type)
  return {
    type,
    size,
    isConst: readOnly,
    usesRoot: raw.usesRoot,
    // What is const has const parts.
    read: readOnly ? (memory, offset, root, site) => raw.read(memory.asConst(), offset, root, site) : raw.read,
    initialise: raw.initialise,
    write(memory, offset, root, value, site) {
      if (readOnly || memory.isConst) throw constError(site)
      raw.initialise(memory, offset, root, value, site)
    },
    inline: raw.inline,
  }
}

/** An array of const elements is const (C11 6.7.3 §9). */
export function isConstObject(type: CType): boolean {
  const bare = bareType(type)
  return isConst(type) || (bare.kind === 'array' && isConstObject(bare.element))
}

function rawAccess(bare: BareType, type: CType): RawAccess {
  switch (bare.kind) {
    case 'bool':
      return boolAccess
    case 'integer':
      return integerAccess(bare)
    case 'enum':
      return enumAccess(bare)
    case 'floating':
      return floatingAccess(bare)
    case 'complex':
      return complexAccess(bare)
    case 'pointer':
      return pointerAccess(bare)
    case 'array':
      return arrayAccess(bare.element, bare.count!)
    case 'vector':
      return arrayAccess(numberOf(bare.element), bare.bytes / sizeOf(bare.element, target)!)
    case 'record':
      return recordAccess(bare, type)
    default:
      throw new Error(`'${printType(type)}' has a size and no access`)
  }
}

/** Char is a number in a vector, and part of a string in an array. */
const numberOf = (element: FloatingType | IntegerType): CType =>
  element.kind === 'integer' && element.name === 'char' ? integerType('signed char') : element
