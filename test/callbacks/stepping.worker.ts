/** A debugger of the main thread, which steps into whatever comes, again and again, and counts. */
import { Session } from 'node:inspector'
import { workerData } from 'node:worker_threads'

export interface Stepping {
  /** How many there were. */
  readonly steps: Int32Array
  /** So many at once; then the program runs on for a while, to come to other places. */
  readonly burst: number
}

const { steps, burst } = workerData as Stepping
/** For each step V8 parses the scripts of all frames again: of a bundle that takes milliseconds. */
const milliseconds = 1000

const session = new Session()
session.connectToMainThread()
const pause = () => session.post('Debugger.pause')
session.on('Debugger.paused', () => {
  const isLast = (Atomics.add(steps, 0, 1) + 1) % burst === 0
  session.post(isLast ? 'Debugger.resume' : 'Debugger.stepInto')
  if (isLast) setTimeout(pause, milliseconds)
})
session.post('Debugger.enable')
pause()
// A session does not keep its thread.
setInterval(() => {}, 1000)
