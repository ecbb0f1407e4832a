/**
 * A round of warm rows. Each column gets a fresh process; all are started first and then measure row after row in turns,
 * so that the values of a row are from the same second or two: the shared machine that this was made on has phases of some
 * seconds in which everything takes 1.7 times as long.
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

/** Adds one value of each row and column to `results`, and what the engines are to `versions`. */
export async function measureWarmRound(round, rows, columns, options, results, versions) {
  const peers = new Map()
  for (const column of columns) {
    const peer = new PeerProcess(commandOf(column, options))
    peers.set(column, peer)
    versions[column.name] = await peer.ready()
  }
  for (const [k, row] of rows.entries()) {
    for (const column of orderOfTurn(columns, round + k)) {
      results.add(column.name, row.name, await peers.get(column).measure(row.name))
    }
  }
  await Promise.all([...peers.values()].map(peer => peer.end()))
}
