/**
 * The speed story: the same CPU-bound work all in JavaScript, with its hot part in C called through cabi, and all in C. The C
 * is compiled on the spot. Prints a table in Markdown; `--small` is for trying whether it works. What it printed stands in
 * docs/performance.md.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { open } from 'cabi'
import { greyscale } from './greyscale.ts'
import { matrix } from './matrix.ts'
import { sha256 } from './sha256.ts'
import type { Work } from './work.ts'

const isSmall = process.argv.includes('--small')
const rounds = isSmall ? 1 : 5

/** The source is beside this file, or where this file was compiled from. */
const here = import.meta.dirname
const source = [join(here, 'work.c'), join(here, '../../../examples/speed/work.c')].find(existsSync)!

const folder = mkdtempSync(join(tmpdir(), 'cabi-speed-'))
try {
  const library = join(folder, 'work.so')
  execFileSync('gcc', ['-O2', '-shared', '-fPIC', source, '-o', library, '-l:libcrypto.so.3'])
  const lib = open(
    library,
    `typedef struct pixel pixel;
     void to_grey(pixel *pixels, size_t count); double grey_all_in_c(size_t count, int rounds);
     double sha256_all_in_c(size_t size);
     void multiply(const double *a, const double *b, double *c, int n); double multiply_all_in_c(int n);`,
  )
  const works = [
    greyscale(
      { ...lib, to_grey: (pixels, count) => lib.to_grey(pixels.cast(lib.pixel), count) },
      isSmall ? { pixels: 1600, rounds: 2 } : { pixels: 160_000, rounds: 100 },
    ),
    sha256(lib, isSmall ? 2 ** 16 : 100 * 2 ** 20),
    matrix(lib, isSmall ? 32 : 512),
  ]
  console.log('| work | in JavaScript | hot part in C | all in C | JavaScript : hot part | hot part : all in C |')
  console.log('|---|---|---|---|---|---|')
  for (const work of works) console.log(row(work))
} finally {
  rmSync(folder, { recursive: true })
}

/** Alternating rounds; of each way, the median. */
function row({ name, inJavaScript, hotPartInC, allInC }: Work): string {
  const ways = [inJavaScript, hotPartInC, allInC]
  const results = new Set<number>()
  const times: number[][] = ways.map(() => [])
  for (let round = 0; round < rounds; round++) {
    ways.forEach((way, i) => {
      const start = performance.now()
      results.add(way())
      times[i]!.push(performance.now() - start)
    })
  }
  if (results.size !== 1) throw new Error(`${name}: the ways disagree: ${[...results].join(', ')}`)
  const [js, hot, c] = times.map(median) as [number, number, number]
  const milliseconds = [js, hot, c].map(time => `${Number(time.toPrecision(3))} ms`)
  return `| ${[name, ...milliseconds, (js / hot).toPrecision(3), (hot / c).toPrecision(3)].join(' | ')} |`
}

function median(times: number[]): number {
  return times.sort((a, b) => a - b)[times.length >> 1]!
}
