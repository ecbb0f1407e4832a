/** Only one thing can be thrown at a time: what else went wrong goes with it, as `suppressed`. */

/** Where `first` cannot carry them, a primitive or a frozen object, they are emitted as process warnings. */
export function attachTo(first: unknown, others: readonly unknown[]): void {
  if (others.length === 0) return
  const property = { value: others, configurable: true, writable: true }
  const isObject = typeof first === 'object' && first !== null
  if (isObject && Reflect.defineProperty(first, 'suppressed', property)) return
  for (const other of others) process.emitWarning(other instanceof Error ? other : String(other))
}
