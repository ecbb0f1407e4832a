/**
 * A round of warm rows. Each column gets a fresh process; all are started first and then measure row after row in turns, so
 * that the values of a row are from the same seconds. On the shared machine that this was made on there are phases of some
 * seconds in which a program has half of a core: code that fills it takes 1.5 times as long, and code that waits does not.
 * So a row is visited more than once, and each column's best visit counts: the one in which it had the core.
 */
import { join } from 'node:path'
import { directCommand, luajitCommand, orderOfTurn, scriptCommand } from './columns.mjs'
import { folders } from './folders.mjs'
import { PeerProcess } from './peer-process.mjs'

function commandOf(column, { repetitions, milliseconds }) {
  const library = join(folders.native, 'libfixture.so')
  const words = ['warm', library, String(repetitions), String(milliseconds)]
  if (column.peer === 'C') return directCommand(column, folders, words)
  if (column.peer === 'luajit') return luajitCommand(column, folders, words)
  const paths = { library, addons: folders.native }
  return scriptCommand(column, folders, 'warm.mjs', { paths, repetitions, milliseconds })
}

/** What a row of a column is after several visits: its least time, unless one of them failed. */
export function bestOfVisits(outcomes) {
  const bad = outcomes.find(outcome => outcome.value === undefined)
  return bad ?? { value: Math.min(...outcomes.map(outcome => outcome.value)) }
}

/** Adds one value of each row and column to `results`, and what the engines are to `versions`. */
export async function measureWarmRound(round, rows, columns, options, results, versions) {
  const peers = new Map()
  for (const column of columns) {
    const peer = new PeerProcess(commandOf(column, options))
    peers.set(column, peer)
    versions[column.name] = await peer.ready()
  }
  for (const [k, row] of rows.entries()) {
    const outcomes = new Map(columns.map(column => [column, []]))
    for (let visit = 0; visit < options.visits; visit++) {
      for (const column of orderOfTurn(columns, round + k + visit)) {
        outcomes.get(column).push(await peers.get(column).measure(row.name))
      }
    }
    for (const column of columns) results.add(column.name, row.name, bestOfVisits(outcomes.get(column)))
  }
  await Promise.all([...peers.values()].map(peer => peer.end()))
}
