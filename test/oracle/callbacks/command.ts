/** `npm run oracle -- callbacks`: random signatures that C calls back with, every byte of arguments and results judged. */

import { againCommand, type SignatureOptions, signatureCommand } from '../signature-command.ts'
import { followSimpler, inOneLine } from '../simpler-signature.ts'
import { type Failure, runSignatures } from './run.ts'
import { callbackAt, smallest } from './smallest.ts'

const generates = !process.execArgv.includes('--disallow-code-generation-from-strings')

async function run({ seed, from, count, keep, simpler, optimise }: SignatureOptions): Promise<number> {
  const start = performance.now()
  const signatures = Array.from({ length: count }, (_, i) => followSimpler(callbackAt(seed, from + i, keep), simpler))
  const { failures, calls, refused, counts } = await runSignatures(signatures, { optimise, generates })
  for (const failure of failures.slice(0, 5)) console.log(await report(failure))
  const parameters = signatures.reduce((sum, signature) => sum + signature.parameters.length, 0)
  const refusals = Array.from(refused.values()).reduce((sum, each) => sum + each, 0)
  console.log(
    [
      `seed ${seed}: signatures ${from} to ${from + count - 1} with ${parameters} parameters`,
      `${counts.inMemory} results in memory`,
      `${calls} callbacks, ${failures.length} signatures failed`,
      `${counts.inexact} given a number that is not exact`,
      `${refusals} signatures refused`,
      `${counts.optimised} of ${counts.functions} functions optimised`,
      `${((performance.now() - start) / 1000).toFixed(1)} s`,
    ].join('; '),
  )
  for (const [reason, times] of refused) console.log(`  refused ${times} times: ${reason}`)
  return failures.length
}

async function report(failure: Failure): Promise<string> {
  const { signature, text } = await smallest(failure, { optimise: 0, generates })
  const { simpler } = signature
  const steps = simpler.length === 0 ? '' : ` --simpler=${simpler.join()}`
  return `FAILED ${inOneLine(signature)}  ${text}  (${againCommand('callbacks', signature)}${steps})`
}

await signatureCommand({ name: 'callbacks', url: import.meta.url, optimise: 1, hasSimpler: true, run })
