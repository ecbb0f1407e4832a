/** `npm start` as a newcomer sees it, whole; what differs between machines is masked. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import * as zlib from 'node:zlib'

const tour = fileURLToPath(new URL('../examples/tour.js', import.meta.url))

const secondChecksum =
  zlib.crc32 === undefined
    ? `crc32(0, Buffer.from('123456789'), 9)    0xcbf43926, as published`
    : `the same by node:zlib                    0x<checksum>`

const expected = String.raw`A tour of cabi: C functions as JavaScript functions (Node ${process.version})

The C library
  printf('Hello %s!\n', 'world')           Hello world!
  atoi('42')                               42
  getenv('CABI_TOUR')                      Pointer (char *) 0x<address>
  readString(getenv('CABI_TOUR'))          set by JavaScript, read by C

libm, found by its short name 'm'
  pow(2, 0.5)                              1.4142135623730951
  cos(Math.PI)                             -1

zlib, over the bytes of a file
  crc32(0, bytes, bytes.length)            0x<checksum>
  ${secondChecksum}

SQLite
  sqlite3_libversion()                     <version>

A wrong call is an exception
  atoi(1)                                  TypeError ERR_CABI_ARG_TYPE
    atoi: argument 1 (nptr) is 'const char *': expected a string, a Pointer to 'const char', a
    Uint8Array or null, got 1

Declared wrongly, as int atoi(long nptr), C takes 1 for an address
  wrongAtoi(1)                             CabiError ERR_CABI_FAULT
    atoi(1) was stopped by SIGSEGV: no access to memory at address 0x1

A failed assert in C, whose own words go to stderr
  __assert_fail('2 + 2 == 5', ...)         CabiError ERR_CABI_FAULT
    __assert_fail('2 + 2 == 5', 'tour.c', 42, 'main') was stopped by SIGABRT: it called
    abort(), as a failed assert, a corrupted heap or an uncaught C++ exception does

The process goes on
  pow(atoi('3'), 2) + pow(atoi('4'), 2)    25

Goodbye.
`

function masked(output: string): string {
  const checksum = output.match(/bytes\.length\) +(0x[0-9a-f]{8})\n/)?.[1] ?? 'no checksum'
  return output
    .replaceAll(checksum, '0x<checksum>')
    .replace(/(\(char \*\)) 0x[0-9a-f]+\n/, '$1 0x<address>\n')
    .replace(/(sqlite3_libversion\(\) +)(?:3\.\d+\.\d+|not installed here)\n/, '$1<version>\n')
}

const ways = [
  { name: 'by itself', flags: [], environment: {} },
  { name: 'on the plain kernel', flags: [], environment: { CABI_KERNEL: 'plain' } },
  {
    name: 'where code from strings is forbidden',
    flags: ['--disallow-code-generation-from-strings'],
    environment: {},
  },
]

for (const { name, flags, environment } of ways) {
  test(`the tour prints C's output and JavaScript's in order, survives its faults and says goodbye, ${name}`, () => {
    const { status, signal, stdout, stderr } = spawnSync(process.execPath, [...flags, tour], {
      encoding: 'utf8',
      env: { ...process.env, ...environment },
    })
    assert.equal(masked(stdout), expected)
    assert.match(stderr, /^[^\n]*: tour\.c:42: main: Assertion `2 \+ 2 == 5' failed\.\n$/)
    assert.deepEqual({ status, signal }, { status: 0, signal: null })
  })
}
