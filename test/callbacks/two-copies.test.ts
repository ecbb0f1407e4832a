/**
 * Two copies of cabi on one thread, as two packages that depend on it bring them. C calls the callbacks of one in calls of the
 * other: V8 aborts if it is entered there in any way but by parking that call.
 */
import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import type { LooseLibrary, Pointer } from '../../src/index.ts'
import { root } from '../fixture.ts'
import { declarations, path } from './fixture.ts'

type Cabi = typeof import('../../src/index.ts')

interface Copy extends Cabi {
  readonly lib: LooseLibrary
  /** What C of this copy is given for a callback of the other. */
  given(callback: Pointer): unknown
}

async function copyOf(cabi: Promise<Cabi>, stack: 'auto' | 'host' = 'auto'): Promise<Copy> {
  const copy = await cabi
  const lib = copy.open(path, declarations, { stack })
  return { ...copy, lib, given: ({ address }) => copy.cast(lib['int_function_type'], address) }
}

function installed(): Promise<Cabi> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'cabi-copy-')))
  after(() => rmSync(folder, { recursive: true }))
  for (const part of ['package.json', 'dist', 'prebuilt'])
    cpSync(join(root, part), join(folder, part), { recursive: true })
  return import(pathToFileURL(join(folder, 'dist/index.js')).href)
}

const [first, second] = [installed(), installed()]
const code = (code: string) => (error: { code?: string }) => error.code === code

test('a callback of a copy is called in a call of another that has no callback', async () => {
  const [a, b] = [await copyOf(first), await copyOf(second)]
  assert.notEqual(a.CabiError, b.CabiError)
  const increment = a.callback(a.lib['int_function'], (value: number) => value + 1)
  const given = b.given(increment)
  for (let i = 0; i < 20_000; i++) assert.equal(b.lib['apply'](given, i), i + 1)
  assert.equal(b.lib['sum_of'](given, 10), 55)
  a.release(increment)
  assert.throws(() => b.lib['apply'](given, 1), code('ERR_CABI_CALLBACK_EXPIRED'))
})

for (const stack of ['auto', 'host'] as const) {
  const copies = async (): Promise<[Copy, Copy]> => [await copyOf(first, stack), await copyOf(second)]
  const where = stack === 'host' ? 'one of which calls on the host stack' : 'both of which call on the call stack'

  test(`callbacks of two copies, ${where}, nest`, async () => {
    const [a, b] = await copies()
    /** A callback of the one, called in a call of the other, which does the same the other way round. */
    const descend = (one: Copy, other: Copy, depth: number): number => {
      if (depth === 0) return 0
      const kept = one.callback(one.lib['int_function'], (value: number) => value + descend(other, one, depth - 1))
      try {
        return other.lib['apply'](other.given(kept), 1)
      } finally {
        one.release(kept)
      }
    }
    for (let i = 0; i < 5; i++) assert.deepEqual([descend(a, b, 40), descend(b, a, 40)], [40, 40])
  })

  test(`what is lent to a call of a copy is called in a call of another, ${where}`, async () => {
    const [a, b] = await copies()
    const meanwhile = () => b.lib['call_hook'](20)
    assert.equal(
      a.lib['keep_and_apply']((value: number) => value + 1, meanwhile, 0),
      21,
    )
    assert.throws(() => b.lib['call_hook'](20), code('ERR_CABI_CALLBACK_EXPIRED'))
  })

  test(`exceptions go through calls of two copies, ${where}, the same object`, async () => {
    const [a, b] = await copies()
    const failure = new Error('mine')
    const fail = a.callback(a.lib['int_function'], () => {
      throw failure
    })
    const given = b.given(fail)
    const through = a.given(b.callback(b.lib['int_function'], (value: number) => b.lib['apply'](given, value)))
    const seen: number[] = []
    for (let i = 0; i < 100; i++) {
      assert.throws(
        () => b.lib['apply_twice'](given, (value: number) => seen.push(value), 9),
        (error: unknown) => error === failure,
      )
      assert.throws(
        () => a.lib['apply'](through, 9),
        (error: unknown) => error === failure,
      )
    }
    assert.deepEqual(new Set(seen), new Set([0]))
  })

  test(`a callback that must not return abandons the call of the other copy, ${where}`, async () => {
    const [a, b] = await copies()
    const fatal = (copy: Copy, name: string) =>
      copy.callback(copy.lib['fatal'], () => {
        throw new Error(name)
      })
    for (const [one, other] of [
      [a, b],
      [b, a],
    ] as const) {
      const fail = fatal(one, 'fatal')
      const given = other.cast(other.lib['fatal_type'], fail.address)
      for (let i = 0; i < 50; i++) assert.throws(() => other.lib['fail'](given, 'x'), { message: 'fatal' })
    }
  })

  test(`faults in calls of two copies, ${where}, are those of the call`, async () => {
    const [a, b] = await copies()
    for (const [one, other] of [
      [a, b],
      [b, a],
    ] as const) {
      const survive = other.given(
        one.callback(one.lib['int_function'], (value: number) => {
          assert.throws(() => one.lib['read_at'](16), { code: 'ERR_CABI_FAULT', function: 'read_at' })
          assert.throws(() => other.lib['read_at'](16), { code: 'ERR_CABI_FAULT', function: 'read_at' })
          return value + 1
        }),
      )
      for (let i = 0; i < 50; i++) {
        assert.equal(other.lib['apply'](survive, i), i + 1)
        assert.throws(() => other.lib['fault_after'](survive, 1), {
          code: 'ERR_CABI_FAULT',
          function: 'fault_after',
        })
      }
    }
  })
}

test('C jumps over calls and callbacks of both copies', async () => {
  const [a, b] = [await copyOf(first), await copyOf(second)]
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    const between = one.given(other.callback(other.lib['int_function'], () => one.lib['jump'](0, 3) ?? 0))
    const around = () => one.lib['apply'](between, 1)
    for (let i = 0; i < 100; i++) assert.equal(one.lib['with_mark'](around, 0), 3000)
    const inside = other.given(one.callback(one.lib['int_function'], () => one.lib['jump'](0, 4) ?? 0))
    const left: number[] = []
    const further = () => {
      try {
        return other.lib['apply'](inside, 1)
      } finally {
        left.push(1)
      }
    }
    for (let i = 0; i < 100; i++) assert.equal(one.lib['with_mark'](further, 0), 4000)
    assert.equal(left.length, 100)
    assert.equal(
      one.lib['apply']((value: number) => value + 1, 1),
      2,
    )
  }
})

test('with another copy there, callbacks on other threads and in signal handlers are refused as ever', async () => {
  const [a, b] = [await copyOf(first), await copyOf(second)]
  const kept = a.callback(a.lib['int_function'], (value: number) => value + 1)
  const handler = a.callback(a.c.fn(a.c.void, [a.c.int]), () => {})
  // The next call of the copy that it belongs to tells.
  assert.equal(b.lib['apply_on_thread'](b.given(kept), 1), 0)
  assert.throws(() => a.lib['apply']((value: number) => value, 1), code('ERR_CABI_THREAD'))
  b.lib['on_signal'](10, b.cast(b.c.fn(b.c.void, [b.c.int]), handler.address))
  b.lib['raise_signal'](10)
  assert.throws(() => a.lib['apply']((value: number) => value, 1), code('ERR_CABI_THREAD'))
})
