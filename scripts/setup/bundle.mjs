/**
 * Bundles the sources to one script, dist/cabi.js, with an entry module that loads it (scripts/setup/entry.mjs). A script
 * and not a module, because V8 can keep a script's compiled code: a first call takes 6 ms then instead of 11.
 */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../root.mjs'

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

/**
 * Importing 120 small modules took 40 ms. Minified, for V8 reads all of it at each start where it has no compiled code;
 * ASCII, so that V8 reads bytes; the source map is for `node --enable-source-maps`. Takes 60 ms, so it is not worth asking
 * whether it is needed. Its value is a function of the folder it lies in, which returns the exports.
 */
export async function bundle() {
  const { build } = await import('esbuild') // Not there before the dependencies are installed.
  const { outputFiles } = await build({
    entryPoints: [join(root, 'src/index.ts')],
    outfile: join(dist, 'cabi.js'),
    bundle: true,
    format: 'iife',
    globalName: 'cabi',
    banner: { js: '(cabiFolder=>{' },
    footer: { js: 'return cabi})' },
    define: { 'import.meta.dirname': 'cabiFolder' },
    platform: 'node',
    target: 'node20',
    charset: 'ascii',
    legalComments: 'none',
    minify: true,
    lineLimit: 120,
    sourcemap: 'linked',
    sourcesContent: false,
    plugins: [builtinsByCall],
    logLevel: 'warning',
    write: false,
  })
  const script = outputFiles.find(({ path }) => path.endsWith('.js'))
  // V8 takes compiled code for any script of the same length: none may outlive the script it was made from.
  if (!isWritten(script)) rmSync(join(dist, 'compiled'), { recursive: true, force: true })
  mkdirSync(dist, { recursive: true })
  for (const { path, contents } of outputFiles) writeFileSync(path, contents)
  writeFileSync(join(dist, 'index.js'), entry(await exportedNames(build)))
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
    entryPoints: [join(root, 'src/index.ts')],
    bundle: true,
    format: 'esm',
    platform: 'node',
    metafile: true,
    write: false,
  })
  return Object.values(metafile.outputs)[0].exports
}
