/** A call with too few or too many arguments never gets to C; of several wrong ones, the first is named. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CFunction, open, type Pointer } from '../../src/index.ts'
import { compileFixture } from '../fixture.ts'
import { bothMarshallers } from './marshallers.ts'

const file = compileFixture('test/values/take.c')
const { take_record } = open(file, 'void *take_record(void);')
const calls = new BigUint64Array((take_record() as Pointer).bytes(8).buffer)

/** `take_int` said to have `count` parameters: C looks at the first only. */
function takeOf(count: number): CFunction {
  const parameters = Array.from({ length: count }, (_, i) => `int p${i}`).join() || 'void'
  return open(file, `void take_int(${parameters});`)['take_int']
}

for (const count of [0, 1, 2, 3, 6, 7, 12, 40]) {
  test(`a function of ${count} parameters takes just as many`, () => {
    for (const take of [...bothMarshallers('take_int', takeOf(count)), takeOf(count), takeOf(count).raw]) {
      for (const given of new Set([0, 1, count - 1, count, count + 1, count + 2])) {
        if (given < 0) continue
        const before = calls[0]!
        const call = () => take(...Array(given).fill(1))
        if (given === count) {
          call()
          assert.equal(calls[0], before + 1n)
          continue
        }
        assert.throws(call, {
          name: 'TypeError',
          code: 'ERR_CABI_ARG_COUNT',
          message: `take_int: expected ${count === 0 ? 'no arguments' : count === 1 ? '1 argument' : `${count} arguments`}, got ${given}`,
          function: 'take_int',
          expected: count,
          received: given,
        })
        assert.equal(calls[0], before)
      }
    }
  })
}

test('an explicit undefined is an argument, and no int', () => {
  for (const take of bothMarshallers('take_int', takeOf(2))) {
    assert.throws(() => take(1, undefined), {
      code: 'ERR_CABI_ARG_TYPE',
      message: "take_int: argument 2 (p1) is 'int': expected an integer from -2147483648 to 2147483647, got undefined",
    })
    assert.throws(() => take(1, 2, undefined), { code: 'ERR_CABI_ARG_COUNT', received: 3 })
  }
})

test('the first wrong argument is the one named', () => {
  for (const take of bothMarshallers('take_int', takeOf(4))) {
    assert.throws(() => take(1, 'two', 3.5, 4n), { parameter: 'p1', value: 'two' })
    assert.throws(() => take(1, 2, 3.5, 4n), { parameter: 'p2', value: 3.5 })
    assert.throws(() => take(1, 2, 3, 4n), { parameter: 'p3', value: 4n })
  }
})

test('a parameter without a name is named by its number', () => {
  const take: CFunction = open(file, 'void take_int(int, char);')['take_int']
  for (const marshaller of bothMarshallers('take_int', take)) {
    assert.throws(() => marshaller(1, 200), {
      name: 'RangeError',
      code: 'ERR_CABI_ARG_RANGE',
      message:
        "take_int: argument 2 is 'char': expected an integer from -128 to 127 or a one-character ASCII string, got 200",
      parameter: 2,
    })
  }
})

test('strings before and after a wrong argument leave nothing behind', () => {
  const { take_string } = open(file, 'void take_string(const char *a, int b, const char *c);')
  for (const marshaller of bothMarshallers('take_string', take_string as CFunction)) {
    for (let i = 0; i < 2000; i++) {
      assert.throws(() => marshaller('x'.repeat(1000), 'y', 'z'.repeat(5000)), { parameter: 'b' })
      assert.throws(() => marshaller('x'.repeat(1000), 1, '\0'), { parameter: 'c' })
    }
    const before = calls[0]!
    marshaller('x'.repeat(400_000), 1, 'z'.repeat(400_000))
    assert.equal(calls[0], before + 1n)
  }
})
