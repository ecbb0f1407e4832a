/** Makes a failing expression smaller: parts of it instead of it, and literals instead of its parts, as long as it fails. */
import type { Target } from '../../../src/ctype/target.ts'
import { check, type Failure } from './check.ts'
import { type Expression, print } from './expression.ts'

const MAX_ROUNDS = 40

export async function shrink(failure: Failure, target: Target): Promise<Failure> {
  let smallest = failure
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const length = print(smallest.expression).length
    const smaller = candidates(smallest.expression).filter(candidate => print(candidate).length < length)
    const { failures } = await check(smaller, target)
    const [best] = [...failures].sort((a, b) => print(a.expression).length - print(b.expression).length)
    if (best === undefined) break
    smallest = best
  }
  return smallest
}

const literals: readonly Expression[] = ['1', '1.0'].map(text => ({ text, operands: [] }))

/** Every part of it in place of it, and it with one of its operands smaller. */
function candidates(expression: Expression): Expression[] {
  const { text, operands } = expression
  const within = operands.flatMap((operand, i) =>
    [...candidates(operand), ...literals].map(smaller => ({
      text,
      operands: operands.map((other, j) => (j === i ? smaller : other)),
    })),
  )
  return [...operands, ...within]
}
