import { codedError } from '../error.ts'
import { show } from '../exchange/argument-error.ts'

export interface OpenOptions {
  /** Where calls run; both mean the thread's own stack as long as nothing calls back. */
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

const allowed: { readonly [Name in keyof OpenOptions]-?: readonly OpenOptions[Name][] } = {
  stack: ['auto', 'host'],
  guard: [true, false],
  now: [false, true],
  global: [false, true],
  unload: [false, true],
  int64: ['bigint', 'number'],
}

/** With every default filled in: the first allowed value. Throws ERR_CABI_ARG_TYPE for an unknown name or value. */
export function completeOptions(options: OpenOptions): Required<OpenOptions> {
  if (typeof options !== 'object' || options === null) throw wrong(`options: expected an object, got ${show(options)}`)
  const complete = Object.fromEntries(Object.entries(allowed).map(([name, values]) => [name, values[0]]))
  for (const [name, value] of Object.entries(options)) {
    const values: readonly unknown[] | undefined = Object.hasOwn(allowed, name)
      ? allowed[name as keyof OpenOptions]
      : undefined
    if (values === undefined)
      throw wrong(`options: there is no '${name}'; known are ${Object.keys(allowed).join(', ')}`)
    if (value === undefined) continue
    if (!values.includes(value)) throw wrong(`options: ${name} is ${values.map(show).join(' or ')}, got ${show(value)}`)
    complete[name] = value as never
  }
  return complete as Required<OpenOptions>
}

const wrong = (message: string) => codedError(TypeError, 'ERR_CABI_ARG_TYPE', message)
