import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { root } from '../../test/fixture.ts'
import { optimisation } from '../../test/oracle/optimisation.ts'
import { controlBlock, scratchOffset } from '../machine/control-block.ts'
import { exchange } from './exchange.ts'
import { fastVersions, loadKernel } from './kernel.ts'

const camelCase = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())

test('the kernel and generated code agree on every offset of the control block', () => {
  const offsets = Object.entries(loadKernel().controlBlock).map(([name, offset]) => [camelCase(name), offset])
  assert.deepEqual(Object.fromEntries(offsets), controlBlock)
})

test('the kernel knows whether the processor has AVX', () => {
  assert.equal(loadKernel().hasAvx, /^flags\b.* avx /m.test(readFileSync('/proc/cpuinfo', 'utf8')))
})

test('the engines that the loader looks for a fast path for are those it is built for', async () => {
  const { nodeLines } = await import(`${root}/scripts/kernel/binaries.mjs`)
  assert.deepEqual(
    fastVersions,
    nodeLines.map(({ v8 }: { v8: string }) => v8),
  )
})

test('a string is copied as ASCII with a NUL behind it, and one that is none is told, in both of the ways into C', () => {
  setFlagsFromString('--allow-natives-syntax')
  const { prepare, optimise, isOptimised } = optimisation()
  const { base, fast, views } = exchange()
  const copy = new Function('fast', 'address', 'return text => fast.copyAscii(text, address)')(
    fast,
    base + scratchOffset,
  )
  const memory = Buffer.from(views.U8.buffer, scratchOffset)

  const checkAll = () => {
    for (const length of [...Array(150).keys(), 1000]) {
      const plain = 'abc\x01\x7f'.repeat(length / 5 + 1).slice(0, length)
      memory.fill(0xa5, 0, length + 2)
      assert.equal(copy(plain), 1)
      assert.equal(memory.toString('latin1', 0, length + 2), `${plain}\0\xa5`)
      for (let at = 0; at < length; at++) {
        for (const other of ['\0', '\x80', '\xff', '\u0141']) {
          const text = `${plain.slice(0, at)}${other}${plain.slice(at + 1)}`
          // Flat, and put together.
          assert.equal(copy(Buffer.from(text, 'utf16le').toString('utf16le')), 0, `${length} ${at}`)
          assert.equal(copy(text), 0, `${length} ${at}`)
        }
      }
    }
  }
  prepare(copy)
  checkAll()
  optimise(copy)
  copy('text')
  assert.ok(isOptimised(copy))
  checkAll()
})
