/** A worker of threads.test.ts. Its data says how many rounds; without an end it tells when it has begun. */
import { parentPort, workerData } from 'node:worker_threads'
import { open } from '../../src/index.ts'
import { openFault } from './libraries.ts'
import { rounds } from './rounds.ts'
import { wasmTraps } from './wasm.ts'

export type Task = { readonly rounds: number } | 'fault until terminated' | 'sleep until terminated'

const task = workerData as Task
wasmTraps()()
const c = openFault()
const round = rounds(c)

if (typeof task === 'object') {
  for (let i = 1; i <= task.rounds; i++) round(i)
  parentPort!.postMessage('done')
} else {
  round(1)
  parentPort!.postMessage('begun')
  const libc = open(null, 'int usleep(unsigned int microseconds);')
  for (let i = 1; ; i = (i % 1000) + 1) {
    if (task === 'fault until terminated') round(i)
    else libc['usleep'](20_000)
  }
}
