/** C++'s linkage specifications, which headers for both languages have: `extern "C" int f(void);`, `extern "C" { ... }`. */
import type { Parser } from '../parser.ts'

/** Called at the language, after `extern`. Whether it opened a block; otherwise a declaration has to follow. */
export function openLinkage(p: Parser, offset: number): boolean {
  const language = p.spelling
  if (language === '"C++"') p.unsupported(offset, `'extern "C++"'`)
  if (language !== '"C"') p.raise(p.start, `expected "C" after 'extern', found ${language}`)
  p.next()
  if (!p.at('{')) return false
  p.linkage.push(p.start)
  p.next()
  return true
}

export function closeLinkage(p: Parser): void {
  if (p.linkage.pop() === undefined) p.unexpected('a declaration')
  p.next()
}

export function refuseOpenLinkage(p: Parser): void {
  const offset = p.linkage.at(-1)
  if (offset !== undefined) p.raise(offset, `expected '}' after 'extern "C" {', found the end of the text`)
}
