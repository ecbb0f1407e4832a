/**
 * Measures cabi and its peers side by side in one run. Each round measures every column in fresh processes that take
 * turns; numbers are medians over rounds of the best of a round's visits, ratios medians of each round's ratio.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, release } from 'node:os'
import { join } from 'node:path'
import { judgeBars, tolerance } from './bars.mjs'
import { measureColdRound } from './cold-round.mjs'
import { folders, repository } from './folders.mjs'
import { parseOptions, usage } from './options.mjs'
import { measureParsingRound } from './parsing.mjs'
import { parsingRows } from './parsing-rows.mjs'
import { judgeParsing, renderParsing } from './parsing-table.mjs'
import { compileAddons, compileCode, compileFixture, installPeers, requireLuajit } from './prepare.mjs'
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
  const cabi = peers ?? reasonOf(compileCode)
  const reasons = { C: undefined, addon, cabi, luajit: reasonOf(requireLuajit) }
  return ({ peer }) => (peer in reasons ? reasons[peer] : peers)
}

const callRows = ({ rows }) => [...warmRows, ...coldRows].map(row => row.name).filter(name => rows.includes(name))

async function measureCalls(round, columns, options, results, versions) {
  const [warm, cold] = [warmRows, coldRows].map(rows => rows.filter(row => options.rows.includes(row.name)))
  if (warm.length > 0) await measureWarmRound(round, warm, columns, options, results, versions)
  if (cold.length > 0) measureColdRound(round, cold, columns, options, results)
}

async function measureAll(options, results, versions) {
  const unprepared = prepare()
  const columns = options.columns.filter(column => unprepared(column) === undefined)
  for (const column of options.columns.filter(column => !columns.includes(column))) {
    for (const row of callRows(options)) results.add(column.name, row, { failed: unprepared(column) })
  }
  const parsing = parsingRows.filter(row => options.rows.includes(row.name))
  for (let round = 0; round < options.rounds; round++) {
    process.stderr.write(`round ${round + 1} of ${options.rounds}\n`)
    await measureCalls(round, columns, options, results, versions)
    measureParsingRound(parsing, options, results)
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
  const parsing = judgeParsing(results, options)
  const { date, cpu } = writeResults(results, bars, versions, options)
  const effort = `rounds: ${options.rounds}, each the best of ${options.repetitions} × ${options.milliseconds} ms`
  console.log(`${cpu}; ${date}; ${effort}\n`)
  const tables = [renderResults(results, options), renderParsing(parsing)]
  if (callRows(options).length > 0) tables.push(renderBars(bars, tolerance))
  console.log(tables.filter(Boolean).join('\n\n'))

  const missed = options.check && (bars.some(bar => !bar.pass) || parsing.some(({ pass }) => pass === false))
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
