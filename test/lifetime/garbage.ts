/** Asking for garbage collection, where the tests run with `--expose-gc`. */
import { setImmediate } from 'node:timers/promises'

const gc = (globalThis as { gc?: () => void }).gc

/** Collects until `done` says so; false if that never was. Finalisers run when the program waits. */
export async function collectUntil(done: () => boolean, rounds = 50): Promise<boolean> {
  if (gc === undefined) throw new Error('run with --expose-gc')
  for (let i = 0; i < rounds && !done(); i++) {
    // What `done` has looked at through a WeakRef is kept until the program waits.
    await setImmediate()
    gc()
    await setImmediate()
  }
  return done()
}

/** Collects often enough that whatever nothing refers to is gone. */
export const collect = (): Promise<boolean> => collectUntil(() => false, 6)

/** Resident memory in megabytes. */
export const resident = (): number => process.memoryUsage.rss() / 2 ** 20
