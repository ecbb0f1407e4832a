/**
 * The same calls once more from optimised code: V8 is told to optimise each function and a caller of it, which then
 * reaches C without a frame for the engine's API. Needs --allow-natives-syntax.
 */
import { exchange } from '../../../src/exchange/exchange.ts'
import type { Marshaller } from '../../../src/exchange/marshaller.ts'
import { callerOf, optimisation } from '../optimisation.ts'
import type { Route } from './check.ts'
import { callTimes, type Extra } from './run.ts'
import { rounds } from './signature.ts'

export interface OptimisedCounts {
  functions: number
  /** Of those, how many were optimised code at the end of their calls, and so were their callers. */
  optimised: number
  calls: number
  /** Of those, how many entered C the ordinary way. */
  slow: number
}

/** Optimises every nth function. */
export function optimiser(every: number, counts: OptimisedCounts): Extra {
  const { prepare, optimise, isOptimised } = optimisation()
  const slowCalls = exchange().fast?.slowCalls ?? (() => 0)
  return (library, signature) => {
    if (signature.index % every !== 0) return undefined
    const own = library.functions[signature.name] as Marshaller
    const caller = callerOf(own, signature.parameters.length)
    const route = (name: string): Route => ({ name, raw: false, call: caller })
    const both = [own, caller]
    both.forEach(prepare)
    const warming = callTimes(library, signature, route('warming call'), 2 * rounds)
    both.forEach(optimise)
    const before = slowCalls()
    const text = warming ?? callTimes(library, signature, route('optimised call'), 2 * rounds)
    counts.functions++
    counts.calls += 2 * rounds
    counts.slow += slowCalls() - before
    if (both.every(isOptimised)) counts.optimised++
    return text
  }
}
