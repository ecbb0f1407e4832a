/**
 * Measures warm rows of one peer in this process, whatever its runtime. Run with one argument, JSON:
 * `{ peer, paths, repetitions, milliseconds }`. Prints a JSON line with the runtime's versions when it is ready; then, for
 * each name of a row that it reads, a line with its outcome: `value` (ns a call), `failed` or `cannot`.
 *
 * A peer is a module of `peers/`:
 *   bind(paths)             { functions, size, pointer, addressOf }; `size` makes what its size_t parameters take
 *   bindMany(paths, names)  an object of functions `int name(int)`
 *   cannot                  rows it has no way to do, and why
 *   steps                   its own way of rows without a step: [step, what it starts with, what must be `expected`]
 */
import { createInterface } from 'node:readline'
import { manyNames } from '../declarations.mjs'
import { inputs, warmRows } from '../rows.mjs'

const task = JSON.parse(process.argv.at(-1))
const print = line => console.log(JSON.stringify(line))

/**
 * Each row of each process gets a loop of its own, compiled from source: one loop shared by all would see every peer
 * function and measure the engine's megamorphic inline cache.
 */
function compile(body, names) {
  return new Function(...Object.keys(names), body)(...Object.values(names))
}

function compileLoop({ name, start = '0', step }, names) {
  return compile(
    `return function ${name}(n) { let s = ${start}; for (let i = 0; i < n; i++) { ${step} } return s }`,
    names,
  )
}

function validate({ checks }, names) {
  for (const [call, expected] of checks) {
    const result = compile(`return ${call}`, names)
    // 64-bit integers come out as numbers or bigints: the peers' own choice.
    const same = typeof result === 'bigint' ? result === BigInt(expected) : result === expected
    if (!same) throw new Error(`${call} gave ${String(result).slice(0, 40)}, not ${String(expected).slice(0, 40)}`)
  }
}

function nanoseconds(loop, n) {
  const start = process.hrtime.bigint()
  globalThis.sink = loop(n)
  return Number(process.hrtime.bigint() - start)
}

/** Grows n until a run fills a repetition (the optimiser wakes up meanwhile), runs it once more, and takes the best. */
function best(loop, { first = 100, atLeast = 0 }) {
  const target = task.milliseconds * 1e6
  let n = first
  for (let t = nanoseconds(loop, n); t < target; t = nanoseconds(loop, n))
    n = Math.ceil(n * Math.min(10, (target / t) * 1.1))
  n = Math.max(n, atLeast)
  nanoseconds(loop, n)
  return Math.min(...Array.from({ length: task.repetitions }, () => nanoseconds(loop, n) / n))
}

/** A row as the peer's users would write it. */
function ownRow(row, steps) {
  if (row.step !== undefined || steps[row.name] === undefined) return row
  const [step, start, check] = steps[row.name]
  return { ...row, step, start, checks: [[check, row.expected]] }
}

function measure(row, names, cannot) {
  if (cannot[row.name]) return { cannot: cannot[row.name] }
  if (row.step === undefined) return { cannot: 'has no structs' }
  try {
    validate(row, names)
    const value = best(compileLoop(row, names), row) / (row.calls ?? 1)
    // Again, because after many calls it is another function: optimised by its engine, or by its library.
    validate(row, names)
    return { value }
  } catch (error) {
    return { failed: String(error.message).split('\n')[0] }
  }
}

const { bind, bindMany, cannot = {}, steps = {} } = await import(`../peers/${task.peer}.mjs`)
const { functions, memory: m, ...own } = bind(task.paths)
const names = { f: functions, m, many: bindMany(task.paths, manyNames(300)), ...inputs(own) }

const { node, v8, deno, bun } = process.versions
print({ versions: { node, v8, deno, bun } })
for await (const name of createInterface({ input: process.stdin })) {
  const row = warmRows.find(row => row.name === name)
  print(measure(ownRow(row, steps), names, cannot))
}
