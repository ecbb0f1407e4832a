/** A debugger of the main thread, which steps into whatever comes, and counts. */
import { Session } from 'node:inspector'
import { workerData } from 'node:worker_threads'

const steps = workerData as Int32Array
const session = new Session()
session.connectToMainThread()
session.on('Debugger.paused', () => {
  const count = Atomics.add(steps, 0, 1)
  session.post(count < 500 ? 'Debugger.stepInto' : 'Debugger.disable')
})
session.post('Debugger.enable')
session.post('Debugger.pause')
// A session does not keep its thread.
setInterval(() => {}, 1000)
