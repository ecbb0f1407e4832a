/**
 * One way in a process of its own: node --expose-gc measure.mjs <way> <pixels> <rounds>. Prints the milliseconds of all
 * rounds together, and the bytes that the image takes: as made, and after the rounds with all that they left.
 */
import { ways } from './ways.mjs'

const { make, toGrey } = ways[process.argv[2]]
const [count, rounds] = process.argv.slice(3).map(Number)

function usedBytes() {
  // Twice: what finalizers and weak references held is gone after the second.
  globalThis.gc()
  globalThis.gc()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}

// What is made once, classes and the exchange, is no memory of the image.
make(10)
const before = usedBytes()
const image = make(count)
const made = usedBytes() - before

const start = process.hrtime.bigint()
for (let i = 0; i < rounds; i++) toGrey(image)
const milliseconds = Number(process.hrtime.bigint() - start) / 1e6

const kept = usedBytes() - before
console.log(JSON.stringify({ milliseconds, made, kept, length: image.length }))
