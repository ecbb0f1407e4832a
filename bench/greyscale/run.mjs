/**
 * node bench/greyscale/run.mjs [rounds] [turns], after npm run setup: the greyscale example in all ways, each in fresh
 * processes that take turns. Times and bytes are medians over the turns, ratios medians of each turn's ratio: the machine is
 * shared. Exits with 1 when a bar is missed.
 */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { median } from '../statistics.mjs'
import { ways } from './ways.mjs'

const count = 400 * 400
const [rounds = 1000, turns = 3] = process.argv.slice(2).map(Number)

/** Times against the typed array, memory against plain objects: see `ratios`. */
const bars = [
  { way: 'byIndex', of: 'time', atMost: 3 },
  { way: 'byColumn', of: 'time', atMost: 1.5 },
  { way: 'byIndex', of: 'memory', atMost: 1 / 10 },
  { way: 'byColumn', of: 'memory', atMost: 1 / 10 },
]

function measure(way) {
  const script = join(import.meta.dirname, 'measure.mjs')
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--expose-gc', ...process.execArgv, script, way, String(count), String(rounds)],
    { encoding: 'utf8' },
  )
  if (status !== 0) throw new Error(`${way}: ${stderr}`)
  return JSON.parse(stdout)
}

/** By way, what each turn measured. */
function measureAll() {
  const names = Object.keys(ways)
  const all = Object.fromEntries(names.map(name => [name, []]))
  for (let turn = 0; turn < turns; turn++) {
    for (const name of turn % 2 ? [...names].reverse() : names) all[name].push(measure(name))
  }
  return all
}

const medianOf = (results, way, key) => median(results[way].map(turn => turn[key]))
const ratio = (results, key, way, to) => median(results[way].map((turn, k) => turn[key] / results[to][k][key]))

const ratios = {
  time: (results, way) => ratio(results, 'milliseconds', way, 'typedArray'),
  memory: (results, way) => ratio(results, 'made', way, 'objects'),
}

function print(results) {
  const heading = ['', 'ms', 'ns/pixel', '× typed array', 'bytes/pixel, made', 'after the rounds']
  const lines = Object.entries(ways).map(([way, { title }]) => {
    const milliseconds = medianOf(results, way, 'milliseconds')
    return [
      title,
      milliseconds.toFixed(0),
      ((milliseconds * 1e6) / count / rounds).toFixed(2),
      ratios.time(results, way).toFixed(2),
      (medianOf(results, way, 'made') / count).toFixed(1),
      (medianOf(results, way, 'kept') / count).toFixed(1),
    ]
  })
  const widths = heading.map((_, k) => Math.max(...[heading, ...lines].map(line => line[k].length)))
  for (const line of [heading, ...lines]) {
    console.log(line.map((cell, k) => (k === 0 ? cell.padEnd(widths[k]) : cell.padStart(widths[k]))).join('  '))
  }
}

const results = measureAll()
console.log(`${count} pixels, ${rounds} rounds, medians of ${turns} turns, Node ${process.version}\n`)
print(results)
console.log()
for (const { way, of, atMost } of bars) {
  const measured = ratios[of](results, way)
  const pass = measured <= atMost
  console.log(`${pass ? 'kept  ' : 'MISSED'}  ${of} of ${ways[way].title}: ${measured.toFixed(2)}, at most ${atMost}`)
  if (!pass) process.exitCode = 1
}
