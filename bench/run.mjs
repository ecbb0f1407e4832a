/**
 * Measures cabi and its peers side by side in one run. Each round measures every column in fresh processes that take
 * turns; numbers are medians over rounds of the best within a process, ratios medians of each round's ratio.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, release } from 'node:os'
import { join } from 'node:path'
import { judgeBars, tolerance } from './bars.mjs'
import { measureColdRound } from './cold-round.mjs'
import { folders, repository } from './folders.mjs'
import { parseOptions, usage } from './options.mjs'
import { compileAddons, compileFixture, installPeers } from './prepare.mjs'
import { Results } from './results.mjs'
import { coldRows, warmRows } from './rows.mjs'
import { renderBars, renderResults } from './table.mjs'
import { measureWarmRound } from './warm-round.mjs'

const readJson = path => JSON.parse(readFileSync(path, 'utf8'))

function reasonOf(action) {
  try {
    action()
  } catch (error) {
    return error.message
  }
}

/** Why a column cannot even be started, by peer. Without the fixture there is nothing to measure: that is an exception. */
function prepare() {
  compileFixture()
  const peers = reasonOf(installPeers)
  const addon = peers ?? reasonOf(compileAddons)
  return column => (column.peer === 'C' ? undefined : column.peer === 'addon' ? addon : peers)
}

async function measureAll(options, results, versions) {
  const unprepared = prepare()
  const columns = options.columns.filter(column => unprepared(column) === undefined)
  for (const column of options.columns.filter(column => !columns.includes(column))) {
    for (const row of options.rows) results.add(column.name, row, { failed: unprepared(column) })
  }
  const wanted = row => options.rows.includes(row.name)
  for (let round = 0; round < options.rounds; round++) {
    process.stderr.write(`round ${round + 1} of ${options.rounds}\n`)
    await measureWarmRound(round, warmRows.filter(wanted), columns, options, results, versions)
    measureColdRound(round, coldRows.filter(wanted), columns, options, results)
  }
}

function writeResults(results, bars, versions, { columns, ...options }) {
  const facts = {
    date: new Date().toISOString(),
    cpu: `${cpus().length} × ${cpus()[0]?.model}`,
    kernel: release(),
    cabi: readJson(join(repository, 'package.json')).version,
    peers: readJson(join(import.meta.dirname, 'peers/package.json')).dependencies,
  }
  mkdirSync(folders.results, { recursive: true })
  const all = { ...facts, engines: versions, options, columns, results, bars }
  writeFileSync(join(folders.results, 'latest.json'), `${JSON.stringify(all, null, 1)}\n`)
  return facts
}

async function main(options) {
  const results = new Results()
  const versions = {}
  await measureAll(options, results, versions)

  const bars = judgeBars(results, options)
  const { date, cpu } = writeResults(results, bars, versions, options)
  const effort = `rounds: ${options.rounds}, each the best of ${options.repetitions} × ${options.milliseconds} ms`
  console.log(`${cpu}; ${date}; ${effort}\n`)
  console.log(`${renderResults(results, options)}\n\n${renderBars(bars, tolerance)}`)

  const missed = options.check && bars.some(bar => !bar.pass)
  process.exitCode = results.failures.length > 0 || missed ? 1 : 0
}

try {
  const options = parseOptions(process.argv.slice(2))
  if (options.help) console.log(usage)
  else await main(options)
} catch (error) {
  console.error(error.message)
  process.exitCode = 2
}
