/// <reference lib="esnext.disposable" preserve="true" />
/** cabi: call C from TypeScript. */
export { CabiError, type ErrorCode } from './error.ts'
export { c, type FunctionOptions, type TypeConstructors } from './library/c.ts'
export { errno, strerror } from './library/errno.ts'
export type { CFunction } from './library/function.ts'
export {
  cdef,
  close,
  type LooseLibrary,
  open,
  type ParsedDeclarations,
  type Signatures,
  symbol,
} from './library/open.ts'
export type { OpenOptions } from './library/options.ts'
export type { Library } from './library/search/candidates.ts'
export { find } from './library/search/find.ts'
export { Pointer } from './memory/pointer.ts'
export { type ReadStringOptions, readString, type StringEncoding } from './memory/read-string.ts'
export { TypedValue, type TypeHandle } from './memory/type-handle.ts'
