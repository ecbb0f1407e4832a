/**
 * Calls back with the signatures in every way: lent for a call and kept, parked on the call stack and entered again from the
 * host stack, cold and optimised, with garbage collected meanwhile. Collects what was wrong, and what was refused.
 */
import { exchange, word as words } from '../../../src/exchange/exchange.ts'
import { CabiError, callback, type Pointer, release, type TypeHandle } from '../../../src/index.ts'
import type { Signature } from '../aggregates/signature.ts'
import { callerOf, type Optimisation, optimisation } from '../optimisation.ts'
import { callbackType, canaryCaller, isInMemory, ordinaryCaller, word } from './caller.ts'
import { type CallerLibrary, openCallers } from './library.ts'
import { type Callable, complaint, Responder, type Round, roundsOf } from './round.ts'

export interface Failure {
  readonly signature: Signature
  /** `-O2, lent, call 2: argument 3 (struct s).x (at byte 4) reads as number 1, expected number 2`. */
  readonly text: string
}

export interface Outcome {
  /** The first of each signature. */
  readonly failures: readonly Failure[]
  /** As the callers counted them. */
  readonly calls: number
  /** How many signatures were refused, by the reason. */
  readonly refused: ReadonlyMap<string, number>
  readonly counts: Counts
}

export interface Counts {
  /** Signatures whose result C wants in memory. */
  inMemory: number
  /** Calls that have to fail: an argument is no exact number. */
  inexact: number
  /** Functions of programs, and the code of cabi's that runs them, made to be optimised; those that then were. */
  functions: number
  optimised: number
}

export interface Options {
  /** Every nth signature is also called back in optimised code; 0: none. */
  readonly optimise: number
  /** Whether code from strings is allowed. */
  readonly generates: boolean
  /** For gcc: what plants a bug. */
  readonly flags?: readonly string[]
}

export async function runSignatures(signatures: readonly Signature[], options: Options): Promise<Outcome> {
  const libraries = await openCallers(signatures, options.flags)
  const refused = new Map<string, number>()
  const counts: Counts = { inMemory: 0, inexact: 0, functions: 0, optimised: 0 }
  const engine = options.optimise > 0 ? optimisation() : undefined
  const failures = signatures.flatMap(signature => {
    const reason = refusal(libraries[0]!, signature)
    if (reason !== undefined) {
      refused.set(reason, (refused.get(reason) ?? 0) + 1)
      return []
    }
    if (isInMemory(signature)) counts.inMemory++
    const isOptimised = options.optimise > 0 && signature.index % options.optimise === 0
    for (const [i, library] of libraries.entries()) {
      // How C was compiled makes no difference to the engine.
      const optimising = isOptimised && signature.index % libraries.length === i ? engine : undefined
      const text = new Run(library, signature, counts, options.generates).wrong(optimising)
      if (text !== undefined) return [{ signature, text: `${library.level}, ${text}` }]
    }
    return []
  })
  const calls = libraries.reduce((sum, { words }) => sum + Number(words[word.total]), 0)
  return { failures, calls, refused, counts }
}

const typeOfCallback = ({ functions }: CallerLibrary, signature: Signature) =>
  functions[callbackType(signature)] as TypeHandle

/** Why the signature is none of a callback. */
function refusal(library: CallerLibrary, signature: Signature): string | undefined {
  try {
    release(callback(typeOfCallback(library, signature), () => {}))
    return undefined
  } catch (error) {
    if (!(error instanceof CabiError) || error.code !== 'ERR_CABI_UNSUPPORTED') throw error
    // Without what only this signature has: the place and the name of the type.
    return error.message.replace(/^a callback: .* is '.*': /, '').replace(/'[^']*(vector_size\(\d+\))[^']*'/, "'… $1'")
  }
}

class Run {
  readonly #library: CallerLibrary
  readonly #signature: Signature
  readonly #counts: Counts
  readonly #rounds: readonly Round[]
  readonly #responder = new Responder()
  /** What the program gives: a function of its own for the signature. */
  readonly #fn: Callable

  constructor(library: CallerLibrary, signature: Signature, counts: Counts, generates: boolean) {
    this.#library = library
    this.#signature = signature
    this.#counts = counts
    this.#rounds = roundsOf(library, signature)
    const { respond } = this.#responder
    this.#fn = generates ? callerOf(respond, signature.parameters.length) : respond
  }

  wrong(engine: Optimisation | undefined): string | undefined {
    const { functions, onHost } = this.#library
    const signature = this.#signature
    const kept = callback(typeOfCallback(this.#library, signature), this.#fn)
    try {
      return (
        this.#all('lent', functions, this.#fn) ??
        this.#all('kept', functions, kept) ??
        (signature.index % 2 === 0
          ? this.#all('on the host stack', onHost, kept)
          : this.#all('lent on the host stack', onHost, this.#fn)) ??
        (engine && this.#optimised(engine, kept))
      )
    } finally {
      release(kept)
    }
  }

  /** All rounds; in one, garbage is collected while C waits, all of it sometimes. */
  #all(way: string, functions: CallerLibrary['functions'], given: Callable | Pointer): string | undefined {
    const signature = this.#signature
    const names = [ordinaryCaller(signature), ...(isInMemory(signature) ? [canaryCaller(signature)] : [])]
    for (const [i, round] of this.#rounds.entries()) {
      for (const name of names) {
        const isWhole = way === 'kept' && signature.index % 4 === 0
        this.#responder.meanwhile = i === 1 ? () => gc!({ type: isWhole ? 'major' : 'minor' }) : undefined
        const text = this.#call(functions[name] as Callable, round, given)
        if (text !== undefined) return `${way}, ${name}, call ${i + 1}: ${text}`
      }
    }
    return undefined
  }

  #call(caller: Callable, round: Round, given: Callable | Pointer): string | undefined {
    if (round.inexact >= 0) this.#counts.inexact++
    return complaint(this.#library, round, this.#responder, caller, given) ?? this.#responder.wrongNow()
  }

  /** From the function that calls C to the one that C calls. */
  #optimised({ prepare, optimise, isOptimised }: Optimisation, kept: Pointer): string | undefined {
    const { functions } = this.#library
    const usual = this.#rounds.filter(({ inexact }) => inexact < 0)
    if (usual.length === 0) return undefined
    this.#responder.meanwhile = undefined
    const own = functions[ordinaryCaller(this.#signature)] as Callable
    const caller = callerOf(own, 1)
    const calls = (way: string): string | undefined => {
      for (const [i, round] of [...usual, ...usual].entries()) {
        const text = this.#call(caller, round, kept)
        if (text !== undefined) return `${way}, call ${i + 1}: ${text}`
      }
      return undefined
    }
    const first = calls('first')
    if (first !== undefined) return first
    // Of the callback that has just been called.
    const { activations, views } = exchange()
    const { runAndResume } = activations.upcalls.at(views.I32[words.callback]!).shape
    const all = [this.#fn, runAndResume, own, caller] as Callable[]
    // Code of the first time is given up where it guessed wrong: which function it always calls, say.
    for (const time of ['first', 'second']) {
      all.forEach(prepare)
      const warming = calls(`${time} warming`)
      all.forEach(optimise)
      const text = warming ?? calls(`${time} optimised`)
      if (text !== undefined) return text
    }
    this.#counts.functions += all.length
    this.#counts.optimised += all.filter(isOptimised).length
    return undefined
  }
}
