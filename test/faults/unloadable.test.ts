/** Where the kernel cannot run, the first use says what was tried and what to do; types can still be parsed. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { compileFixture, root } from '../fixture.ts'

const child = fileURLToPath(new URL('./unloadable.child.js', import.meta.url))
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'cabi-unloadable-')))
const binaries = join(folder, 'prebuilt/linux-x64-glibc')
const kernel = join(binaries, 'kernel.node')

for (const part of ['package.json', 'dist', 'prebuilt'])
  cpSync(join(root, part), join(folder, part), { recursive: true })
after(() => rmSync(folder, { recursive: true }))

const run = (environment: Readonly<Record<string, string>> = {}): Record<string, unknown> =>
  JSON.parse(
    execFileSync(process.execPath, [child, folder], { encoding: 'utf8', env: { ...process.env, ...environment } }),
  )

function assertSays(tried: string, environment?: Readonly<Record<string, string>>): void {
  const message =
    `cabi cannot run here (linux x64, Node ${process.version}). Tried:\n  ${tried}\n` +
    'Linux on x86-64 with glibc and Node 20.16 or later is supported. There, reinstall cabi (its compiled kernel comes with ' +
    'the package), or build the kernel with `npm rebuild cabi --foreground-scripts`, which needs gcc and g++.'
  const error = { name: 'CabiError', code: 'ERR_CABI_PLATFORM', message }
  assert.deepEqual(run(environment), { constant: 42, add: error, again: error, errno: error })
}

const works = { constant: 42, add: 3, again: {}, errno: 0 }

for (const { denied, says } of [
  { denied: 'memfd_create', says: 'executable memory: Function not implemented' },
  { denied: 'mmap', says: 'executable memory: Permission denied' },
  { denied: 'sigaltstack', says: 'the fault handler: Operation not permitted' },
]) {
  test(`where ${denied} is denied`, () => {
    assertSays(says, { LD_PRELOAD: compileFixture(new URL('./deny.c', import.meta.url)), DENIED: denied })
  })
}

test('the copied package works, also with a fast kernel that is none, is made for another Node or is missing', () => {
  assert.deepEqual(run(), works)
  const ours = join(binaries, `fast-v8-${process.versions.v8.split('.', 2).join('.')}.node`)
  const others = readdirSync(binaries)
    .map(name => join(binaries, name))
    .filter(file => ![ours, kernel].includes(file))
  for (const other of others) {
    cpSync(other, ours)
    assert.deepEqual(run(), works, other)
  }
  writeFileSync(ours, 'garbage')
  assert.deepEqual(run(), works)
  rmSync(ours)
  assert.deepEqual(run(), works)
})

test('where the kernel is no shared object', () => {
  writeFileSync(kernel, 'garbage')
  assertSays(`${kernel}: ${kernel}: file too short`)
  writeFileSync(kernel, 'garbage'.repeat(1000))
  assertSays(`${kernel}: ${kernel}: invalid ELF header`)
})

test('where the kernel is missing', () => {
  rmSync(kernel)
  assertSays(`${kernel}: ${kernel}: cannot open shared object file: No such file or directory`)
})
