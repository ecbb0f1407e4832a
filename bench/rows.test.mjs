import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { coldResult, warmRows } from './rows.mjs'

test('every warm row is measured in C as well', () => {
  const program = readFileSync(join(import.meta.dirname, 'native/direct.c'), 'utf8')
  const listed = [...program.matchAll(/^ {4}\{"(\w+)", loop_/gm)].map(match => match[1])
  assert.deepEqual(
    listed,
    warmRows.map(row => row.name),
  )
})

test('the cold result is that of calling f000, f001, ... in turn, each adding its number', () => {
  assert.equal(coldResult(1), 0)
  assert.equal(coldResult(4), 6)
})
