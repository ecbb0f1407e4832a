import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { controlBlock } from '../machine/control-block.ts'
import { loadKernel } from './kernel.ts'

const camelCase = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())

test('the kernel and generated code agree on every offset of the control block', () => {
  const offsets = Object.entries(loadKernel().controlBlock).map(([name, offset]) => [camelCase(name), offset])
  assert.deepEqual(Object.fromEntries(offsets), controlBlock)
})

test('the kernel knows whether the processor has AVX', () => {
  assert.equal(loadKernel().hasAvx, /^flags\b.* avx /m.test(readFileSync('/proc/cpuinfo', 'utf8')))
})
