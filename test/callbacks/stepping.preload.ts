/** With `--import`: a debugger steps through the program, in bursts. */
import { isMainThread, Worker } from 'node:worker_threads'

// Workers of the program import it too.
if (isMainThread) {
  const steps = new Int32Array(new SharedArrayBuffer(4))
  new Worker(new URL('./stepping.worker.js', import.meta.url), { workerData: steps, execArgv: [] }).unref()
  process.on('exit', () => {
    if (Atomics.load(steps, 0) < 200) throw new Error(`only ${Atomics.load(steps, 0)} steps were made`)
  })
}
