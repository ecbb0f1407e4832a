/** A worker that stays in a callback until it is terminated. */
import { parentPort, workerData } from 'node:worker_threads'
import { openCallbacks } from './fixture.ts'

const { depth, stack } = workerData
const lib = openCallbacks({ stack })

function nest(left: number): number {
  if (left > 0) return lib['length_after']('a string', () => nest(left - 1))
  parentPort!.postMessage('inside')
  for (;;);
}

nest(depth)
