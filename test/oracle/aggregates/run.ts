/** Calls the functions of some signatures and collects what was wrong, and what was refused. */
import type { CallPlan } from '../../../src/abi/plan.ts'
import { callOf, complaint } from './call.ts'
import { word } from './callee.ts'
import { openCallees } from './library.ts'
import type { Signature } from './signature.ts'
import { callThunk, thunkOf } from './thunk-call.ts'

/** Calls with different values, each argument at one end of a page and then at the other. */
const rounds = 2

export interface Failure {
  readonly signature: Signature
  /** `-O2, call 2: argument 3 (struct s), byte 4: C saw 0x1, expected 0x2`. */
  readonly text: string
}

export interface Outcome {
  /** The first of each signature. */
  readonly failures: readonly Failure[]
  /** As the callees counted them. */
  readonly calls: number
  /** How many signatures were refused, by the reason. */
  readonly refused: ReadonlyMap<string, number>
  readonly ways: Ways
}

/** How many aggregates the signatures have, by the way they go. */
export interface Ways {
  inRegisters: number
  inMemory: number
  resultsInRegisters: number
  resultsInMemory: number
}

export async function runSignatures(signatures: readonly Signature[]): Promise<Outcome> {
  const refused = new Map<string, number>()
  const ways: Ways = { inRegisters: 0, inMemory: 0, resultsInRegisters: 0, resultsInMemory: 0 }
  const callable = signatures.filter(signature => {
    const thunk = thunkOf(signature)
    if (typeof thunk === 'string') refused.set(reason(thunk), (refused.get(reason(thunk)) ?? 0) + 1)
    else count(thunk.plan, ways)
    return typeof thunk !== 'string'
  })
  const libraries = await openCallees(callable)
  const failures = callable.flatMap(signature => {
    const thunk = thunkOf(signature)
    for (const library of libraries) {
      for (let round = 0; round < rounds; round++) {
        const call = callOf(signature, round, library.native.symbol(signature.name))
        const text = complaint(library, call, call => callThunk(thunk as Exclude<typeof thunk, string>, call))
        if (text !== undefined) return [{ signature, text: `${library.level}, call ${round + 1}: ${text}` }]
      }
    }
    return []
  })
  return { failures, calls: libraries.reduce((sum, { words }) => sum + Number(words[word.total]), 0), refused, ways }
}

function count({ moves, results }: CallPlan, ways: Ways): void {
  const bytes = moves.filter(move => move.kind === 'bytes')
  ways.inRegisters += new Set(bytes.filter(({ to }) => 'register' in to).map(({ slot }) => slot)).size
  ways.inMemory += bytes.filter(({ to }) => 'stack' in to).length
  if (results.some(({ kind }) => kind === 'bytes')) ways.resultsInRegisters++
  if (moves.some(({ kind }) => kind === 'result address')) ways.resultsInMemory++
}

/** Without the names that only this run has, and the elements of vectors. */
const reason = (message: string): string =>
  message.replace(/\w+_\d+_\d+/g, '…').replace(/'[^']*(vector_size\(\d+\))[^']*'/, "'… $1'")
