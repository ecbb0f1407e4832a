/**
 * Who is measured: a peer on an engine. `against` is the cabi column that its ratios are taken to: the one on the same
 * engine, or for C, Deno, Bun and LuaJIT, where there is none, the one named here.
 */
import { join } from 'node:path'

export const columns = [
  { name: 'C', peer: 'C', engine: 'C', against: 'cabi@26' },
  { name: 'cabi@20', peer: 'cabi', engine: 'node-20' },
  { name: 'cabi-plain@20', peer: 'cabi', engine: 'node-20', against: 'cabi@20', environment: { CABI_KERNEL: 'plain' } },
  { name: 'addon@20', peer: 'addon', engine: 'node-20', against: 'cabi@20' },
  { name: 'koffi@20', peer: 'koffi', engine: 'node-20', against: 'cabi@20' },
  { name: 'cabi@26', peer: 'cabi', engine: 'node-26' },
  { name: 'addon@26', peer: 'addon', engine: 'node-26', against: 'cabi@26' },
  { name: 'koffi@26', peer: 'koffi', engine: 'node-26', against: 'cabi@26' },
  { name: 'node:ffi@26', peer: 'node-ffi', engine: 'node-26', against: 'cabi@26', flags: ['--experimental-ffi'] },
  { name: 'deno', peer: 'deno', engine: 'deno', against: 'cabi@26' },
  { name: 'bun', peer: 'bun', engine: 'bun', against: 'cabi@26' },
  { name: 'luajit', peer: 'luajit', engine: 'luajit', against: 'cabi@26' },
]

/** Where an engine's executable is in the folder of installed peers, and how it runs a script. */
const engines = {
  'node-20': { path: 'node-20/bin/node', run: ['--no-warnings'] },
  'node-26': { path: 'node-26/bin/node', run: ['--no-warnings'] },
  deno: { path: '@deno/linux-x64-glibc/deno', run: ['run', '--allow-all', '--no-check', '--no-config'] },
  bun: { path: '@oven/bun-linux-x64/bin/bun', run: ['run', '--no-install'] },
}

/** What the person who runs this has set for their own programs must not reach the peers. */
const foreign = /^(NODE_|DENO_|BUN_|CABI_|KOFFI_|npm_)/

function environmentOf(column, folders) {
  const own = Object.entries(process.env).filter(([name]) => !foreign.test(name))
  return {
    ...Object.fromEntries(own),
    CABI_BENCH_PEERS: join(folders.peers, 'package.json'),
    DENO_DIR: join(folders.peers, 'deno-dir'),
    DENO_NO_UPDATE_CHECK: '1',
    ...column.environment,
  }
}

/** The command line of a script of `process/` on the column's engine. */
export function scriptCommand(column, folders, script, task) {
  const { path, run } = engines[column.engine]
  return {
    file: join(folders.peers, 'node_modules', path),
    arguments: [
      ...run,
      ...(column.flags ?? []),
      join(import.meta.dirname, 'process', script),
      ...(task ? [JSON.stringify({ peer: column.peer, ...task })] : []),
    ],
    environment: environmentOf(column, folders),
  }
}

/** The same of the C program, which takes words: see native/direct.c. */
export function directCommand(column, folders, words) {
  return { file: join(folders.native, 'direct'), arguments: words, environment: environmentOf(column, folders) }
}

/** LuaJIT, as Debian has it, takes the words that the C program takes. */
export function luajitCommand(column, folders, words) {
  return {
    file: 'luajit',
    arguments: [join(import.meta.dirname, 'peers/luajit.lua'), ...words],
    environment: environmentOf(column, folders),
  }
}

/** Each turn begins with another column, and every second one runs backwards: nobody is always after the same neighbour. */
export function orderOfTurn(columns, turn) {
  const rotated = columns.map((_, k) => columns[(k + turn) % columns.length])
  return turn % 2 ? rotated.reverse() : rotated
}
