/**
 * Values can have code of their own: a getter of an object given for a struct may call C while the arguments before it are
 * in their slots. What runs such code runs it here.
 */
import { argumentsOffset, resultOffset } from '../machine/control-block.ts'
import { type Exchange, word as words } from './exchange.ts'

const firstSlot = argumentsOffset / 4
const [resultStart, resultEnd] = [resultOffset / 4, resultOffset / 4 + 4]

/** Runs `code`, and leaves the slots before index `word` and all that is in scratch as they were, whatever calls it makes. */
export function keepingArguments<T>({ views: { I32 } }: Exchange, word: number, code: () => T): T {
  const slots = I32.slice(firstSlot, word)
  const floor = I32[words.scratchFloor]!
  const top = I32[words.scratchTop]!
  I32[words.scratchFloor] = top
  try {
    return code()
  } finally {
    I32[words.scratchFloor] = floor
    I32[words.scratchTop] = top
    I32.set(slots, firstSlot)
  }
}

/** Runs `code` between a call and the reading of its result, which is left as it is. */
export function keepingResult<T>({ views: { I32 } }: Pick<Exchange, 'views'>, code: () => T): T {
  const result = I32.slice(resultStart, resultEnd)
  try {
    return code()
  } finally {
    I32.set(result, resultStart)
  }
}
