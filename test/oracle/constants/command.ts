/** `npm run oracle -- constants`: random constant expressions, worked out by cabi and by the compiler of each target. */
import { parseArgs } from 'node:util'
import { isTargetName, type TargetName, targets } from '../../../src/ctype/target.ts'
import { missingCompiler } from '../compiler.ts'
import { check, type Failure } from './check.ts'
import { expressionAt, print } from './expression.ts'
import { shrink } from './shrink.ts'

const usage = `npm run oracle -- constants [options]

  --count n      how many expressions on each target (default 2000)
  --seed n       which ones (default: others each time)
  --from n       the index of the first (default 0)
  --target name  only this one: ${Object.keys(targets).join(', ')}`

interface Options {
  readonly seed: number
  readonly from: number
  readonly count: number
  readonly targets: readonly TargetName[]
}

function parseOptions(words: readonly string[]): Options | undefined {
  const text = { type: 'string' } as const
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { seed: text, from: text, count: text, target: text, help: { type: 'boolean' } },
  })
  if (values.help || positionals.join() !== 'constants') return undefined
  const number = (value: string | undefined, otherwise: number) =>
    value === undefined ? otherwise : wholeNumber(value)
  return {
    seed: number(values.seed, Date.now() % 2 ** 32),
    from: number(values.from, 0),
    count: number(values.count, 2000),
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

/** Expressions of one object file. */
const batch = 1000

/** Prints what failed, and what was done; gives the number of those that failed. */
async function runTarget(name: TargetName, { seed, from, count }: Options): Promise<number> {
  const start = performance.now()
  const target = targets[name]
  let [accepted, failed] = [0, 0]
  for (let done = 0; done < count; done += batch) {
    const length = Math.min(batch, count - done)
    const expressions = Array.from({ length }, (_, i) => expressionAt(target, seed, from + done + i))
    const outcome = await check(expressions, target)
    for (const failure of outcome.failures.slice(0, Math.max(0, 5 - failed))) console.log(await report(failure, name))
    accepted += outcome.accepted
    failed += outcome.failures.length
  }
  const time = `${((performance.now() - start) / 1000).toFixed(1)} s`
  const range = `expressions ${from} to ${from + count - 1}`
  console.log(`seed ${seed}, ${name}: ${range}; ${accepted} constants, ${failed} failed; ${time}`)
  return failed
}

async function report(failure: Failure, name: TargetName): Promise<string> {
  const { expression, text } = await shrink(failure, targets[name])
  return `FAILED ${name}: ${print(expression)}: ${text}`
}

const options = parseOptions(process.argv.slice(2))
if (options === undefined) {
  console.log(usage)
} else {
  for (const name of options.targets) {
    const missing = missingCompiler(name)
    if (missing === undefined && (await runTarget(name, options)) > 0) process.exitCode = 1
    if (missing !== undefined) console.log(`${name}: skipped, ${missing}`)
  }
}
