import assert from 'node:assert/strict'
import { test } from 'node:test'
import { arrangeDirect, printDirectPlan } from '../abi/direct.ts'
import { type CallSignature, printPlan } from '../abi/plan.ts'
import { arrange } from '../abi/sysv-x64/arrange.ts'
import { Assembler } from '../machine/x86-64/assembler.ts'
import { registers } from '../machine/x86-64/register.ts'
import { directCode, faultExit, thunkCode, trial } from './call-code.ts'
import { keptBytes, keptLine, Template } from './kept-code.ts'

interface Addresses {
  readonly exchange: number
  readonly errnoAddress: number
  readonly bySlots: number
}

/** Those that lines are made of. */
const marks: Addresses = { exchange: 0x5eed_0001_c0de, errnoAddress: 0x5eed_0002_c0de, bySlots: 0x5eed_0003_c0de }

const signatures: CallSignature[] = [
  { parameters: [], result: undefined, fixed: undefined },
  { parameters: ['int32'], result: 'int32', fixed: undefined },
  { parameters: ['int64', 'double'], result: 'int64', fixed: undefined },
  { parameters: Array(9).fill('int32'), result: 'double', fixed: undefined },
]

function templates(addresses: Addresses): Template[] {
  const thunks = signatures.map(signature => {
    const plan = arrange(signature)
    return thunkCode(plan, printPlan(plan), { ...addresses, guarded: true, stack: 'auto' })
  })
  const unguarded = arrange(signatures[1]!)
  const direct = signatures.flatMap(signature => {
    const plan = arrangeDirect(signature, arrange)
    return plan === undefined ? [] : [directCode(plan, printDirectPlan(plan), { ...addresses, guarded: true })]
  })
  return [
    ...[true, false].map(hasAvx => faultExit(addresses.exchange, hasAvx)),
    trial(addresses.exchange),
    ...thunks,
    thunkCode(unguarded, printPlan(unguarded), { ...addresses, guarded: false, stack: 'host' }),
    ...direct,
  ]
}

const table = templates(marks).map(keptLine).join('')

test('kept code is what the assembler makes with the same addresses', () => {
  const least = { exchange: 0, errnoAddress: 1, bySlots: 2 }
  const most = { exchange: 2 ** 47 - 16, errnoAddress: 2 ** 32, bySlots: 2 ** 32 - 1 }
  for (const addresses of [least, most, marks]) {
    for (const template of templates(addresses)) {
      assert.deepEqual(Uint8Array.from(keptBytes(table, template)!), template.assemble().bytes(), template.key)
    }
  }
})

test('code of other plans and options is not kept, but assembled', () => {
  const plan = arrange({ parameters: ['float'], result: undefined, fixed: undefined })
  const other = thunkCode(plan, printPlan(plan), { ...marks, guarded: true, stack: 'auto' })
  assert.equal(keptBytes(table, other), undefined)
  assert.deepEqual(other.bytes(), other.assemble().bytes())
  const kept = arrange(signatures[0]!)
  for (const options of [
    { guarded: false, stack: 'auto' },
    { guarded: true, stack: 'host' },
  ] as const) {
    assert.equal(keptBytes(table, thunkCode(kept, printPlan(kept), { ...marks, ...options })), undefined)
  }
})

test('an address may stand in several places, far behind the start', () => {
  const { rax } = registers.r64
  const template = (addresses: readonly [number, number]) =>
    new Template('long', addresses, () => {
      const code = new Assembler()
      for (let i = 0; i < 40; i++) code.movabs(rax, addresses[i % 2]!)
      return code
    })
  const kept = keptLine(template([0x5eed_0001_c0de, 0x5eed_0002_c0de]))
  const now = template([0x1234_5678_9abc, 0x7f00_0000_1000])
  assert.deepEqual(Uint8Array.from(keptBytes(kept, now)!), now.assemble().bytes())
})
