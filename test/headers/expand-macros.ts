/** What each macro without parameters comes to at the end of the headers, GCC's own macros included. */
import { type Headers, runGcc } from './gcc.ts'

/** The name, and the tokens it stands for; only those whose tokens can be part of an expression. */
export function expandMacros(headers: Headers): Map<string, string> {
  const names = Array.from(
    runGcc(headers, ['-E', '-dM'], '').stdout.matchAll(/^#define (\w+) \S/gm),
    ([, name]) => name!,
  )
  // A name in quotes is not expanded, and tells what a line is about.
  const questions = names.map(name => `"cabi ${name}" ${name}\n`).join('')
  // What GCC complains of has no expansion: `__has_builtin` without parentheses.
  const lines = runGcc(headers, ['-E', '-P'], questions).stdout
  const expansions = new Map<string, string>()
  for (const [, name, tokens] of lines.matchAll(/^"cabi (\w+)" (.*)$/gm)) {
    if (isBalanced(tokens!)) expansions.set(name!, tokens!)
  }
  return expansions
}

/** What is not would take the lines behind it along. */
function isBalanced(tokens: string): boolean {
  const stack: string[] = []
  for (const [bracket] of tokens.replace(/"(\\.|[^"\\])*"|'(\\.|[^'\\])*'/g, '').matchAll(/[()[\]{};]/g)) {
    if (bracket === ';' && stack.length === 0) return false
    if ('([{'.includes(bracket)) stack.push(bracket)
    else if (bracket !== ';' && stack.pop() !== { ')': '(', ']': '[', '}': '{' }[bracket]) return false
  }
  return stack.length === 0
}
