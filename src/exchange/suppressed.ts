/** Only one thing can be thrown at a time: what else went wrong goes with it, as `suppressed`. */

import { show } from './argument-error.ts'

/** Where `first` cannot carry them, a primitive or a frozen object, they are emitted as process warnings. */
export function attachTo(first: unknown, others: readonly unknown[]): void {
  if (others.length === 0) return
  if (typeof first === 'object' && first !== null && carries(first, others)) return
  for (const other of others) process.emitWarning(other instanceof Error ? other : show(other))
}

/** A proxy can refuse it by throwing something else. */
function carries(first: object, others: readonly unknown[]): boolean {
  try {
    return Reflect.defineProperty(first, 'suppressed', { value: others, configurable: true, writable: true })
  } catch {
    return false
  }
}
