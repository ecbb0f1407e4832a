/** The signatures of callbacks, and the smallest that fails as another does: without parameters, with simpler types. */
import { bareType, type CType } from '../../../src/ctype/type.ts'
import { type Signature, signatureAt } from '../aggregates/signature.ts'
import { shrinkSignature } from '../shrink-signature.ts'
import { simplifySignature } from '../simpler-signature.ts'
import { type Failure, type Options, runSignatures } from './run.ts'

/** Callbacks that are declared variadic are refused: all of its parameters are declared. */
export function callbackAt(seed: number, index: number, keep?: readonly number[]): Signature {
  const signature = { ...signatureAt(seed, index, keep), fixed: undefined }
  const { result } = signature
  // GCC 12 stores 8 bytes of a smaller volatile result, over what is behind its place.
  return result !== undefined && isVolatile(result.type)
    ? { ...signature, result: { ...result, type: bareType(result.type) } }
    : signature
}

function isVolatile(type: CType): boolean {
  for (let t = type; t.kind === 'typedef' || t.kind === 'qualified'; t = t.type) {
    if (t.kind === 'qualified' && t.volatile) return true
  }
  return false
}

export async function smallest(failure: Failure, options: Options): Promise<Failure> {
  const failuresOf = async (signatures: readonly Signature[]) => (await runSignatures(signatures, options)).failures
  const suite = {
    keeping: ({ seed, index }: Signature, kept: readonly number[]) => callbackAt(seed, index, kept),
    failures: failuresOf,
  }
  // What gcc does not compile is none.
  const failureOf = async (signature: Signature) => (await failuresOf([signature]).catch(() => []))[0]
  return await simplifySignature(failureOf, await shrinkSignature(suite, failure))
}
