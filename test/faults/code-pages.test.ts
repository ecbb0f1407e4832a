/** Where generated code lies: never writable and executable at one address, and in no other program's hands. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { openFault } from './libraries.ts'

const c = openFault()

/** Permissions of each mapping, `r-xs`, and what is mapped. */
const mappings = () =>
  readFileSync('/proc/self/maps', 'utf8')
    .trimEnd()
    .split('\n')
    .map(line => line.match(/^\S+ (\S+) \S+ \S+ \S+ *(.*)$/)!.slice(1) as [permissions: string, file: string])

const ofCabi = ([, file]: [string, string]) => file.startsWith('/memfd:cabi')

function run(flags: string[], file: string): string {
  const path = fileURLToPath(new URL(file, import.meta.url))
  return execFileSync(process.execPath, [...flags, path], { encoding: 'utf8' })
}

test('thunks are mapped twice, writable and executable, never both', () => {
  assert.equal(c['add'](2, 3), 5)
  assert.deepEqual(
    new Set(
      mappings()
        .filter(ofCabi)
        .map(([permissions]) => permissions),
    ),
    new Set(['rw-s', 'r-xs']),
  )
})

test('no page of a process without a compiler of its own is writable and executable', () => {
  assert.equal(run(['--jitless'], './maps.child.js'), '')
})

test('no file descriptor is left, here or in a program that is started', () => {
  const targets = readdirSync('/proc/self/fd').map(fd => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`)
    } catch {
      return '' // That of the folder itself.
    }
  })
  assert.deepEqual(
    targets.filter(target => target.includes('memfd')),
    [],
  )
  assert.doesNotMatch(execFileSync('/bin/ls', ['-l', '/proc/self/fd'], { encoding: 'utf8' }), /memfd/)
})
