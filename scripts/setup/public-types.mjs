/** Copies to dist/types the declarations that src/typed.ts reaches, out of all those that the compiler wrote. */
import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { root } from '../root.mjs'

const declarations = join(root, 'build/src')
const published = join(root, 'dist/types')

// Both forms that the compiler writes: from './x.ts', import("./x.ts").
const relativeImport = /(?:from|import\()\s*["'](\.[^"']*)\.ts["']/g

function collect(file, found = new Set()) {
  if (found.has(file)) return found
  found.add(file)
  for (const [, path] of readFileSync(file, 'utf8').matchAll(relativeImport)) {
    collect(join(dirname(file), `${path}.d.ts`), found)
  }
  return found
}

export function publishTypes() {
  rmSync(published, { recursive: true, force: true })
  for (const file of collect(join(declarations, 'typed.d.ts'))) {
    const copy = join(published, relative(declarations, file))
    mkdirSync(dirname(copy), { recursive: true })
    copyFileSync(file, copy)
  }
}
