/** `npm run oracle -- calls`: random signatures, each called from JavaScript in every way and judged in C. */

import { exchange } from '../../../src/exchange/exchange.ts'
import { shrinkSignature } from '../shrink-signature.ts'
import { againCommand, type SignatureOptions, signatureCommand } from '../signature-command.ts'
import { type OptimisedCounts, optimiser } from './optimise.ts'
import { type Failure, runSignatures } from './run.ts'
import { describe, type Signature, signatureAt } from './signature.ts'

const suite = {
  keeping: ({ seed, index }: Signature, kept: readonly number[]) => signatureAt(seed, index, kept),
  failures: async (signatures: readonly Signature[]) => (await runSignatures(signatures)).failures,
}

async function run({ seed, from, count, keep, optimise }: SignatureOptions): Promise<number> {
  const start = performance.now()
  const signatures = Array.from({ length: count }, (_, i) => signatureAt(seed, from + i, keep))
  const counts: OptimisedCounts = { functions: 0, optimised: 0, calls: 0, slow: 0 }
  const { failures, calls } = await runSignatures(signatures, optimise > 0 ? optimiser(optimise, counts) : undefined)
  for (const failure of failures.slice(0, 5)) console.log(await report(failure))
  const parameters = signatures.reduce((sum, signature) => sum + signature.parameters.length, 0)
  const kernel = exchange().fast === undefined ? 'plain' : 'fast'
  const { functions, optimised } = counts
  console.log(
    [
      `seed ${seed}: signatures ${from} to ${from + count - 1} with ${parameters} parameters`,
      `${calls} calls, ${failures.length} failed`,
      `${optimised} of ${functions} functions optimised, ${counts.calls - counts.slow} of ${counts.calls} calls fast from there`,
      `${kernel} kernel`,
      `${((performance.now() - start) / 1000).toFixed(1)} s`,
    ].join('; '),
  )
  return failures.length
}

async function report(failure: Failure): Promise<string> {
  const { signature, text } = await shrinkSignature(suite, failure)
  return `FAILED ${describe(signature)}  ${text}  (${againCommand('calls', signature)})\n  first as ${failure.text}`
}

await signatureCommand({ name: 'calls', url: import.meta.url, optimise: 20, run })
