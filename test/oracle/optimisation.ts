/** V8's optimisation when a test wants it, not when the engine thinks it worth while. Needs --allow-natives-syntax. */

export type Callable = (...values: unknown[]) => unknown

export interface Optimisation {
  /** Before calls that the optimiser is to learn from. */
  prepare(f: Callable): void
  /** At the next call. */
  optimise(f: Callable): void
  isOptimised(f: Callable): boolean
}

export function optimisation(): Optimisation {
  const prepare = native('%PrepareFunctionForOptimization(f)')
  const optimise = native('%OptimizeFunctionOnNextCall(f)')
  const status = native('%GetOptimizationStatus(f)')
  const optimised = statusOfOptimised(prepare, optimise, status)
  return { prepare, optimise, isOptimised: f => status(f) === optimised }
}

type Native = (f: unknown) => unknown

const native = (call: string) => new Function('f', `return ${call}`) as Native

/** The bits of V8's `OptimizationStatus` differ from version to version: those of a function that is surely optimised. */
function statusOfOptimised(prepare: Native, optimise: Native, status: Native): unknown {
  const probe = (value: number) => value + 1
  prepare(probe)
  probe(1)
  optimise(probe)
  probe(2)
  return status(probe)
}

/** A function with so many parameters of its own, as the code around a call has its own variables. */
export function callerOf(own: Callable, parameters: number): Callable {
  const names = Array.from({ length: parameters }, (_, i) => `a${i}`).join()
  return new Function('own', `return function(${names}){return own(${names})}`)(own)
}
