/**
 * The command of a suite whose cases are signatures: which of them are meant, and many of them in processes of their own, one
 * after the other, because compiling more at once takes gcc longer than it saves, and generated code is never freed.
 */
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

export interface SignatureOptions {
  readonly seed: number
  readonly from: number
  readonly count: number
  /** Of that one signature only these parameters. */
  readonly keep: readonly number[] | undefined
  readonly simpler: readonly number[]
  readonly optimise: number
}

export interface SignatureSuite {
  /** As `npm run oracle --` has it. */
  readonly name: string
  /** `import.meta.url` of its command. */
  readonly url: string
  /** So many signatures, one is also tried in optimised code, where nothing else is said. */
  readonly optimise: number
  /** Whether signatures with simpler types can be asked for. */
  readonly hasSimpler?: boolean
  /** Gives the number of signatures that failed. */
  run(options: SignatureOptions): Promise<number>
}

const usage = ({ name, optimise, hasSimpler }: SignatureSuite) =>
  [
    `npm run oracle -- ${name} [options]`,
    '',
    '  --count n      how many signatures (default 1000)',
    '  --seed n       which ones (default: others each time)',
    '  --from n       the index of the first (default 0)',
    '  --index n      only this one',
    '  --keep=a,b     of that one only these parameters, counted from 0',
    hasSimpler && '  --simpler=a,b  and of the signatures with simpler types the one with this number, each time',
    `  --optimise n   every nth also in optimised code (default ${optimise}; 0: none)`,
  ]
    .filter(line => typeof line === 'string')
    .join('\n')

/** Undefined where the usage is to be shown. */
function parseOptions(suite: SignatureSuite, words: readonly string[]): SignatureOptions | undefined {
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
  if (values.help || positionals.join() !== suite.name) return undefined
  if (values.simpler !== undefined && !suite.hasSimpler) return undefined
  const number = (value: string | undefined, otherwise: number) =>
    value === undefined ? otherwise : wholeNumber(value)
  return {
    seed: number(values.seed, Date.now() % 2 ** 32),
    from: number(values.index ?? values.from, 0),
    count: values.index === undefined ? number(values.count, 1000) : 1,
    keep: values.keep === undefined ? undefined : wholeNumbers(values.keep),
    simpler: wholeNumbers(values.simpler ?? ''),
    optimise: number(values.optimise, suite.optimise),
  }
}

function wholeNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  throw new Error(`expected a whole number, got '${text}'`)
}

const wholeNumbers = (text: string): number[] => text.split(',').filter(Boolean).map(wholeNumber)

/** Signatures of one process. */
const batch = 1000

function words({ name }: SignatureSuite, { seed, from, count, optimise }: SignatureOptions): string[] {
  const values = { seed, from, count, optimise }
  return [name, ...Object.entries(values).flatMap(([option, value]) => [`--${option}`, `${value}`])]
}

/** Gives the number of batches that failed. */
function runBatches(suite: SignatureSuite, options: SignatureOptions): number {
  let failed = 0
  for (let done = 0; done < options.count; done += batch) {
    const part = { ...options, from: options.from + done, count: Math.min(batch, options.count - done) }
    const parameters = [...process.execArgv, fileURLToPath(suite.url), ...words(suite, part)]
    const { status, signal } = spawnSync(process.execPath, parameters, { stdio: 'inherit' })
    if (status !== 0) failed++
    if (signal !== null) console.log(`killed by ${signal}: npm run oracle -- ${words(suite, part).join(' ')}`)
  }
  return failed
}

/** Runs the suite as the command line says. */
export async function signatureCommand(suite: SignatureSuite): Promise<void> {
  const options = parseOptions(suite, process.argv.slice(2))
  if (options === undefined) {
    console.log(usage(suite))
  } else {
    const failed = options.count > batch ? runBatches(suite, options) : await suite.run(options)
    if (failed > 0) process.exitCode = 1
  }
}

/** A signature with those of its `of` parameters that are left. */
interface Kept {
  readonly seed: number
  readonly index: number
  readonly kept: readonly number[]
  readonly of: number
}

/** What runs one signature alone again. */
export function againCommand(suite: string, { seed, index, kept, of }: Kept): string {
  const keep = kept.length === of ? '' : ` --keep=${kept.join()}`
  return `npm run oracle -- ${suite} --seed ${seed} --index ${index}${keep}`
}
