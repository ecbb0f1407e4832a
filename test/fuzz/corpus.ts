/** What is mutated: the texts of the parser's own tests, and the headers of libraries, as far as they are installed. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../fixture.ts'
import { libraries } from '../headers/libraries.ts'
import { preprocess } from '../headers/preprocess.ts'
import type { Random } from '../oracle/random.ts'
import { pick } from './pick.ts'
import { written } from './written.ts'

export interface Corpus {
  /** Whole texts of some lines at most. */
  readonly texts: readonly string[]
  /** As `cc -E -dD` prints them. */
  readonly headers: readonly string[]
  /** Why there are no others. */
  readonly missing: readonly string[]
}

/** Longer headers are taken in excerpts only: a text is to take milliseconds. */
const MAX_WHOLE_HEADER = 200_000

export function readCorpus(): Corpus {
  const found = libraries.map(preprocess)
  return {
    texts: [...written, ...testTexts()],
    headers: found.flatMap(headers => ('text' in headers ? [headers.text] : [])),
    missing: found.flatMap(headers => ('missing' in headers ? [headers.missing] : [])),
  }
}

/** The string literals of the parser's tests; most are C. */
function testTexts(): string[] {
  const folder = join(root, 'src/cdecl')
  const files = readdirSync(folder, { encoding: 'utf8', recursive: true }).filter(name => name.endsWith('.test.ts'))
  const sources = files.map(name => readFileSync(join(folder, name), 'utf8').replace(/^import .*$/gm, ''))
  return sources.flatMap(source =>
    Array.from(source.matchAll(/'((?:[^'\\\n]|\\.)+)'|`((?:[^`\\]|\\.)+)`/g), ([, single, template]) =>
      unescaped(single ?? template!),
    ),
  )
}

const unescaped = (literal: string): string =>
  literal.replace(/\\(.)/g, (_, character: string) => ({ n: '\n', t: '\t' })[character] ?? character)

/** Some text to start from. */
export function sample({ texts, headers }: Corpus, random: Random): string {
  if (headers.length === 0 || random(3) > 0) return pick(random, texts)
  const header = pick(random, headers)
  if (header.length <= MAX_WHOLE_HEADER && random(100) === 0) return header
  return excerpt(header, random)
}

/** Some lines. */
function excerpt(header: string, random: Random): string {
  const start = header.lastIndexOf('\n', random(header.length)) + 1
  return header.slice(start, header.indexOf('\n', start + random(2000)) + 1)
}
