/** What the psABI leaves open, or a C compiler never looks at, and callees rely on all the same. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { c, open } from '../../../src/index.ts'
import { compileFixture } from '../../fixture.ts'

const library = compileFixture(new URL('./registers.c', import.meta.url))

/** Type, value, and its 64 bits when widened as C widens it. */
const narrow: readonly (readonly [string, number | boolean, bigint])[] = [
  ['bool', true, 1n],
  ['char', -1, -1n],
  ['signed char', -128, -128n],
  ['unsigned char', 255, 255n],
  ['short', -32768, -32768n],
  ['unsigned short', 65535, 65535n],
  ['int', -2147483648, -2147483648n],
  ['unsigned int', 0xffffffff, 0xffffffffn],
  ['enum color', 0x80000000, 0x80000000n],
]
const enumeration = 'enum color { RED };'

for (const [type, value, wide] of narrow) {
  test(`a variable '${type}' fills its whole register`, () => {
    const { second_register, t } = open(
      library,
      `${enumeration} typedef ${type} t; int64_t second_register(int n, ...);`,
    )
    // What was in the register before: every bit set where the value has none, and the other way round.
    for (const before of [0n, -1n]) {
      second_register(1, c.int64_t(before))
      assert.equal(second_register(1, t(value)), wide)
    }
  })

  test(`a '${type}' on the stack fills its whole eightbyte`, () => {
    const long = `${enumeration} int64_t first_on_stack(long, long, long, long, long, long, ${type});`
    const { first_on_stack } = open(library, long)
    assert.equal(first_on_stack(-1, -1, -1, -1, -1, -1, value), wide)
  })

  test(`a variable '${type}' on the stack fills its whole eightbyte`, () => {
    const { first_on_stack, t } = open(library, `${enumeration} typedef ${type} t; int64_t first_on_stack(int n, ...);`)
    assert.equal(first_on_stack(1, -1n, -1n, -1n, -1n, -1n, t(value)), wide)
  })

  test(`a '${type}' parameter has 32 good bits, on which Clang's callees rely`, () => {
    const { first_register } = open(library, `${enumeration} int64_t first_register(${type});`)
    assert.equal(BigInt.asIntN(32, first_register(value)), BigInt.asIntN(32, wide))
  })
}

test('al is the number of vector registers, 8 at most, in every variadic call and only of vectors', () => {
  const { announced_vectors } = open(library, 'int announced_vectors(double first, ...);')
  for (let doubles = 0; doubles <= 10; doubles++) {
    const values = Array.from({ length: doubles }, (_, i) => c.double(i))
    // An integer leaves other bits in rax.
    assert.equal(announced_vectors(0, ...values), Math.min(1 + doubles, 8))
    assert.equal(announced_vectors(0, 0x5555_5555_5555_5555n, ...values), Math.min(1 + doubles, 8))
  }
})

test('al is 0 in a variadic call without vectors', () => {
  const { announced_vectors } = open(library, 'int announced_vectors(long first, ...);')
  assert.equal(announced_vectors(-1n), 0)
  assert.equal(announced_vectors(-1n, c.int(-1), null, -1n), 0)
})

test('the stack is aligned for the callee, however many arguments are on it', () => {
  for (let count = 0; count <= 40; count++) {
    const { aligned } = open(library, `uintptr_t aligned(${Array(count).fill('long').join() || 'void'});`)
    assert.equal(aligned(...Array(count).fill(1)) % 16, 8, `${count} arguments`)
  }
})
