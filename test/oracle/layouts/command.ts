/** `npm run oracle -- layouts`: random types, laid out by cabi and by the compiler of each target. */
import { parseArgs } from 'node:util'
import { isTargetName, type TargetName, targets } from '../../../src/ctype/target.ts'
import { missingCompiler } from '../compiler.ts'
import { caseAt, needed } from './case.ts'
import { check, type Failure } from './check.ts'
import { printDefinition } from './print-case.ts'
import { shrink } from './shrink.ts'

const usage = `npm run oracle -- layouts [options]

  --count n      how many types on each target (default 2000)
  --seed n       which ones (default: others each time)
  --from n       the index of the first (default 0)
  --index n      only this one
  --keep=a,b     of that one only these members, counted from 0
  --target name  only this one: ${Object.keys(targets).join(', ')}`

interface Options {
  readonly seed: number
  readonly from: number
  readonly count: number
  readonly keep: readonly number[] | undefined
  readonly targets: readonly TargetName[]
}

function parseOptions(words: readonly string[]): Options | undefined {
  const text = { type: 'string' } as const
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { seed: text, from: text, count: text, index: text, keep: text, target: text, help: { type: 'boolean' } },
  })
  if (values.help || positionals.join() !== 'layouts') return undefined
  const number = (value: string | undefined, otherwise: number) =>
    value === undefined ? otherwise : wholeNumber(value)
  return {
    seed: number(values.seed, Date.now() % 2 ** 32),
    from: number(values.index ?? values.from, 0),
    count: values.index === undefined ? number(values.count, 2000) : 1,
    keep: values.keep === undefined ? undefined : values.keep.split(',').filter(Boolean).map(wholeNumber),
    targets: [values.target ?? Object.keys(targets)].flat().map(targetName),
  }
}

function wholeNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  throw new Error(`expected a whole number, got '${text}'`)
}

function targetName(text: string): TargetName {
  if (isTargetName(text)) return text
  throw new Error(`expected one of ${Object.keys(targets).join(', ')}, got '${text}'`)
}

/** Types of one object file. */
const batch = 500

interface Counts {
  questions: number
  failed: number
}

/** Prints what failed, and what was done. */
async function runTarget(name: TargetName, { seed, from, count, keep }: Options): Promise<Counts> {
  const start = performance.now()
  const counts: Counts = { questions: 0, failed: 0 }
  for (let done = 0; done < count; done += batch) {
    const length = Math.min(batch, count - done)
    const cases = Array.from({ length }, (_, i) => caseAt(targets[name], seed, from + done + i, keep))
    const { failures, questions } = await check(cases)
    for (const failure of failures.slice(0, Math.max(0, 5 - counts.failed))) console.log(await report(failure))
    counts.questions += questions
    counts.failed += failures.length
  }
  const time = `${((performance.now() - start) / 1000).toFixed(1)} s`
  const types = `types ${from} to ${from + count - 1}`
  console.log(`seed ${seed}, ${name}: ${types}; ${counts.questions} questions, ${counts.failed} failed; ${time}`)
  return counts
}

async function report(failure: Failure): Promise<string> {
  const { failing, definition, text } = await shrink(failure)
  const { seed, index, kept, of, target } = failing
  const keep = kept.length === of ? '' : ` --keep=${kept.join()}`
  const again = `npm run oracle -- layouts --target ${target.name} --seed ${seed} --index ${index}${keep}`
  return `FAILED ${text}  (${again})\n${needed(failing, definition).map(printDefinition).join('\n')}`
}

const options = parseOptions(process.argv.slice(2))
if (options === undefined) {
  console.log(usage)
} else {
  for (const name of options.targets) {
    const missing = missingCompiler(name)
    if (missing === undefined && (await runTarget(name, options)).failed > 0) process.exitCode = 1
    if (missing !== undefined) console.log(`${name}: skipped, ${missing}`)
  }
}
