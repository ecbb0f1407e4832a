import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judgeParsing, renderParsing } from './parsing-table.mjs'
import { Results } from './results.mjs'

const rows = ['parse_sqlite', 'parse_gtk', 'gcc_sqlite', 'gcc_start']

function judged(outcomes) {
  const results = new Results()
  for (const [row, values] of Object.entries(outcomes)) for (const value of values) results.add('cabi', row, value)
  return judgeParsing(results, { rows })
}

test('a row passes with a median of its bar, and has none where its header is missing', () => {
  const all = judged({
    parse_sqlite: [{ value: 90 }, { value: 40 }, { value: 7 }],
    parse_gtk: [{ cannot: '<gtk/gtk.h> is not installed (libgtk-3-dev)' }],
    gcc_sqlite: [{ value: 3.01 }],
    gcc_start: [{ value: 12 }],
  })
  assert.equal(
    renderParsing(all),
    `## Reading C

|                                                     |                                    measured | at most |      |
|-----------------------------------------------------|--------------------------------------------:|--------:|-----:|
| <sqlite3.h> as cc -E -dD prints it                  |                                     40.0 ms |   40 ms | PASS |
| <gtk/gtk.h> of GTK 3, the same way                  | <gtk/gtk.h> is not installed (libgtk-3-dev) |  500 ms |      |
| <sqlite3.h>, against a process of gcc -fsyntax-only |                                      3.01 x |     3 x | FAIL |
| that process of gcc, on an empty text               |                                     12.0 ms |         |      |`,
  )
  assert.deepEqual(
    all.map(({ pass }) => pass),
    [true, undefined, false, undefined],
  )
})

test('what failed in one round has missed its bar', () => {
  const [sqlite] = judged({ parse_sqlite: [{ value: 1 }, { failed: 'SIGSEGV' }] })
  assert.equal(sqlite.pass, false)
  assert.match(renderParsing([sqlite]), /failed: SIGSEGV .* FAIL/)
})

test('nothing is printed of rows that nobody asked for', () => {
  assert.equal(renderParsing(judgeParsing(new Results(), { rows: ['noop'] })), '')
})
