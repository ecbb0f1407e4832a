import assert from 'node:assert/strict'
import { test } from 'node:test'
import { maxParameters, slotSize } from '../abi/slot.ts'
import { loadKernel } from '../exchange/kernel.ts'
import { argumentsOffset, controlBlock, exchangeSize, resultOffset, scratchOffset, status } from './control-block.ts'

const camelCase = (name: string) => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())

test('every field lies where the kernel’s C compiler puts it', () => {
  const kernel = Object.entries(loadKernel().controlBlock).map(([name, offset]) => [camelCase(name), offset])
  assert.deepEqual(Object.fromEntries(kernel), controlBlock)
})

test('the areas follow one another: control block, 16 bytes of result, a slot for every parameter, scratch', () => {
  assert.ok(Math.max(...Object.values(controlBlock)) + 8 <= resultOffset)
  assert.ok(resultOffset + 16 <= argumentsOffset)
  assert.equal(argumentsOffset + maxParameters * slotSize, scratchOffset)
  assert.ok(scratchOffset < exchangeSize)
})

test('results and slots are aligned as the typed arrays over them need it', () => {
  for (const offset of [resultOffset, argumentsOffset, controlBlock.target, controlBlock.thunk]) {
    assert.equal(offset % 8, 0)
  }
})

test('a fresh exchange, all zero, says that the last call is done', () => {
  assert.equal(status.done, 0)
  assert.notEqual(status.fault, status.done)
})
