import assert from 'node:assert/strict'
import { test } from 'node:test'
import { targets } from '../ctype/target.ts'
import { completeOptions, parseOptions } from './options.ts'

const defaults = { stack: 'auto', guard: true, now: false, global: false, unload: false, int64: 'bigint' }

test('every option has a default', () => {
  assert.deepEqual(completeOptions({}), defaults)
})

test('what is given is taken, and undefined is not given', () => {
  const given = { stack: 'host', guard: false, now: true, global: true, unload: true, int64: 'number' } as const
  assert.deepEqual(completeOptions(given), given)
  assert.deepEqual(completeOptions({ guard: undefined, int64: 'number' } as never), { ...defaults, int64: 'number' })
})

test('an unknown option or value is refused, and the known ones are named', () => {
  const refusals: readonly (readonly [options: unknown, message: string])[] = [
    [{ gaurd: true }, "options: there is no 'gaurd'; known are stack, guard, now, global, unload, int64"],
    [{ toString: 1 }, "options: there is no 'toString'; known are stack, guard, now, global, unload, int64"],
    [{ guard: 1 }, 'options: guard is true or false, got 1'],
    [{ now: 'yes' }, "options: now is false or true, got 'yes'"],
    [{ int64: 'string' }, "options: int64 is 'bigint' or 'number', got 'string'"],
    [{ stack: null }, "options: stack is 'auto' or 'host', got null"],
    [null, 'options: expected an object, got null'],
    ['now', "options: expected an object, got 'now'"],
  ]
  for (const [options, message] of refusals) {
    assert.throws(() => completeOptions(options as never), { name: 'TypeError', code: 'ERR_CABI_ARG_TYPE', message })
  }
})

test('of cdef, the source and the target by name', () => {
  assert.deepEqual(parseOptions({}), {})
  assert.deepEqual(parseOptions({ source: undefined, target: undefined } as never), {})
  assert.deepEqual(parseOptions({ source: 'my.h', target: 'i386-linux' }), {
    source: 'my.h',
    target: targets['i386-linux'],
  })
})

test('a target that is not known and an option that is none are refused', () => {
  const known = 'x86_64-linux, x86_64-windows, aarch64-linux, i386-linux, armhf-linux'
  const refusals: readonly (readonly [options: unknown, message: string])[] = [
    [{ target: 'riscv64-linux' }, `cdef: target is one of ${known}, got 'riscv64-linux'`],
    [{ target: 'toString' }, `cdef: target is one of ${known}, got 'toString'`],
    [{ target: ['i386-linux'] }, `cdef: target is one of ${known}, got [ 'i386-linux' ]`],
    [{ target: null }, `cdef: target is one of ${known}, got null`],
    [{ source: 5 }, 'cdef: source is a string, got 5'],
    [{ targets: 'x' }, "cdef: there is no option 'targets'; known are source, target, int64"],
    [{ int64: 64 }, "cdef: int64 is 'bigint' or 'number', got 64"],
    [null, 'cdef: expected options as an object, got null'],
    ['i386-linux', "cdef: expected options as an object, got 'i386-linux'"],
  ]
  for (const [options, message] of refusals) {
    assert.throws(() => parseOptions(options as never), { name: 'TypeError', code: 'ERR_CABI_ARG_TYPE', message })
  }
})
