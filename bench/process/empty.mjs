/**
 * What process/cold.mjs takes without a peer, to be taken from its cold rows: the runtime's start, the harness's own modules, as
 * many imports, and printing, for which Node loads 4 ms of modules (less where a peer has loaded them itself).
 */
import { manyNames } from '../declarations.mjs'

const names = manyNames(1)

const start = process.hrtime.bigint()
const { increment } = await import('../functions.mjs')
const result = increment(names.length)
const milliseconds = Number(process.hrtime.bigint() - start) / 1e6

console.log(JSON.stringify({ milliseconds, result }))
