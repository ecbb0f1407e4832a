/** Makes the types of a failing signature simpler, as long as it still fails. */
import { bareType, type CType } from '../../src/ctype/type.ts'
import { definitionsOf } from './aggregates/callee.ts'
import type { Parameter } from './aggregates/parameter.ts'
import { describe, type Signature } from './aggregates/signature.ts'
import { definitionsIn, simplerTypes } from './simpler-type.ts'

interface Failed {
  readonly signature: Signature
}

/** The signatures that are simpler in one type, those without a result first; which one is in their `simpler`. */
export function simplerSignatures(signature: Signature): Signature[] {
  const { parameters, result, simpler } = signature
  const all: Pick<Signature, 'parameters' | 'result'>[] = [
    ...(result === undefined ? [] : [{ parameters, result: undefined }]),
    ...parameters.flatMap((parameter, i) =>
      simplerParameters(parameter).map(other => ({
        parameters: parameters.map((same, at) => (at === i ? other : same)),
        result,
      })),
    ),
    ...(result === undefined ? [] : simplerParameters(result).map(other => ({ parameters, result: other }))),
  ]
  return all.map((changed, i) => ({ ...signature, ...changed, simpler: [...simpler, i] }))
}

const simplerParameters = ({ type }: Parameter): Parameter[] =>
  simplerTypes(type)
    .filter(isPassable)
    .map(simpler => ({ type: simpler, definitions: definitionsIn(simpler) }))

const isPassable = (type: CType): boolean => bareType(type).kind !== 'array'

/** `failureOf`: how the signature fails, if it does; it may also be no C, or nothing that can be called. */
export async function simplifySignature<F extends Failed>(
  failureOf: (signature: Signature) => Promise<F | undefined>,
  failure: F,
): Promise<F> {
  let simplest = failure
  for (
    let next: F | undefined = failure;
    next !== undefined;
    next = await firstFailing(failureOf, simplest.signature)
  ) {
    simplest = next
  }
  return simplest
}

/** One by one: the same record, simpler in different ways, cannot be in the same text. */
async function firstFailing<F extends Failed>(
  failureOf: (signature: Signature) => Promise<F | undefined>,
  signature: Signature,
): Promise<F | undefined> {
  for (const candidate of simplerSignatures(signature)) {
    const failure = await failureOf(candidate)
    if (failure !== undefined) return failure
  }
  return undefined
}

/** The simpler signature that was taken each time. */
export const followSimpler = (signature: Signature, steps: readonly number[]): Signature =>
  steps.reduce((from, step) => simplerSignatures(from)[step]!, signature)

/** `struct s { char m0; }; int f5(struct s a0)` */
export const inOneLine = (signature: Signature): string =>
  [...new Set(definitionsOf(signature)), describe(signature)].map(withoutLines).join(' ')

const withoutLines = (text: string): string =>
  text
    .replace(/#pragma (.*)\n?/g, (_all, words: string) => `_Pragma("${words}") `)
    .replaceAll('\n', ' ')
    .trim()
