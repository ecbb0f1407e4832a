import assert from 'node:assert/strict'
import { test } from 'node:test'
import { columns } from './columns.mjs'
import { Results } from './results.mjs'
import { renderBars, renderResults } from './table.mjs'

test('medians, ratios and reasons are printed as Markdown', () => {
  const results = new Results()
  for (const value of [4, 5, 6]) results.add('cabi@26', 'noop', { value })
  for (const value of [8, 20, 12]) results.add('node:ffi@26', 'noop', { value })
  results.add('cabi@26', 'add_i64_number', { value: 1234 })
  results.add('node:ffi@26', 'add_i64_number', { cannot: 'takes only bigints' })
  results.add('deno', 'noop', { failed: 'SIGSEGV' })
  results.add('deno', 'add_i64_number', { failed: 'SIGSEGV' })
  const chosen = columns.filter(({ name }) => ['cabi@26', 'node:ffi@26', 'deno'].includes(name))
  assert.equal(
    renderResults(results, { rows: ['noop', 'add_i64_number'], columns: chosen }),
    `## Calls

| ns per call                                   | cabi@26 | node:ffi@26 |       deno |
|-----------------------------------------------|--------:|------------:|-----------:|
| void noop(void)                               |    5.00 |        12.0 | failed [1] |
| int64_t add_i64(int64_t, int64_t), numbers in |    1234 |       - [2] | failed [1] |

Times as long as cabi on the same engine (above 1: cabi is faster); C, Deno and Bun against cabi on Node 26:

| ratio                                         | node:ffi@26 |
|-----------------------------------------------|------------:|
| void noop(void)                               |       2.00x |
| int64_t add_i64(int64_t, int64_t), numbers in |           - |

[1] failed: SIGSEGV
[2] takes only bigints`,
  )
})

test('each bar is printed with what was measured', () => {
  const bars = [
    { row: 'add_i32', column: 'koffi@20', atLeast: 5, ratio: 5.55, pass: true },
    { row: 'noop', column: 'koffi@20', atLeast: 1, reason: 'no value of cabi@20', pass: false },
  ]
  assert.equal(
    renderBars(bars, 0.03),
    `## Bars

How many times as fast as the peer on the same engine. A bar of 1x is passed from 0.97x: 3 % is the tolerance of this machine.

| row     |     peer | bar |            measured |      |
|---------|---------:|----:|--------------------:|-----:|
| add_i32 | koffi@20 |  5x |               5.55x | PASS |
| noop    | koffi@20 |  1x | no value of cabi@20 | FAIL |

1 of 2 passed.`,
  )
})
