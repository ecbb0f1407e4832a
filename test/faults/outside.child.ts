/** Runs one ending: `node outside.child.js <name>`. Also the worker that some endings start of themselves. */
import { isMainThread, parentPort } from 'node:worker_threads'
import { endings, runEnding } from './outside.ts'

const ending = endings[process.argv[2]!]!
if (isMainThread) {
  await runEnding(ending)
} else {
  parentPort!.postMessage('running')
  await ending.run()
}
