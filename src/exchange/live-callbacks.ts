/** How many callbacks C may call. While there are any, calls run on the call stack: it says where the first one starts. */
import { doubleword, patternOf, type Views, word } from './exchange.ts'

export interface LiveCallbacks {
  /** C has one more that it may call, now or with the next call. */
  begin(): void
  /** And one less. Inside a call that is on the call stack, it stays there. */
  end(): void
  isAny(): boolean
}

/** Closures, because a program may make a callback for each call: what is outside of them is constant to V8. */
export function countLive({ F64, I32 }: Views, stackTop: number): LiveCallbacks {
  const { callStack } = word
  const { callStack: whole } = doubleword
  const top = patternOf(stackTop)
  const topLow = stackTop | 0
  let live = 0
  return {
    begin() {
      if (live++ === 0 && I32[callStack] === 0) F64[whole] = top
    },
    end() {
      if (--live === 0 && I32[callStack] === topLow) F64[whole] = 0
    },
    isAny: () => live > 0,
  }
}
