import assert from 'node:assert/strict'
import { test } from 'node:test'
import { trialCode } from './trial.ts'

test('the trial of fast calls writes its mark to the result and nothing else', () => {
  const instructions = trialCode(0x7f00_0000, 0xcab100)
    .listing()
    .trimEnd()
    .split('\n')
    .map(line => line.slice(43))
  assert.deepEqual(instructions, ['movabs rax, 0x7f000000', 'mov dword ptr [rax+0x80], 0xcab100', 'ret'])
})
