/** Nothing but a loop over calls with one callback, which is kept. */
import { callback } from 'cabi'
import { openCallbacks } from './fixture.ts'

const library = openCallbacks()
const increment = (x: number) => x + 1
const kept = callback(library['int_function'], increment)
const apply = library['apply'] as (fn: unknown, value: number) => number

function loopOverCalls(count: number): number {
  let sum = 0
  for (let i = 0; i < count; i++) sum += apply(kept, 1)
  return sum
}

for (let i = 0; i < 40; i++) loopOverCalls(20_000)
