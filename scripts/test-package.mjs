/** Packs the package, installs it as a user would on a machine without a compiler, and uses it there. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { after, before, test } from 'node:test'
import { build } from 'esbuild'
import { binaryFolder, fastBinary, nodeLines, plainBinary } from './kernel/binaries.mjs'
import { nodeDistribution } from './nodes.mjs'
import { Consumer } from './package/consumer.mjs'
import { root } from './root.mjs'

const programs = join(root, 'scripts/package')
const tarballs = join(root, 'build/package')
const consumer = new Consumer()
const installed = join(consumer.folder, 'node_modules/cabi')
/** What the bundle is made of. */
const scripts = ['cabi', 'deferred']
const greeting = { status: 0, stdout: 'Hello world!\n', stderr: '' }
let tarball

/** A file of this repository at its place in the consumer's copy of the package. */
const inInstalled = file => join(installed, relative(root, file))

// A whole distribution: the Node that runs this may have come without headers.
const [line] = nodeLines
const node = nodeDistribution(line.major).executable
const fast = inInstalled(fastBinary(line.v8))
const install = options => consumer.run(node, [join(installed, 'scripts/kernel/install.mjs')], options)

before(() => {
  rmSync(tarballs, { recursive: true, force: true })
  mkdirSync(tarballs, { recursive: true })
  execFileSync('npm', ['pack', '--pack-destination', tarballs], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
  const [name] = readdirSync(tarballs)
  tarball = join(tarballs, name)
  for (const program of ['first-call.mjs', 'first-call.mts', 'libffi.mjs', 'libffi.mts']) {
    copyFileSync(join(programs, program), join(consumer.folder, program))
  }
  const { status, stdout, stderr } = consumer.run('npm', ['install', '--no-audit', '--no-fund', tarball])
  assert.equal(status, 0, stdout + stderr)
})

after(() => consumer.remove())

const versionOfV8 = major =>
  execFileSync(nodeDistribution(major).executable, ['--print', 'process.versions.v8'], { encoding: 'utf8' }).trim()

const filesIn = folder =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => relative(root, join(entry.parentPath ?? entry.path, entry.name)))

test('the tarball carries what it should and nothing else', () => {
  const expected = [
    ...['package.json', 'README.md', 'LICENSE', 'CHANGELOG.md', 'SECURITY.md'],
    ...['dist/index.js', 'dist/cli.js', 'dist/libffi.js'],
    ...scripts.flatMap(name => [`dist/${name}.js`, `dist/${name}.js.map`]),
    ...nodeLines.flatMap(({ major }) => scripts.map(name => `dist/compiled/v8-${versionOfV8(major)}/${name}`)),
    ...filesIn('dist/types'),
    ...filesIn('kernel'),
    ...filesIn('scripts/kernel'),
    ...[plainBinary, ...nodeLines.map(({ v8 }) => fastBinary(v8))].map(file => relative(root, file)),
  ]
  const listed = execFileSync('tar', ['--list', '--gzip', '--file', tarball], { encoding: 'utf8' })
  const packed = listed
    .trim()
    .split('\n')
    .map(file => file.replace(/^package\//, ''))
  assert.deepEqual(packed.sort(), expected.sort())
})

test('npm installs it where there is a compiler as well, and the first program calls C', () => {
  const another = new Consumer()
  try {
    const options = { compiler: true }
    const { status, stdout, stderr } = another.run('npm', ['install', '--no-audit', '--no-fund', tarball], options)
    assert.equal(status, 0, stdout + stderr)
    copyFileSync(join(programs, 'first-call.mjs'), join(another.folder, 'first-call.mjs'))
    assert.deepEqual(another.run('node', ['first-call.mjs'], options), greeting)
  } finally {
    another.remove()
  }
})

test('the command cabi is installed with it', () => {
  const { status, stdout, stderr } = consumer.run('node_modules/.bin/cabi', ['--help'])
  assert.deepEqual({ status, stderr }, { status: 0, stderr: '' })
  assert.match(stdout, /^cabi COMMAND/)
})

test('the bundle imports nothing and asks for nothing but modules of Node', async () => {
  for (const file of ['dist/index.js', ...scripts.map(name => `dist/${name}.js`)]) {
    const text = readFileSync(join(installed, file), 'utf8')
    const { metafile } = await build({ stdin: { contents: text }, bundle: true, write: false, metafile: true })
    assert.deepEqual(metafile.inputs['<stdin>'].imports, [])
    assert.deepEqual(
      [...text.matchAll(/getBuiltinModule\(['"]([^'"]*)/g)].filter(([, name]) => !name.startsWith('node:')),
      [],
    )
  }
})

test('the entry point cabi/libffi imports the package itself, for one exchange a thread', async () => {
  const contents = readFileSync(join(installed, 'dist/libffi.js'), 'utf8')
  const options = { bundle: true, write: false, metafile: true, platform: 'node', external: ['./index.js'] }
  const { metafile } = await build({ stdin: { contents }, ...options })
  const imported = new Set(metafile.inputs['<stdin>'].imports.map(({ path }) => path))
  assert.deepEqual([...imported].sort(), ['./index.js', 'node:util'])
})

test('a JavaScript program calls C where there is no compiler', () => {
  assert.deepEqual(consumer.run('node', ['first-call.mjs']), greeting)
  assert.deepEqual(consumer.run('node', ['libffi.mjs']), greeting)
})

test('a plain function is called without the deferred script', () => {
  const deferred = join(installed, 'dist/deferred.js')
  const program = `
    import { open } from 'cabi'
    console.log(open('libc.so.6', 'int abs(int);').abs(-5))`
  renameSync(deferred, `${deferred}.away`)
  try {
    const options = ['--input-type=module', '--eval', program]
    assert.deepEqual(consumer.run('node', options), { status: 0, stdout: '5\n', stderr: '' })
  } finally {
    renameSync(`${deferred}.away`, deferred)
  }
})

test('a TypeScript program compiles against the published types, and calls C', () => {
  const tsc = join(root, 'node_modules/typescript/bin/tsc')
  const options = ['--strict', '--module', 'nodenext', '--target', 'es2023', '--types', '', '--outDir', 'compiled']
  const { status, stdout } = consumer.run('node', [tsc, ...options, 'first-call.mts', 'libffi.mts'])
  assert.equal(status, 0, stdout)
  assert.deepEqual(consumer.run('node', ['compiled/first-call.mjs']), greeting)
  assert.deepEqual(consumer.run('node', ['compiled/libffi.mjs']), greeting)
})

/** Whether a Node refuses the package's compiled code, of each script. */
function refusals(executable) {
  const program = `
    const { readFileSync } = require('node:fs')
    const read = (file, encoding) => readFileSync('node_modules/cabi/dist/' + file, encoding)
    const { Script } = require('node:vm')
    for (const name of ${JSON.stringify(scripts)}) {
      const cachedData = read('compiled/v8-' + process.versions.v8 + '/' + name)
      console.log(new Script(read(name + '.js', 'latin1'), { cachedData }).cachedDataRejected)
    }`
  return consumer.run(executable, ['--eval', program]).stdout
}

for (const { major } of nodeLines) {
  test(`the same package works on Node ${major}`, () => {
    assert.deepEqual(consumer.run(nodeDistribution(major).executable, ['first-call.mjs']), greeting)
  })

  test(`Node ${major} takes the compiled code of the package`, () => {
    assert.equal(refusals(nodeDistribution(major).executable), 'false\nfalse\n')
  })
}

test('the install script has nothing to do where the prebuilt binaries fit', () => {
  assert.deepEqual(install(), { status: 0, stdout: '', stderr: '' })
})

test('the install script compiles the code for a Node whose release the package does not know', () => {
  rmSync(join(installed, 'dist/compiled'), { recursive: true })
  assert.deepEqual(install(), { status: 0, stdout: '', stderr: '' })
  assert.equal(refusals(node), 'false\nfalse\n')
})

test('without a compiler and a fast binary, the install script says so in a line, and calls still work', () => {
  rmSync(fast)
  const { status, stdout } = install()
  assert.equal(status, 0)
  assert.equal(
    stdout,
    'cabi: calls take the plain path, which is slower: there is no g++ (on Debian: apt-get install g++)\n',
  )
  assert.deepEqual(consumer.run(node, ['first-call.mjs']), greeting)
})

test('with a compiler, the install script builds the fast binary', () => {
  assert.deepEqual(install({ compiler: true }), { status: 0, stdout: '', stderr: '' })
  assert.ok(existsSync(fast))
  assert.deepEqual(consumer.run(node, ['first-call.mjs']), greeting)
})

test('without a compiler and any binary, the install script fails and says what to do', () => {
  rmSync(inInstalled(binaryFolder), { recursive: true })
  const { status, stderr } = install()
  assert.equal(status, 1)
  const script = join(installed, 'scripts/kernel/install.mjs')
  assert.equal(
    stderr,
    `cabi: no kernel for this system: there is no gcc (on Debian: apt-get install g++)\nThen run: node ${script}\n`,
  )
})

test('with a compiler, the install script builds everything that the running Node can use', () => {
  assert.deepEqual(install({ compiler: true }), { status: 0, stdout: '', stderr: '' })
  assert.ok(existsSync(inInstalled(plainBinary)))
  assert.ok(existsSync(fast))
  assert.deepEqual(consumer.run(node, ['first-call.mjs']), greeting)
})
