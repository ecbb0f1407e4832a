/** The options of `open` and `cdef`. */

import type { ParseOptions } from '../cdecl/parse.ts'
import { isTargetName, type TargetName, targets } from '../ctype/target.ts'
import { codedError } from '../error.ts'
import { show } from '../exchange/argument-error.ts'
import { requireOptions } from '../exchange/named-options.ts'

export interface OpenOptions {
  /**
   * Where calls run while there are callbacks: `auto` on a stack of cabi's, from which C can call back fast; `host` on the
   * thread's own, which some libraries insist on. Those that are known to are recognised.
   */
  readonly stack?: 'auto' | 'host'
  /** Whether faults in C come back as ERR_CABI_FAULT. Default true. */
  readonly guard?: boolean
  /** Resolves every declared symbol, and all that the library itself needs, at once. Default false. */
  readonly now?: boolean
  /** Lets libraries opened later use this one's symbols (RTLD_GLOBAL). Default false. */
  readonly global?: boolean
  /** Whether `close` also unmaps the code, when nothing else uses it. Default false. */
  readonly unload?: boolean
  /** What 64-bit types by name (`int64_t`, `long long`) come out as. Default `bigint`. */
  readonly int64?: 'bigint' | 'number'
}

const defaults: Required<OpenOptions> = {
  stack: 'auto',
  guard: true,
  now: false,
  global: false,
  unload: false,
  int64: 'bigint',
}

const allowed: { readonly [Name in keyof OpenOptions]-?: readonly OpenOptions[Name][] } = {
  stack: ['auto', 'host'],
  guard: [true, false],
  now: [false, true],
  global: [false, true],
  unload: [false, true],
  int64: ['bigint', 'number'],
}

/** With every default filled in. Throws ERR_CABI_ARG_TYPE for an unknown name or value. */
export function completeOptions(options: OpenOptions): Required<OpenOptions> {
  if (typeof options !== 'object' || options === null) throw wrong(`options: expected an object, got ${show(options)}`)
  const complete: Record<string, unknown> = { ...defaults }
  for (const [name, value] of Object.entries(options)) {
    const values: readonly unknown[] | undefined = Object.hasOwn(allowed, name)
      ? allowed[name as keyof OpenOptions]
      : undefined
    if (values === undefined)
      throw wrong(`options: there is no '${name}'; known are ${Object.keys(allowed).join(', ')}`)
    if (value === undefined) continue
    if (!values.includes(value)) throw wrong(`options: ${name} is ${values.map(show).join(' or ')}, got ${show(value)}`)
    complete[name] = value
  }
  return complete as unknown as Required<OpenOptions>
}

export interface CdefOptions {
  /** What errors call the text. */
  readonly source?: string
  /** Whose types and sizes count; this machine's by default. Only those for this machine can be opened. */
  readonly target?: TargetName
  /** As that of `open`, which goes by this one. */
  readonly int64?: 'bigint' | 'number'
}

/** Throws ERR_CABI_ARG_TYPE for an unknown name or value. */
export function parseOptions(options: CdefOptions): ParseOptions {
  const { source, target, int64 } = requireOptions('cdef', options, ['source', 'target', 'int64'])
  if (source !== undefined && typeof source !== 'string') {
    throw wrong(`cdef: source is a string, got ${show(source)}`)
  }
  if (target !== undefined && (typeof target !== 'string' || !isTargetName(target))) {
    throw wrong(`cdef: target is one of ${Object.keys(targets).join(', ')}, got ${show(target)}`)
  }
  if (int64 !== undefined && !allowed.int64.includes(int64)) {
    throw wrong(`cdef: int64 is ${allowed.int64.map(show).join(' or ')}, got ${show(int64)}`)
  }
  return {
    ...(source !== undefined && { source }),
    ...(int64 !== undefined && { int64 }),
    ...(target !== undefined && { target: targets[target] }),
  }
}

const wrong = (message: string) => codedError(TypeError, 'ERR_CABI_ARG_TYPE', message)
