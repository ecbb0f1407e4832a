/** What must be there before anything is measured: the peers, and the C code. */
import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { manyNames } from './declarations.mjs'
import { folders } from './folders.mjs'

const wanted = join(import.meta.dirname, 'peers/package.json')
const native = name => join(import.meta.dirname, 'native', name)
const built = name => join(folders.native, name)

/** The program's own words are the reason that is shown when it fails. */
function run(file, parameters) {
  try {
    execFileSync(file, parameters, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' })
  } catch (error) {
    const said = error.stderr?.split('\n').find(line => /error/i.test(line))
    throw new Error(`${file}: ${said ?? error.message.split('\n')[0]}`)
  }
}

/** Nothing to do where the same versions are already there. npm's own record is its last act, so it stands for all of them. */
export function installPeers() {
  const have = join(folders.peers, 'package.json')
  const done = join(folders.peers, 'node_modules/.package-lock.json')
  const versions = readFileSync(wanted, 'utf8')
  if (existsSync(done) && existsSync(have) && readFileSync(have, 'utf8') === versions) return
  mkdirSync(folders.peers, { recursive: true })
  rmSync(done, { force: true })
  copyFileSync(wanted, have)
  run('npm', ['install', '--prefix', folders.peers, '--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock'])
}

/** What the package's install script does for the Node that runs it: V8 takes compiled code of its own release alone. */
export function compileCode() {
  const script = join(import.meta.dirname, '../scripts/kernel/compiled-code.mjs')
  for (const engine of ['node-20', 'node-26']) {
    run(join(folders.peers, 'node_modules', engine, 'bin/node'), [script])
  }
}

/** Where it is missing, its column says so, and everything else is measured. */
export function requireLuajit() {
  if (spawnSync('luajit', ['-v']).status !== 0)
    throw new Error('luajit is not installed (scripts/install-debian-packages.sh does it)')
}

const gcc = (...parameters) => run('gcc', ['-O2', '-Wall', '-Wextra', '-Werror', `-I${folders.native}`, ...parameters])

/** Lists of `MANY(f007, 7)`, the library of the functions, and the program that calls them from C. */
export function compileFixture() {
  mkdirSync(folders.native, { recursive: true })
  for (const count of [1, 200, 300]) {
    const list = manyNames(count).map((name, k) => `MANY(${name}, ${k})\n`)
    writeFileSync(built(`many_${count}.inc`), list.join(''))
  }
  gcc('-shared', '-fPIC', '-o', built('libfixture.so'), native('fixture.c'))
  gcc('-o', built('direct'), native('direct.c'), '-ldl')
}

/** One addon of the twelve functions, and three of nothing but 1, 200 and 300 alike ones; Node-API has one ABI for all Nodes. */
export function compileAddons() {
  const headers = join(folders.peers, 'node_modules/node-20/include/node')
  const addon = (name, ...defines) =>
    gcc(
      '-shared',
      '-fPIC',
      `-I${headers}`,
      ...defines,
      '-o',
      built(name),
      native('addon.c'),
      built('libfixture.so'),
      '-Wl,-rpath,$ORIGIN',
    )
  addon('addon.node')
  for (const count of [1, 200, 300]) addon(`addon_${count}.node`, `-DMANY_LIST="many_${count}.inc"`)
}
