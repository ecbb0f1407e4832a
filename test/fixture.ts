/** C for the tests: a shared object of one C file, compiled when it is first asked for and again when it changes. */
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository's folder: this file runs from below `build`. */
export const root = rootOf(dirname(fileURLToPath(import.meta.url)))

function rootOf(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : rootOf(dirname(folder))
}

/**
 * Path of the shared object that gcc makes of `file`, g++ where it ends in `.cc`: a URL beside the test
 * (`new URL('./x.c', import.meta.url)`) or a path from the repository's folder.
 */
export function compileFixture(file: URL | string, flags: readonly string[] = []): string {
  const source = typeof file === 'string' ? join(root, file) : sourceOf(fileURLToPath(file))
  const options = ['-shared', '-fPIC', '-O1', '-g', '-Wall', '-Wextra', '-Werror', ...flags]
  const version = createHash('sha256').update(readFileSync(source)).update(options.join(' ')).digest('hex').slice(0, 16)
  const extension = extname(source)
  const library = join(root, 'build/fixtures', `${basename(source, extension)}-${version}.so`)
  if (!existsSync(library)) {
    mkdirSync(dirname(library), { recursive: true })
    // Tests run side by side: a half-written library must not have the name.
    const unfinished = `${library}.${process.pid}`
    compile(extension === '.cc' ? 'g++' : 'gcc', [source, '-o', unfinished, ...options])
    renameSync(unfinished, library)
  }
  return library
}

function compile(compiler: string, options: readonly string[]): void {
  try {
    execFileSync(compiler, options, { stdio: 'inherit' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    throw new Error(`these tests compile C: there is no ${compiler} (on Debian: apt-get install g++)`)
  }
}

/** A file beside a compiled test, as it lies in the repository: `build/test/x.c` is `test/x.c`. */
const sourceOf = (compiled: string): string => {
  const parts = compiled.slice(root.length).split('/')
  const top = parts.findIndex(part => part === 'src' || part === 'test')
  return join(root, ...parts.slice(top))
}
