import assert from 'node:assert/strict'
import { test } from 'node:test'
import { maxParameters, slotSize } from '../abi/slot.ts'
import { loadKernel } from '../exchange/kernel.ts'
import {
  accessOffset,
  argumentsOffset,
  controlBlock,
  exchangeSize,
  resultOffset,
  scratchOffset,
  status,
} from './control-block.ts'

const camelCase = (name: string) => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())

test('every field lies where the kernel’s C compiler puts it', () => {
  const kernel = Object.entries(loadKernel().controlBlock()).map(([name, offset]) => [camelCase(name), offset])
  assert.deepEqual(Object.fromEntries(kernel), controlBlock)
})

test('the areas lie apart: control block, 16 bytes of result, 24 of access, a slot for every parameter, scratch', () => {
  const areas = [
    { start: resultOffset, size: 16 },
    { start: accessOffset, size: 24 },
    { start: argumentsOffset, size: maxParameters * slotSize },
    ...Object.values(controlBlock).map(start => ({ start, size: 4 })),
  ].sort((a, b) => a.start - b.start)
  areas.reduce((before, area) => {
    assert.ok(before.start + before.size <= area.start, `0x${area.start.toString(16)}`)
    return area
  })
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
