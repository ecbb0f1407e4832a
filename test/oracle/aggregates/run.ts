/** Calls the functions of some signatures and collects what was wrong, and what was refused. */
import type { CallPlan } from '../../../src/abi/plan.ts'
import type { Thunk } from '../../../src/exchange/exchange.ts'
import { optimisation } from '../optimisation.ts'
import { callOf, complaint } from './call.ts'
import { word } from './callee.ts'
import { type CalleeLibrary, openCallees } from './library.ts'
import { callPublicly, type PublicCounts } from './public-run.ts'
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
  readonly publicCounts: PublicCounts
}

/** How many aggregates the signatures have, by the way they go. */
export interface Ways {
  inRegisters: number
  inMemory: number
  resultsInRegisters: number
  resultsInMemory: number
}

/** `optimise`: every nth signature is also called from optimised code. */
export async function runSignatures(signatures: readonly Signature[], optimise = 0): Promise<Outcome> {
  const refused = new Map<string, number>()
  const refuse = (message: string) => refused.set(reason(message), (refused.get(reason(message)) ?? 0) + 1)
  const ways: Ways = { inRegisters: 0, inMemory: 0, resultsInRegisters: 0, resultsInMemory: 0 }
  const callable = signatures.filter(signature => {
    const thunk = thunkOf(signature)
    if (typeof thunk === 'string') refuse(thunk)
    else count(thunk.plan, ways)
    return typeof thunk !== 'string'
  })
  const libraries = await openCallees(callable)
  const publicCounts: PublicCounts = { composed: 0, generated: 0, optimised: 0, functions: 0, functionsOptimised: 0 }
  const engine = optimise > 0 ? optimisation() : undefined
  const failures = callable.flatMap(signature => {
    const inThunk = callThunks(libraries, signature)
    if (inThunk !== undefined) return [{ signature, text: inThunk }]
    const isOptimised = optimise > 0 && signature.index % optimise === 0
    const verdict = callPublicly(libraries, signature, publicCounts, isOptimised ? engine : undefined)
    if (verdict.refused !== undefined) refuse(`from outside: ${verdict.refused}`)
    return verdict.wrong === undefined ? [] : [{ signature, text: verdict.wrong }]
  })
  const calls = libraries.reduce((sum, { words }) => sum + Number(words[word.total]), 0)
  return { failures, calls, refused, ways, publicCounts }
}

function callThunks(libraries: readonly CalleeLibrary[], signature: Signature): string | undefined {
  const thunk = thunkOf(signature) as Thunk
  for (const library of libraries) {
    for (let round = 0; round < rounds; round++) {
      const call = callOf(signature, round, library.native.symbol(signature.name))
      const text = complaint(library, call, call => callThunk(thunk, call))
      if (text !== undefined) return `${library.level}, thunk, call ${round + 1}: ${text}`
    }
  }
  return undefined
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
