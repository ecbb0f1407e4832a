/**
 * A signature's functions called as programs call them, as they are at first (composed of closures), generated (`.raw` from the
 * start, others when they have been called often), and optimised by the engine.
 */
import { CabiError } from '../../../src/index.ts'
import { callerOf, type Optimisation } from '../optimisation.ts'
import { complaint, type Way } from './call.ts'
import { word } from './callee.ts'
import type { CalleeLibrary } from './library.ts'
import { type CallableFunction, type PublicCall, publicCalls, throughFunction } from './public-call.ts'
import type { Signature } from './signature.ts'

export interface PublicCounts {
  /** Calls through each, as they were checked. */
  composed: number
  generated: number
  optimised: number
  /** Functions and their callers that were optimised, and that were still when their calls had been made. */
  functions: number
  functionsOptimised: number
}

/** How often a function has to be called to be generated, and more. */
const often = 110

export interface Verdict {
  /** Why the functions cannot be called from outside, though they have thunks. */
  readonly refused?: string
  readonly wrong?: string | undefined
}

export function callPublicly(
  libraries: readonly CalleeLibrary[],
  signature: Signature,
  counts: PublicCounts,
  optimisation: Optimisation | undefined,
): Verdict {
  try {
    return { wrong: wrongCall(libraries, signature, counts, optimisation) }
  } catch (error) {
    if (error instanceof CabiError && error.code === 'ERR_CABI_UNSUPPORTED') return { refused: error.message }
    return { wrong: `from outside: ${error instanceof Error ? error.stack : error}` }
  }
}

function wrongCall(
  libraries: readonly CalleeLibrary[],
  signature: Signature,
  counts: PublicCounts,
  optimisation: Optimisation | undefined,
): string | undefined {
  const calls = publicCalls(libraries[0]!.functions, signature)
  for (const [i, library] of libraries.entries()) {
    const run = new Run(library, signature, calls, counts)
    // How the callee was compiled makes no difference to the engine, and calling often takes long.
    const isLong = signature.index % libraries.length === i
    const text = run.short() ?? (isLong && signature.fixed === undefined ? run.long(optimisation) : undefined)
    if (text !== undefined) return `${library.level}, ${text}`
  }
  return undefined
}

class Run {
  readonly #library: CalleeLibrary
  readonly #signature: Signature
  readonly #calls: readonly PublicCall[]
  readonly #counts: PublicCounts

  constructor(library: CalleeLibrary, signature: Signature, calls: readonly PublicCall[], counts: PublicCounts) {
    this.#library = library
    this.#signature = signature
    this.#calls = calls
    this.#counts = counts
  }

  /** Variadic functions are composed for good. */
  short(): string | undefined {
    const kind = this.#signature.fixed === undefined ? 'generated' : 'composed'
    return this.#all('composed', this.#own) ?? this.#all(kind, this.#raw, true)
  }

  long(optimisation: Optimisation | undefined): string | undefined {
    return this.#warm() ?? this.#all('generated', this.#own) ?? (optimisation && this.#optimised(optimisation))
  }

  /** Another one when it has been generated. */
  get #own(): CallableFunction {
    return this.#library.functions[this.#signature.name]
  }

  get #raw(): CallableFunction {
    return this.#library.functions[this.#signature.name].raw
  }

  #all(kind: 'composed' | 'generated' | 'optimised', called: CallableFunction, raw = false): string | undefined {
    for (const [i, one] of this.#calls.entries()) {
      const text = complaint(this.#library, one.call, throughFunction(called, raw, one))
      this.#counts[kind]++
      if (text !== undefined) return `${kind}${raw ? ' .raw' : ''}, call ${i + 1} with ${one.form}: ${text}`
    }
    return undefined
  }

  /** As the callee counts them they are one. */
  #warm(): string | undefined {
    const one = this.#calls[0]!
    const last = throughFunction(this.#own, false, one)
    const way: Way = call => {
      for (let i = 1; i < often; i++) silently(this.#own, one.values)
      this.#library.words[word.calls]! -= BigInt(often - 1)
      return last(call)
    }
    const text = complaint(this.#library, one.call, way)
    return text && `called often with ${one.form}: ${text}`
  }

  #optimised({ prepare, optimise, isOptimised }: Optimisation): string | undefined {
    const { length } = this.#signature.parameters
    const own = this.#own
    const both = [own, callerOf(own, length)]
    both.forEach(prepare)
    const warming = this.#all('generated', both[1]!)
    if (warming !== undefined) return warming
    both.forEach(optimise)
    const text = this.#all('optimised', both[1]!)
    this.#counts.functions++
    if (both.every(isOptimised)) this.#counts.functionsOptimised++
    return text
  }
}

/** Its result may be one that is refused. */
function silently(called: CallableFunction, values: readonly unknown[]): void {
  try {
    called(...values)
  } catch {}
}
