/** The product of two square matrices. */
import type { Work } from './work.ts'

const filled = (n: number, period: number): Float64Array<ArrayBuffer> =>
  Float64Array.from({ length: n * n }, (_, i) => i % period)

function multiply(a: Float64Array, b: Float64Array, c: Float64Array, n: number): void {
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) {
      const factor = a[i * n + k]!
      for (let j = 0; j < n; j++) c[i * n + j]! += factor * b[k * n + j]!
    }
  }
}

type Multiply = (a: Float64Array, b: Float64Array, c: Float64Array, n: number) => void

function product(n: number, by: Multiply): number {
  const c = new Float64Array(n * n)
  by(filled(n, 7), filled(n, 5), c, n)
  return c.reduce((sum, value) => sum + value, 0)
}

export const matrix = (lib: { multiply: Multiply; multiply_all_in_c(n: number): number }, n: number): Work => ({
  name: 'matrix product',
  inJavaScript: () => product(n, multiply),
  hotPartInC: () => product(n, lib.multiply),
  allInC: () => lib.multiply_all_in_c(n),
})
