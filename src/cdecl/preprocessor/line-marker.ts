/** Which file and line the text comes from: `#line` (C11 6.10.4), and what `cc -E` prints for it, `# 12 "file.h" 1 3`. */
import type { Parser } from '../parser.ts'

const MAX_LINE = 2 ** 31 - 1

/** GCC's documentation of the C preprocessor, 9: from here on it is a system header. */
const SYSTEM_HEADER = '3'

/** At the number behind the `#`. */
export function parseLineMarker(p: Parser): void {
  const line = readNumber(p)
  p.scan()
  if (!p.at('string')) p.unexpected('a file name in a line marker')
  const file = fileName(p)
  p.preprocessing.isPreprocessed = true
  p.preprocessing.inSystemHeader = readFlags(p)
  p.source.mark(p.start, file, line)
}

function readFlags(p: Parser): boolean {
  let isSystemHeader = false
  for (p.scan(); !p.at('line end'); p.scan()) {
    const flag = p.spelling
    if (!/^[1-4]$/.test(flag)) p.unexpected('a flag from 1 to 4 in a line marker')
    if (flag === SYSTEM_HEADER) isSystemHeader = true
  }
  return isSystemHeader
}

/** After `#line`; its operands may be macros. */
export function parseLine(p: Parser): void {
  p.next()
  if (!p.at('number')) p.unexpected(`a line number after '#line'`)
  const line = readNumber(p)
  p.next()
  let { file } = p.source
  if (p.at('string')) {
    file = fileName(p)
    p.next()
  }
  if (!p.at('line end')) p.unexpected(`the end of the line after '#line'`)
  p.source.mark(p.start, file, line)
}

function readNumber(p: Parser): number {
  const { spelling } = p
  const line = /^\d+$/.test(spelling) ? Number(spelling) : Number.POSITIVE_INFINITY
  if (line > MAX_LINE) p.raise(p.start, `'${spelling}' is no line number`)
  return line
}

/** As C spells it, with `\\` and `\"`. */
const fileName = (p: Parser) => p.spelling.slice(1, -1).replace(/\\(["\\])/g, '$1')
