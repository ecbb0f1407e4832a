/** `npm run fuzz`: damaged, generated and oversized texts, each of which ends with a result or a coded error, soon. */
import { parseArgs } from 'node:util'
import { type Corpus, readCorpus } from './corpus.ts'
import { exercise } from './exercise.ts'
import { shrink } from './shrink.ts'
import { textAt } from './text.ts'
import { processorTime, TooSlow, unlessHanging } from './time.ts'

const usage = `npm run fuzz -- [options]

  --seconds n    for how long, of the processor's time (default 600)
  --count n      how many texts at most
  --seed n       which ones (default: others each time)
  --from n       the index of the first (default 0)`

interface Options {
  readonly seconds: number
  readonly count: number
  readonly seed: number
  readonly from: number
}

const MAX_FAILURES = 5
/** While a text that hangs is made smaller. */
const SHRINKING_MILLISECONDS = 5000
const PROGRESS = 1000

function parseOptions(words: readonly string[]): Options | undefined {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    args: [...words],
    options: { seconds: text, count: text, seed: text, from: text, help: { type: 'boolean' } },
  })
  if (values.help) return undefined
  const number = (value: string | undefined, otherwise: number) =>
    value === undefined ? otherwise : wholeNumber(value)
  return {
    seconds: number(values.seconds, 600),
    count: number(values.count, Number.POSITIVE_INFINITY),
    seed: number(values.seed, Date.now() % 2 ** 32),
    from: number(values.from, 0),
  }
}

function wholeNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  throw new Error(`expected a whole number, got '${text}'`)
}

/** What is wrong with a text, if anything. */
function failureOf(text: string): Error | undefined {
  try {
    unlessHanging(() => exercise(text), SHRINKING_MILLISECONDS)
    return undefined
  } catch (error) {
    return error as Error
  }
}

/** The same mistake in another text has another message. */
const kindOf = (error: Error) =>
  error instanceof TooSlow ? 'slow' : `${error.name} ${error.message.replace(/['"].*|\d+/gs, '').slice(0, 40)}`

function report(text: string, failure: Error, index: number, seed: number): void {
  const kind = kindOf(failure)
  const small = shrink(text, candidate => {
    const other = failureOf(candidate)
    return other !== undefined && kindOf(other) === kind
  })
  const again = `npm run fuzz -- --seed ${seed} --from ${index} --count 1`
  const why = failure instanceof TooSlow ? failure.message : failure.stack
  console.log(
    `FAILED (${again})\n${why}\n--- ${small.length} of ${text.length} characters:\n${JSON.stringify(small)}\n`,
  )
}

class Run {
  readonly counts = { accepted: 0, refused: 0, failed: 0 }
  readonly #corpus: Corpus
  readonly #options: Options
  readonly #end: number
  #index: number

  constructor(corpus: Corpus, options: Options) {
    this.#corpus = corpus
    this.#options = options
    this.#end = processorTime() + 1000 * options.seconds
    this.#index = options.from
  }

  run(): void {
    while (!this.#isOver()) {
      try {
        unlessHanging(() => this.#slice())
      } catch (error) {
        this.counts.failed++
        report(this.#text(), error as Error, this.#index, this.#options.seed)
        this.#index++
      }
    }
    const { accepted, refused, failed } = this.counts
    const { seed, from } = this.#options
    console.log(
      `seed ${seed}: texts ${from} to ${this.#index - 1}; ${accepted} accepted, ${refused} refused, ${failed} failed`,
    )
  }

  #isOver(): boolean {
    const isLast = this.#index >= this.#options.from + this.#options.count
    return isLast || processorTime() >= this.#end || this.counts.failed >= MAX_FAILURES
  }

  /** As many texts as take a second, up to one that fails: watching for what hangs costs more than a short text. */
  #slice(): void {
    const end = performance.now() + 1000
    for (; performance.now() < end && !this.#isOver(); this.#index++) {
      // Where the process itself dies, this is what is known.
      if (this.#index % PROGRESS === 0) process.stderr.write(`seed ${this.#options.seed}: texts from ${this.#index}\n`)
      this.counts[exercise(this.#text())]++
    }
  }

  #text(): string {
    return textAt(this.#corpus, this.#options.seed, this.#index)
  }
}

const options = parseOptions(process.argv.slice(2))
if (options === undefined) console.log(usage)
else {
  const corpus = readCorpus()
  for (const missing of corpus.missing) console.log(`without its headers: ${missing}`)
  const run = new Run(corpus, options)
  run.run()
  if (run.counts.failed > 0) process.exitCode = 1
}
