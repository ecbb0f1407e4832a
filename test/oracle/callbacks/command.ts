/** `npm run oracle -- callbacks`: random signatures that C calls back with, every byte of arguments and results judged. */

import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { followSimpler, inOneLine } from '../simpler-signature.ts'
import { type Failure, runSignatures } from './run.ts'
import { callbackAt, smallest } from './smallest.ts'

const usage = `npm run oracle -- callbacks [options]

  --count n      how many signatures (default 1000)
  --seed n       which ones (default: others each time)
  --from n       the index of the first (default 0)
  --index n      only this one
  --keep=a,b     of that one only these parameters, counted from 0
  --simpler=a,b  and of the signatures with simpler types the one with this number, each time
  --optimise n   every nth also in optimised code (default 1; 0: none)`

interface Options {
  readonly seed: number
  readonly from: number
  readonly count: number
  readonly keep: readonly number[] | undefined
  readonly simpler: readonly number[]
  readonly optimise: number
}

function parseOptions(words: readonly string[]): Options | undefined {
  const text = { type: 'string' } as const
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      seed: text,
      from: text,
      count: text,
      index: text,
      keep: text,
      simpler: text,
      optimise: text,
      help: { type: 'boolean' },
    },
  })
  if (values.help || positionals.join() !== 'callbacks') return undefined
  const number = (value: string | undefined, otherwise: number) =>
    value === undefined ? otherwise : wholeNumber(value)
  return {
    seed: number(values.seed, Date.now() % 2 ** 32),
    from: number(values.index ?? values.from, 0),
    count: values.index === undefined ? number(values.count, 1000) : 1,
    keep: values.keep === undefined ? undefined : wholeNumbers(values.keep),
    simpler: wholeNumbers(values.simpler ?? ''),
    optimise: number(values.optimise, 1),
  }
}

function wholeNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  throw new Error(`expected a whole number, got '${text}'`)
}

const wholeNumbers = (text: string): number[] => text.split(',').filter(Boolean).map(wholeNumber)

const generates = !process.execArgv.includes('--disallow-code-generation-from-strings')

/** Signatures of one process: compiling more at once takes gcc longer than it saves, and stubs are never freed. */
const batch = 1000

function command({ seed, from, count, optimise }: Options): string[] {
  const values = { seed, from, count, optimise }
  return ['callbacks', ...Object.entries(values).flatMap(([name, value]) => [`--${name}`, `${value}`])]
}

/** Runs the signatures in processes of their own, one after the other; gives the number of those that failed. */
function runBatches(options: Options): number {
  let failed = 0
  for (let done = 0; done < options.count; done += batch) {
    const part = { ...options, from: options.from + done, count: Math.min(batch, options.count - done) }
    const parameters = [...process.execArgv, fileURLToPath(import.meta.url), ...command(part)]
    const { status, signal } = spawnSync(process.execPath, parameters, { stdio: 'inherit' })
    if (status !== 0) failed++
    if (signal !== null) console.log(`killed by ${signal}: npm run oracle -- ${command(part).join(' ')}`)
  }
  return failed
}

/** Runs the signatures here; gives the number of those that failed. */
async function runHere({ seed, from, count, keep, simpler, optimise }: Options): Promise<number> {
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
  const { seed, index, kept, of, simpler } = signature
  const keep = kept.length === of ? '' : ` --keep=${kept.join()}`
  const steps = simpler.length === 0 ? '' : ` --simpler=${simpler.join()}`
  return `FAILED ${inOneLine(signature)}  ${text}  (npm run oracle -- callbacks --seed ${seed} --index ${index}${keep}${steps})`
}

const options = parseOptions(process.argv.slice(2))
if (options === undefined) {
  console.log(usage)
} else {
  const failed = options.count > batch ? runBatches(options) : await runHere(options)
  if (failed > 0) process.exitCode = 1
}
