import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { root } from '../../test/fixture.ts'
import { controlBlock } from '../machine/control-block.ts'
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
