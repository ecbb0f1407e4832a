/** A debugger of the main thread, which steps into whatever comes, again and again, and counts. */
import { Session } from 'node:inspector'
import { workerData } from 'node:worker_threads'

const steps = workerData as Int32Array
/** Between them the program runs on, to come to other places. */
const burst = 200
const milliseconds = 500

const session = new Session()
session.connectToMainThread()
session.on('Debugger.paused', () => {
  const count = Atomics.add(steps, 0, 1) + 1
  session.post(count % burst === 0 ? 'Debugger.resume' : 'Debugger.stepInto')
})
session.post('Debugger.enable')
// A session does not keep its thread.
setInterval(() => session.post('Debugger.pause'), milliseconds)
session.post('Debugger.pause')
