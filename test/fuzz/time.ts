/** The time that a text may take. Of the processor, not of the clock: the machine may have other things to do. */
import { Script } from 'node:vm'

/** For a step of reading a text: parsing it, working one constant out, all layouts on a target, printing. */
const MILLISECONDS = 2000

/** More for each character: a hundred times what reading a header takes. */
const MILLISECONDS_PER_CHARACTER = 0.02

/** On the clock: a text that takes so long hangs. */
const HANGING_MILLISECONDS = 120_000

export class TooSlow extends Error {}

/** In milliseconds, since `before`. */
export function processorTime(before?: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

/** `step` ends with a result, whatever it has to say of the text. It may have to look at each character so many times. */
export function withinTime<T>(what: string, text: string, step: () => T, times = 1): T {
  const most = MILLISECONDS + times * MILLISECONDS_PER_CHARACTER * text.length
  const before = process.cpuUsage()
  const result = step()
  const took = processorTime(before)
  if (took > most) throw new TooSlow(`${what} takes ${Math.round(took)} ms, more than ${Math.round(most)}`)
  return result
}

const globals: { cabiFuzz?: () => void } = globalThis as never
const script = new Script('cabiFuzz()')

/** The engine ends a script after some time, whatever it calls. */
export function unlessHanging(run: () => void, milliseconds = HANGING_MILLISECONDS): void {
  globals.cabiFuzz = run
  try {
    script.runInThisContext({ timeout: milliseconds })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error
    throw new TooSlow(`hangs: no end after ${milliseconds} ms`)
  }
}
