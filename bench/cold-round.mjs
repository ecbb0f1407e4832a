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

/** One start, and one of an empty process just before it: both have seen the same phases of the machine. */
function start(column, count) {
  const empty = run(emptyCommand(column)).milliseconds
  const { milliseconds, stdout } = run(coldCommand(column, count))
  const inside = JSON.parse(stdout)
  const expected = coldResult(count)
  if (inside.result !== expected) throw new Error(`${count} cold calls gave ${inside.result}, not ${expected}`)
  return { whole: milliseconds, empty, inside: inside.milliseconds }
}

function tryStart(column, count) {
  try {
    return start(column, count)
  } catch (error) {
    return { failed: error.message }
  }
}

/** A difference below this is the noise of starting processes. */
const leastMilliseconds = 0.05

/**
 * The best of several starts, as for warm rows. Of a whole process it is what the best takes longer than the best of the empty
 * ones: differences start by start vary by 10 ms.
 */
const combine = {
  inside: starts => least(starts, 'inside'),
  whole: starts => Math.max(leastMilliseconds, least(starts, 'whole') - least(starts, 'empty')),
}

const least = (starts, time) => Math.min(...starts.map(start => start[time]))

function outcome(starts, time) {
  const failed = starts.find(start => start.failed)?.failed
  return failed ? { failed } : { value: combine[time](starts) }
}

/** Adds one value of each row and column to `results`. */
export function measureColdRound(round, rows, allColumns, options, results) {
  const columns = allColumns.filter(({ peer }) => peer !== 'luajit')
  for (const { name } of allColumns.filter(column => !columns.includes(column))) {
    for (const row of rows) results.add(name, row.name, { cannot: 'another language, with another start' })
  }
  for (const count of new Set(rows.map(row => row.count))) {
    const starts = new Map(columns.map(column => [column, []]))
    for (let turn = 0; turn < options.starts; turn++) {
      for (const column of orderOfTurn(columns, round + turn)) starts.get(column).push(tryStart(column, count))
    }
    for (const row of rows.filter(row => row.count === count)) {
      for (const column of columns) results.add(column.name, row.name, outcome(starts.get(column), row.time))
    }
  }
}
