/**
 * From nothing to the first answer: imports the peer, opens the library, declares functions and calls each once. Run with
 * one argument, JSON: `{ peer, paths, count }`. Prints the milliseconds and the last result.
 */
import { manyNames } from '../declarations.mjs'

const { peer, paths, count } = JSON.parse(process.argv.at(-1))
const names = manyNames(count)

const start = process.hrtime.bigint()
const { bindMany } = await import(`../peers/${peer}.mjs`)
const many = bindMany(paths, names)
let result = 0
for (const name of names) result = many[name](result & 1023)
const milliseconds = Number(process.hrtime.bigint() - start) / 1e6

console.log(JSON.stringify({ milliseconds, result }))
