/** With `--import`: a debugger steps through the program, in bursts. */
import { isMainThread, Worker } from 'node:worker_threads'
import type { Stepping } from './stepping.worker.ts'

// Workers of the program import it too.
if (isMainThread) {
  const steps = new Int32Array(new SharedArrayBuffer(4))
  const workerData: Stepping = { steps, burst: 50 }
  new Worker(new URL('./stepping.worker.js', import.meta.url), { workerData, execArgv: [] }).unref()
  process.on('exit', () => {
    if (Atomics.load(steps, 0) < workerData.burst) throw new Error(`only ${Atomics.load(steps, 0)} steps were made`)
  })
}
