/** A round of cold rows: every start is a fresh process, and columns take turns, start by start. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { directCommand, orderOfTurn, scriptCommand } from './columns.mjs'
import { reasonOfExit } from './failure.mjs'
import { folders } from './folders.mjs'
import { coldResult } from './rows.mjs'

const library = join(folders.native, 'libfixture.so')
const paths = { library, addons: folders.native }

const secondsForOneStart = 60

function emptyCommand(column) {
  return column.peer === 'C' ? directCommand(column, folders, ['empty']) : scriptCommand(column, folders, 'empty.mjs')
}

function coldCommand(column, count) {
  if (column.peer === 'C') return directCommand(column, folders, ['cold', library, String(count)])
  return scriptCommand(column, folders, 'cold.mjs', { paths, count })
}

function run({ file, arguments: words, environment }) {
  const start = process.hrtime.bigint()
  const done = spawnSync(file, words, { env: environment, encoding: 'utf8', timeout: secondsForOneStart * 1000 })
  const milliseconds = Number(process.hrtime.bigint() - start) / 1e6
  if (done.error) throw done.error
  if (done.status !== 0) throw new Error(reasonOfExit(done.status, done.signal, done.stderr))
  return { milliseconds, stdout: done.stdout }
}

function start(column, count) {
  const { milliseconds, stdout } = run(coldCommand(column, count))
  const inside = JSON.parse(stdout)
  const expected = coldResult(count)
  if (inside.result !== expected) throw new Error(`${count} cold calls gave ${inside.result}, not ${expected}`)
  return { whole: milliseconds, inside: inside.milliseconds }
}

function attempt(action) {
  try {
    return action()
  } catch (error) {
    return { failed: error.message }
  }
}

/** A difference below this is the noise of starting processes. */
const leastMilliseconds = 0.05

/**
 * The best of several starts, as for warm rows. Of a whole process it is what the best takes longer than the best of the empty
 * ones of its engine: differences start by start vary by 10 ms.
 */
const combine = {
  inside: starts => least(starts, 'inside'),
  whole: (starts, empty) => Math.max(leastMilliseconds, least(starts, 'whole') - least(empty, 'whole')),
}

const least = (starts, time) => Math.min(...starts.map(start => start[time]))

function outcome(starts, empty, time) {
  const failed = [...starts, ...empty].find(start => start.failed)?.failed
  return failed ? { failed } : { value: combine[time](starts, empty) }
}

/** Columns that start the same way share their empty processes. */
function engineOf(column) {
  const { file, arguments: words } = emptyCommand(column)
  return [file, ...words].join(' ')
}

/** The starts of each column and count, and the empty ones of each engine. */
function startAll(round, counts, columns, turns) {
  const starts = new Map(columns.map(column => [column, new Map(counts.map(count => [count, []]))]))
  const empty = new Map(columns.map(column => [engineOf(column), []]))
  for (let turn = 0; turn < turns; turn++) {
    for (const column of orderOfTurn(columns, round + turn)) {
      const ofEngine = empty.get(engineOf(column))
      if (ofEngine.length === turn) ofEngine.push(attempt(() => ({ whole: run(emptyCommand(column)).milliseconds })))
      for (const [count, ofCount] of starts.get(column)) ofCount.push(attempt(() => start(column, count)))
    }
  }
  return { starts, empty }
}

/** Adds one value of each row and column to `results`. */
export function measureColdRound(round, rows, allColumns, options, results) {
  const columns = allColumns.filter(({ peer }) => peer !== 'luajit')
  for (const { name } of allColumns.filter(column => !columns.includes(column))) {
    for (const row of rows) results.add(name, row.name, { cannot: 'another language, with another start' })
  }
  const counts = [...new Set(rows.map(row => row.count))]
  const { starts, empty } = startAll(round, counts, columns, options.starts)
  for (const { name, count, time } of rows) {
    for (const column of columns) {
      results.add(column.name, name, outcome(starts.get(column).get(count), empty.get(engineOf(column)), time))
    }
  }
}
