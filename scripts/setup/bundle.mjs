/**
 * Bundles the sources to two scripts: dist/cabi.js, what first calls of plain functions need, and dist/deferred.js, which
 * it loads when anything else is done (scripts/setup/deferred.mjs). An entry module loads the first (scripts/setup/entry.mjs).
 * Scripts and not modules, because V8 can keep a script's compiled code: a first call takes 6 ms then instead of 11; and
 * bundled, because importing 120 small modules took 40 ms.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../root.mjs'
import { drawBoundary, firstEntry, secondEntry, toFirst, toSecond } from './boundary.mjs'
import { isDeferred } from './deferred.mjs'
import { keptCode, withKeptCode } from './kept-code.mjs'

const dist = join(root, 'dist')

/**
 * Asks Node for its modules when their functions are called. Importing a module touches every export, and with `fs` that
 * loads all of Node's streams: 2.2 ms of a program's start for what most programs never need.
 */
const builtinsByCall = {
  name: 'builtins by call',
  setup(build) {
    build.onResolve({ filter: /^node:/ }, ({ path }) => ({ path, namespace: 'builtin' }))
    build.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => {
      const ask = `process.getBuiltinModule('${path}')`
      const exports = Object.entries(process.getBuiltinModule(path)).map(([name, value]) =>
        typeof value === 'function'
          ? `export function ${name}(...values) { return ${ask}.${name}(...values) }`
          : `export const ${name} = /* @__PURE__ */ (() => ${ask}.${name})()`,
      )
      return { contents: exports.join('\n') }
    })
  },
}

const source = join(root, 'src')
const publicEntry = join(source, 'index.ts')

/** An entry made here; esbuild reads it from no file. */
const entryModule = contents => ({
  name: 'entry',
  setup(build) {
    build.onResolve({ filter: /^entry$/ }, ({ path }) => ({ path, namespace: 'entry' }))
    build.onLoad({ filter: /.*/, namespace: 'entry' }, () => ({ contents, resolveDir: source }))
  },
})

/**
 * Minified, for V8 reads all of it at each start where it has no compiled code; ASCII, so that V8 reads bytes; the source
 * map is for `node --enable-source-maps`. Its value is a function, which returns what its entry assigns to `cabiExports`:
 * exports as esbuild makes them, of getters that copy getters, took 2 % of a first call.
 */
const scriptOptions = {
  bundle: true,
  format: 'iife',
  footer: { js: 'return cabiExports})' },
  define: { 'import.meta.dirname': 'cabiFolder' },
  platform: 'node',
  target: 'node20',
  charset: 'ascii',
  legalComments: 'none',
  minify: true,
  lineLimit: 120,
  sourcemap: 'linked',
  sourcesContent: false,
  logLevel: 'warning',
  write: false,
}

/** Takes 100 ms, so it is not worth asking whether it is needed. */
export async function bundle() {
  const { build } = await import('esbuild') // Not there before the dependencies are installed.
  const boundary = drawBoundary(source, publicEntry, isDeferred)
  const names = await exportedNames(build)
  const kept = withKeptCode(await keptCode(build))
  const first = await build({
    ...scriptOptions,
    entryPoints: ['entry'],
    outfile: join(dist, 'cabi.js'),
    banner: { js: '((cabiFolder,loadDeferred)=>{let cabiExports;' },
    plugins: [entryModule(firstEntry(boundary, names)), toSecond(boundary), kept, builtinsByCall],
  })
  const second = await build({
    ...scriptOptions,
    entryPoints: ['entry'],
    outfile: join(dist, 'deferred.js'),
    banner: { js: '((cabiFolder,cabiFirst)=>{let cabiExports;' },
    plugins: [entryModule(secondEntry(boundary)), toFirst(boundary), builtinsByCall],
  })
  const outputFiles = [...first.outputFiles, ...second.outputFiles]
  // V8 takes compiled code for any script of the same length: none may outlive the script it was made from.
  if (!outputFiles.filter(({ path }) => path.endsWith('.js')).every(isWritten)) {
    rmSync(join(dist, 'compiled'), { recursive: true, force: true })
  }
  mkdirSync(dist, { recursive: true })
  for (const { path, contents } of outputFiles) writeFileSync(path, contents)
  writeFileSync(join(dist, 'index.js'), entry(names))
}

/** The command `cabi`: it parses and prints, and loads no kernel. */
export async function bundleCommand() {
  const { build } = await import('esbuild')
  await build({
    entryPoints: [join(root, 'src/cli/main.ts')],
    outfile: join(dist, 'cli.js'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
  })
}

const isWritten = ({ path, contents }) => existsSync(path) && readFileSync(path).equals(contents)

function entry(names) {
  const template = readFileSync(new URL('entry.mjs', import.meta.url), 'utf8')
  return template.replace('{ EXPORTS }', `{ ${names.join(', ')} }`)
}

/** What src/index.ts exports at run time: only the format of a module tells. */
async function exportedNames(build) {
  const { metafile } = await build({
    entryPoints: [publicEntry],
    bundle: true,
    format: 'esm',
    platform: 'node',
    metafile: true,
    write: false,
  })
  return Object.values(metafile.outputs)[0].exports
}
