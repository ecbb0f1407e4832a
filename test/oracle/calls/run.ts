/**
 * Calls the functions of some signatures and collects what was wrong. A function is first composed of closures and
 * replaced by generated code when it has been called a hundred times; `.raw` is generated from the start. So calling each
 * more often than that, as its users do, goes both ways.
 */
import type { CFunction } from '../../../src/library/function.ts'
import { word } from './callee.ts'
import { complaint, type Route } from './check.ts'
import { type CalleeLibrary, openCallees } from './library.ts'
import { rounds, type Signature } from './signature.ts'

export interface Failure {
  readonly signature: Signature
  /** `-O2, call 3: argument 3 (int): C saw 0x1, expected 0x2`. */
  readonly text: string
}

export interface Outcome {
  /** The first of each signature. */
  readonly failures: readonly Failure[]
  /** As the callees counted them. */
  readonly calls: number
}

/** What else to do with each function of each library; undefined, or what was wrong. */
export type Extra = (library: CalleeLibrary, signature: Signature) => string | undefined

const untilGenerated = 100

export async function runSignatures(signatures: readonly Signature[], extra?: Extra): Promise<Outcome> {
  const libraries = await openCallees(signatures)
  const failures = signatures.flatMap(signature => {
    for (const library of libraries) {
      const text = callOften(library, signature) ?? extra?.(library, signature)
      if (text !== undefined) return [{ signature, text: `${library.level}, ${text}` }]
    }
    return []
  })
  return { failures, calls: libraries.reduce((sum, { state }) => sum + Number(state[word.total]), 0) }
}

function callOften(library: CalleeLibrary, signature: Signature): string | undefined {
  const { functions } = library
  const { name, fixed } = signature
  const own: Route = { name: 'call', raw: false, call: (...values) => functions[name](...values) }
  const raw: Route = { name: '.raw call', raw: true, call: (functions[name] as CFunction).raw }
  const often = fixed === undefined ? untilGenerated + rounds : rounds
  return callTimes(library, signature, raw, rounds) ?? callTimes(library, signature, own, often)
}

/** Calls with the values of each round in turn. */
export function callTimes(
  library: CalleeLibrary,
  signature: Signature,
  route: Route,
  times: number,
): string | undefined {
  for (let i = 0; i < times; i++) {
    const text = complaint(library, signature, route, i % rounds)
    if (text !== undefined) return `${route.name} ${i + 1}: ${text}`
  }
  return undefined
}
