/** What GCC's preprocessor makes of a library's headers, with the macros that are left; or why there is nothing. */
import { spawnSync } from 'node:child_process'
import { missingCompiler } from '../oracle/compiler.ts'
import { type Headers, runGcc } from './gcc.ts'
import { type HeaderLibrary, includes } from './library.ts'

export interface Preprocessed extends Headers {
  /** As `cc -E -dD` prints it. */
  readonly text: string
  /** The names of all macros, of GCC's own and of those with parameters too. */
  readonly macros: ReadonlySet<string>
}

/** Why the headers of a library cannot be had here, or what they are. */
export function preprocess(library: HeaderLibrary): Preprocessed | { readonly missing: string } {
  const { target = 'x86_64-linux' } = library
  const compiler = missingCompiler(target)
  if (compiler !== undefined) return { missing: compiler }
  const flags = compilerFlags(library)
  if (flags === undefined) return { missing: `pkg-config does not know ${library.pkgConfig} (${library.package})` }
  const headers = { prelude: includes(library), flags, target }
  const { status, stdout, stderr } = runGcc(headers, ['-E', '-dD'], '')
  const header = /fatal error: (.*: No such file or directory)/.exec(stderr)?.[1]
  if (header !== undefined) return { missing: `${header} (${library.package})` }
  if (status !== 0) throw new Error(stderr)
  const macros = new Set(Array.from(stdout.matchAll(/^#define (\w+)/gm), ([, name]) => name!))
  return { ...headers, text: stdout, macros }
}

function compilerFlags({ pkgConfig, flags = [] }: HeaderLibrary): readonly string[] | undefined {
  if (pkgConfig === undefined) return flags
  const { status, stdout } = spawnSync('pkg-config', ['--cflags', pkgConfig], { encoding: 'utf8' })
  return status === 0 ? [...flags, ...stdout.split(/\s+/).filter(Boolean)] : undefined
}
