/** `npm run oracle -- aggregates`: random signatures with structs, unions and the like by value, judged in C. */

import { shrinkSignature } from '../shrink-signature.ts'
import { againCommand, type SignatureOptions, signatureCommand } from '../signature-command.ts'
import { definitionsOf } from './callee.ts'
import { type Failure, runSignatures } from './run.ts'
import { describe, type Signature, signatureAt } from './signature.ts'

const suite = {
  keeping: ({ seed, index }: Signature, kept: readonly number[]) => signatureAt(seed, index, kept),
  failures: async (signatures: readonly Signature[]) => (await runSignatures(signatures)).failures,
}

async function run({ seed, from, count, keep, optimise }: SignatureOptions): Promise<number> {
  const start = performance.now()
  const signatures = Array.from({ length: count }, (_, i) => signatureAt(seed, from + i, keep))
  const { failures, calls, refused, ways, publicCounts } = await runSignatures(signatures, optimise)
  for (const failure of failures.slice(0, 5)) console.log(await report(failure))
  const parameters = signatures.reduce((sum, signature) => sum + signature.parameters.length, 0)
  const refusals = Array.from(refused.values()).reduce((sum, each) => sum + each, 0)
  console.log(
    [
      `seed ${seed}: signatures ${from} to ${from + count - 1} with ${parameters} parameters`,
      `aggregates: ${ways.inRegisters} in registers, ${ways.inMemory} in memory`,
      `results: ${ways.resultsInRegisters} in registers, ${ways.resultsInMemory} in memory`,
      `${calls} calls, ${failures.length} failed`,
      `${refusals} signatures refused`,
      `judged: ${publicCounts.composed} composed, ${publicCounts.generated} generated, ${publicCounts.optimised} optimised`,
      `${publicCounts.functionsOptimised} of ${publicCounts.functions} functions optimised`,
      `${((performance.now() - start) / 1000).toFixed(1)} s`,
    ].join('; '),
  )
  for (const [reason, times] of refused) console.log(`  refused ${times} times: ${reason}`)
  return failures.length
}

async function report(failure: Failure): Promise<string> {
  const { signature, text } = await shrinkSignature(suite, failure)
  return [
    `FAILED ${describe(signature)}  ${text}  (${againCommand('aggregates', signature)})`,
    ...definitionsOf(signature),
  ].join('\n  ')
}

await signatureCommand({ name: 'aggregates', url: import.meta.url, optimise: 1, run })
