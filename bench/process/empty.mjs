/**
 * What process/cold.mjs takes without a peer, to be taken from its cold rows: the runtime's start, the harness's own module, and
 * printing, for which Node loads 4 ms of modules (less where a peer has loaded them itself).
 */
import { manyNames } from '../declarations.mjs'

const start = process.hrtime.bigint()
const result = manyNames(1).length
const milliseconds = Number(process.hrtime.bigint() - start) / 1e6

console.log(JSON.stringify({ milliseconds, result }))
