/**
 * Questions to GCC, one a line, after the lines that include some headers. All are asked in one compilation: GCC goes on
 * after an error, and says which line it is in.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toolOf } from '../oracle/compiler.ts'
import { type Headers, runGcc } from './gcc.ts'

/** GCC's first complaint about each line of declarations that it refuses, by the line's index. */
export function refusals(headers: Headers, lines: readonly string[]): Map<number, string> {
  return errorsByLine(compile(headers, lines, ['-fsyntax-only']))
}

/** The same for lines that have nothing to do with each other: of an undeclared name, GCC complains once a function. */
export function independentRefusals(headers: Headers, lines: readonly string[]): Map<number, string> {
  return refusals(
    headers,
    lines.map((line, i) => `void cabi_${i}(void) { ${line} }`),
  )
}

/** The contents of sections of the object file that GCC makes of lines, all of which it must accept. */
export function sectionsOf(headers: Headers, lines: readonly string[], names: readonly string[]): Buffer[] {
  const folder = mkdtempSync(join(tmpdir(), 'cabi-headers-'))
  try {
    const object = join(folder, 'probe.o')
    const complaints = compile(headers, lines, ['-c', '-o', object])
    const [refused] = errorsByLine(complaints)
    if (refused !== undefined) throw new Error(`${lines[refused[0]]}\n${refused[1]}`)
    if (complaints !== '') throw new Error(complaints)
    return names.map(name => {
      const section = join(folder, name)
      execFileSync(toolOf('objcopy', headers.target), ['-O', 'binary', '-j', name, object, section])
      return readFileSync(section)
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Complaints, of macros too, are placed in the line that expands them; a name before the first tells lines from headers. */
function compile(headers: Headers, lines: readonly string[], mode: readonly string[]): string {
  const options = ['-w', '-fmax-errors=0', '-ftrack-macro-expansion=0', '-fno-diagnostics-show-caret']
  return runGcc(headers, [...options, ...mode], `\n#line 1 "probes"\n${lines.join('\n')}\n`).stderr
}

function errorsByLine(stderr: string): Map<number, string> {
  const found = new Map<number, string>()
  for (const [all, file, line, message] of stderr.matchAll(/^(.*?):(\d+):\d+: (?:fatal )?error: (.*)$/gm)) {
    if (file !== 'probes') throw new Error(`outside the probes: ${all}`)
    if (!found.has(Number(line) - 1)) found.set(Number(line) - 1, message!)
  }
  return found
}
