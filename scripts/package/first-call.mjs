import assert from 'node:assert/strict'
import { open } from 'cabi'

const libc = open('libc.so.6', 'int printf(const char *fmt, ...); int atoi(const char *nptr);')
assert.equal(libc.printf('Hello %s!\n', 'world'), 13)
assert.equal(libc.atoi('1'), 1)
assert.throws(() => libc.atoi(1), { name: 'TypeError', code: 'ERR_CABI_ARG_TYPE' })
