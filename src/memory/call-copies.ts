/**
 * Memory for copies that a call is given: scratch, last in first out, and where that is full, buffers that live until a call
 * has nothing in scratch.
 */
import { type Exchange, word as words } from '../exchange/exchange.ts'
import { exchangeSize, scratchOffset } from '../machine/control-block.ts'
import { Memory } from './memory.ts'
import type { Allocation } from './slab.ts'

/** Kept free at the end of scratch, for short results. */
export const scratchEnd = exchangeSize - 64

export interface CallCopies {
  /** The exchange, in whose scratch copies are that fit. Made when first used: few programs do. */
  scratch(): Memory
  /** Keeps `value` until the calls now being made are done. */
  keep(value: unknown): void
  /** `size` bytes at a multiple of `align`, zeroed, for the call now being made. */
  reserve(size: number, align: number): Allocation
}

let copies: CallCopies | undefined

export function callCopiesOf(exchange: Exchange): CallCopies {
  copies ??= createCallCopies(exchange)
  return copies
}

function createCallCopies({ base, views }: Exchange): CallCopies {
  const { I32, U8 } = views
  const { scratchTop } = words
  let kept: unknown[] = []

  /** No call has anything in scratch: what earlier calls kept is no longer in use. */
  function forget(): void {
    if (I32[scratchTop] === scratchOffset && kept.length > 0) kept = []
  }

  function keep(value: unknown): void {
    forget()
    // A byte of scratch tells the next copies, of this call and of those nested in it, that this one is in use.
    if (I32[scratchTop] === scratchOffset) I32[scratchTop] = scratchOffset + 1
    kept.push(value)
  }

  let exchangeMemory: Memory | undefined
  function scratch(): Memory {
    exchangeMemory ??= Memory.of(U8.buffer as ArrayBuffer, 'owned', base)
    return exchangeMemory
  }

  function reserve(size: number, align: number): Allocation {
    forget()
    const offset = roundUp(base + I32[scratchTop]!, align) - base
    if (offset + size < scratchEnd) {
      I32[scratchTop] = offset + size
      U8.fill(0, offset, offset + size)
      return { memory: scratch(), offset }
    }
    const memory = Memory.of(new ArrayBuffer(roundUp(size + align, 8)), 'owned')
    keep(memory)
    return { memory, offset: roundUp(memory.base, align) - memory.base }
  }

  return { scratch, keep, reserve }
}

const roundUp = (value: number, align: number): number => Math.ceil(value / align) * align
