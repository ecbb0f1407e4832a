/**
 * A round of reading C text, each row in a fresh process of this Node: the best of several runs after warming up. GCC is
 * timed as it is used, a process from its start to its end, right after cabi read the same text; what starting it takes is
 * a row of its own.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { reasonOfExit } from './failure.mjs'
import { folders } from './folders.mjs'
import { headers } from './parsing-rows.mjs'

export const parsingColumn = 'cabi'

const script = join(import.meta.dirname, 'process/parsing.mjs')

function run(file, words, input) {
  const start = process.hrtime.bigint()
  const done = spawnSync(file, words, { input, encoding: 'utf8', maxBuffer: 1 << 28 })
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6
  if (done.error) throw done.error
  if (done.status !== 0) throw new Error(reasonOfExit(done.status, done.signal, done.stderr))
  return { milliseconds, stdout: done.stdout }
}

/** The file with a header's preprocessed text; throws where it cannot be had. */
function preprocess(name) {
  const { include, package: from, pkgConfig } = headers[name]
  const flags = spawnSync('pkg-config', ['--cflags', pkgConfig], { encoding: 'utf8' })
  if (flags.status !== 0) throw new Error(`<${include}> is not installed (${from})`)
  const words = [...flags.stdout.split(/\s+/).filter(Boolean), '-E', '-dD', '-xc', '-']
  const file = join(folders.native, `${name}.i`)
  mkdirSync(folders.native, { recursive: true })
  writeFileSync(file, run('gcc', words, `#include <${include}>\n`).stdout)
  return file
}

const files = new Map()

/** Once for all rounds. What cannot be had is no failure. */
function preprocessed(name) {
  if (!files.has(name)) {
    try {
      files.set(name, { file: preprocess(name) })
    } catch (error) {
      files.set(name, { cannot: error.message })
    }
  }
  return files.get(name)
}

const measured = task => JSON.parse(run(process.execPath, [script, JSON.stringify(task)]).stdout)

function syntaxOnly(file, starts) {
  const times = Array.from({ length: starts }, () => run('gcc', ['-fsyntax-only', '-w', '-xc', file]).milliseconds)
  return Math.min(...times)
}

function measureHeader(name, wanted, options, add) {
  const { file, cannot } = preprocessed(name)
  if (cannot !== undefined) {
    for (const row of wanted) add(row.name, { cannot })
    return
  }
  const { value } = measured({ task: 'parse', file, milliseconds: 50 * options.milliseconds })
  for (const { name, unit } of wanted) {
    add(name, { value: unit === 'ms' ? value : value / syntaxOnly(file, options.starts) })
  }
}

function measureRow({ name }, options, add) {
  const library = join(folders.native, 'libfixture.so')
  if (name === 'gcc_start') add(name, { value: syntaxOnly('/dev/null', options.starts) })
  else add(name, measured({ task: name, library, milliseconds: 50 * options.milliseconds }))
}

/** Adds one value of each row to `results`. */
export function measureParsingRound(rows, options, results) {
  const add = (row, outcome) => results.add(parsingColumn, row, outcome)
  const attempt = (names, measure) => {
    try {
      measure()
    } catch (error) {
      for (const { name } of names) add(name, { failed: error.message })
    }
  }
  for (const name of Object.keys(headers)) {
    const wanted = rows.filter(row => row.header === name)
    if (wanted.length > 0) attempt(wanted, () => measureHeader(name, wanted, options, add))
  }
  for (const row of rows.filter(row => row.header === undefined)) attempt([row], () => measureRow(row, options, add))
}
