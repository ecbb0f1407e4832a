/**
 * What JavaScript computes on a machine that C left in order. Each line fails on some disorder: another rounding,
 * denormals off, a reversed direction flag, a register that came back different.
 */
import assert from 'node:assert/strict'

/** From text, so that nothing is computed when the code is compiled. */
const [one, two, three, seven] = ['1', '2', '3', '7'].map(Number) as [number, number, number, number]
const [smallest, smallestNormal] = ['5e-324', '2.2250738585072014e-308'].map(Number) as [number, number]

/** Throws an AssertionError where the machine is not in order. */
export function checkArithmetic(): void {
  assert.deepEqual(doubles(), expectedDoubles)
  assert.deepEqual([(seven / two) | 0, -seven % three, (-(2 ** 31) / -one) | 0, 7n / -2n], [3, -1, -(2 ** 31), -3n])
  const text = 'abc'.repeat(1000)
  assert.equal(text.split('').reverse().join('').lastIndexOf('cba'), 2997)
  assert.equal(`${text}x`.indexOf('x'), 3000)
  const bytes = Buffer.from(text)
  assert.equal(bytes.copyWithin(5, 0).toString(), `abcab${text.slice(0, 2995)}`)
  assert.equal(bytes.copyWithin(0, 5).toString('latin1', 0, 2995), text.slice(0, 2995))
  assert.equal(JSON.stringify(JSON.parse('{"a":[1.5,-2e-300]}')), '{"a":[1.5,-2e-300]}')
}

const doubles = () => [
  one / three,
  -one / three,
  one + 2 ** -53,
  one - 2 ** -55,
  smallestNormal / two,
  smallest * one > 0,
  smallest + 0 === smallest,
  Math.sqrt(three),
  Math.fround(1 / three),
  Math.round(2.5),
  Number.parseFloat('0.1') + 0.2,
  String(smallestNormal / two),
]

const expectedDoubles = [
  0.3333333333333333,
  -0.3333333333333333,
  1,
  1,
  1.1125369292536007e-308,
  true,
  true,
  1.7320508075688772,
  0.3333333432674408,
  3,
  0.30000000000000004,
  '1.1125369292536007e-308',
]
