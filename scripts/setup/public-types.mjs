/** Copies to dist/types the declarations that the entry points reach, out of all those that the compiler wrote. */
import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { root } from '../root.mjs'

/** Of package.json's exports. */
const entryPoints = ['typed.d.ts', 'libffi/index.d.ts']

const declarations = join(root, 'build/src')
const published = join(root, 'dist/types')

// Both forms that the compiler writes: from './x.ts', import("./x.ts").
const relativeImport = /(?:from|import\()\s*["'](\.[^"']*)\.ts["']/g

function collect(file, found) {
  if (found.has(file)) return
  found.add(file)
  for (const [, path] of readFileSync(file, 'utf8').matchAll(relativeImport)) {
    collect(join(dirname(file), `${path}.d.ts`), found)
  }
}

export function publishTypes() {
  rmSync(published, { recursive: true, force: true })
  const found = new Set()
  for (const entry of entryPoints) collect(join(declarations, entry), found)
  for (const file of found) {
    const copy = join(published, relative(declarations, file))
    mkdirSync(dirname(copy), { recursive: true })
    copyFileSync(file, copy)
  }
}
