import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mem, mem8, mem64 } from './operand.ts'
import { registers } from './register.ts'

const { rbx, rsp } = registers.r64

test('memory is a frozen operand of its size', () => {
  const operand = mem8(rbx, 0x40)
  assert.deepEqual(operand, { kind: 'm8', base: rbx, displacement: 0x40 })
  assert.ok(Object.isFrozen(operand))
})

test('a displacement takes all of 32 signed bits', () => {
  assert.equal(mem(rsp, 0x7fff_ffff).displacement, 0x7fff_ffff)
  assert.equal(mem(rsp, -0x8000_0000).displacement, -0x8000_0000)
})

for (const [displacement, text] of [
  [0x8000_0000, 'qword ptr [rbx+0x80000000]'],
  [-0x8000_0001, 'qword ptr [rbx-0x80000001]'],
  [2 ** 32, 'qword ptr [rbx+0x100000000]'],
  [1.5, 'qword ptr [rbx+1.5]'],
  [Number.NaN, 'qword ptr [rbx+NaN]'],
] as const) {
  test(`a displacement of ${displacement} is refused`, () => {
    assert.throws(() => mem64(rbx, displacement), {
      name: 'RangeError',
      code: 'ERR_CABI_ARG_RANGE',
      message: `${text}: the displacement must be an integer from -0x80000000 to 0x7fffffff`,
    })
  })
}

test('a base of 32 bits is refused', () => {
  // @ts-expect-error: for JavaScript callers
  assert.throws(() => mem(registers.r32.ebx, 8), {
    name: 'TypeError',
    code: 'ERR_CABI_ARG_TYPE',
    message: '[ebx+8]: the base must be r64, not r32',
  })
})
