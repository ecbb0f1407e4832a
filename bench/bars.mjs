/** What cabi promises of its speed against the others on the same engine, and whether a run keeps it. */
import { coldRows, warmRows } from './rows.mjs'

/** Two medians closer than this are the same speed: the machine is shared. */
export const tolerance = 0.03

const warm = warmRows.map(row => row.name)
/** Alone, in a long row, of structs, of pointers that are read; and made and released. What a peer cannot do has no bar. */
const callbacks = [
  ...['callback', 'callback_each', 'callback_one', 'callback_lent', 'callback_fifty'],
  ...['callback_struct', 'callback_create', 'sort'],
]
const cold = coldRows.map(row => row.name)

const promises = [
  { rows: ['add_i32'], peers: ['koffi'], atLeast: 5 },
  { rows: ['add_i32'], peers: ['addon'], atLeast: 4 },
  { rows: ['slen_short', 'slen_rotating'], peers: ['koffi', 'addon'], atLeast: 2 },
  { rows: ['struct_16', 'struct_48'], peers: ['koffi'], atLeast: 15 },
  { rows: ['read_guarded', 'read_indexed'], peers: ['koffi'], atLeast: 10 },
  { rows: ['struct_16', 'struct_48'], peers: ['luajit'], atLeast: 1, tolerance },
  { rows: ['read_guarded', 'read_indexed'], peers: ['deno', 'bun'], atLeast: 1, tolerance },
  { rows: callbacks, peers: ['luajit'], atLeast: 2 },
  { rows: callbacks, peers: ['koffi'], atLeast: 5 },
  { rows: callbacks, peers: ['deno', 'node-ffi'], atLeast: 4 },
  { rows: callbacks, peers: ['bun'], atLeast: 2 },
  { rows: warm, peers: ['koffi', 'node-ffi', 'addon'], atLeast: 1, tolerance },
  { rows: cold, peers: ['koffi'], atLeast: 1, tolerance },
]

/** Of cabi alone: how fast a row is to be, at least, in terms of another. */
const ownPromises = [{ row: 'add_i32_live', of: 'add_i32', atLeast: 0.5 }]

function judgeOwn({ row, of, atLeast }, column, results) {
  const ratio = results.ratioOfRows(column.name, of, row)
  const bar = { row, column: `${of} of ${column.name}`, atLeast, ratio }
  if (ratio !== undefined) return { ...bar, pass: ratio >= atLeast }
  return { ...bar, pass: false, reason: `no value of ${column.name}` }
}

function judge(promise, row, column, results) {
  const ratio = results.ratio(column.name, row, column.against)
  const bar = { row, column: column.name, atLeast: promise.atLeast, ratio }
  if (ratio !== undefined) return { ...bar, pass: ratio >= promise.atLeast * (1 - (promise.tolerance ?? 0)) }
  const without = [column.name, column.against].filter(name => results.get(name, row)?.median === undefined)
  return { ...bar, pass: false, reason: `no value of ${without.join(', ')}` }
}

/** One bar for each row and column that a promise names and the run asked for; what a peer cannot do is no bar. */
export function judgeBars(results, { rows, columns }) {
  const asked = name => columns.some(column => column.name === name)
  const own = ownPromises
    .filter(({ row, of }) => rows.includes(row) && rows.includes(of))
    .flatMap(promise => columns.filter(({ peer }) => peer === 'cabi').map(column => judgeOwn(promise, column, results)))
  const others = promises.flatMap(promise =>
    columns
      .filter(column => promise.peers.includes(column.peer) && asked(column.against))
      .flatMap(column =>
        promise.rows
          .filter(row => rows.includes(row) && results.get(column.name, row)?.cannot === undefined)
          .map(row => judge(promise, row, column, results)),
      ),
  )
  return [...own, ...others]
}
