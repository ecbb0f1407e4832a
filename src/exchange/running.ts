/**
 * Which JavaScript is still there. It can be terminated (timeouts of `vm`, the inspector), and no `finally` runs then: only
 * the engine knows whose frames are on the stack. It tells of a function of sloppy mode, by its `arguments`, what it was last
 * called with of the calls that have not returned; null if there is none. Asking takes microseconds.
 */
import type { Activation } from './activation.ts'

export interface Running {
  /** Runs the JavaScript of an activation; `what` is for `run`. */
  <T, W>(activation: Activation, run: (activation: Activation, what: W) => T, what?: W): T
  /** The same for what is seldom run: V8 inlines what one place always calls, and this is another. */
  <T, W>(activation: Activation, run: undefined, what: W, runSeldom: (activation: Activation, what: W) => T): T
  readonly arguments: { readonly 0: Activation } | null
}

/** Modules are strict. A script is none, also where code from strings is forbidden. */
export function makeRunning(): Running {
  const { Script } = process.getBuiltinModule('node:vm')
  return new Script(
    '(function running(activation,run,what,runSeldom){return run===undefined?runSeldom(activation,what):run(activation,what)})',
  ).runInThisContext() as Running
}
