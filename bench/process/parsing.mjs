/**
 * Measures one thing in this process, which is told by one argument, JSON: `{ task, milliseconds }` and what the task needs.
 * Prints `{ value }` in the unit of its row.
 */
import { readFileSync } from 'node:fs'
import { parseDeclarations } from '../../build/src/cdecl/parse.js'
import { open } from '../../build/src/index.js'
import { manyNames } from '../declarations.mjs'
import { prototypes } from '../parsing-rows.mjs'

const PROTOTYPES = 5000
const TOUCHED = 300

/** In milliseconds. */
function time(step) {
  const start = performance.now()
  step()
  return performance.now() - start
}

/** The least of several runs: the first half of the time is for warming up. */
function best(milliseconds, once) {
  for (let end = performance.now() + milliseconds, n = 0; n < 3 || performance.now() < end; n++) once()
  let least = Number.POSITIVE_INFINITY
  for (let end = performance.now() + milliseconds, n = 0; n < 5 || performance.now() < end; n++) {
    least = Math.min(least, once())
  }
  return least
}

const tasks = {
  parse({ file, milliseconds }) {
    const text = readFileSync(file, 'utf8')
    return best(milliseconds, () => time(() => parseDeclarations(text)))
  },

  open_function({ library, milliseconds }) {
    const text = prototypes(PROTOTYPES)
    let parsing = Number.POSITIVE_INFINITY
    const opening = best(milliseconds, () => {
      parsing = Math.min(
        parsing,
        time(() => parseDeclarations(text)),
      )
      return time(() => open(library, text))
    })
    return (1000 * (opening - parsing)) / PROTOTYPES
  },

  touch_function({ library, milliseconds }) {
    const names = manyNames(TOUCHED)
    const text = names.map(name => `int ${name}(int);`).join('\n')
    const touching = best(milliseconds, () => {
      const functions = open(library, text)
      return time(() => {
        for (const name of names) if (typeof functions[name] !== 'function') throw new Error(`${name} is no function`)
      })
    })
    return (1000 * touching) / TOUCHED
  },
}

const task = JSON.parse(process.argv.at(-1))
console.log(JSON.stringify({ value: tasks[task.task](task) }))
