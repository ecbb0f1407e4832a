/**
 * Several copies of cabi in one process: of one installation, which share the kernel's signal handlers, and of two,
 * whose handlers are chained. Each has its own exchange, and each call and fault is its copy's.
 */
import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { compileFixture, root } from '../fixture.ts'
import { checkArithmetic } from './arithmetic.ts'
import { wasmTraps } from './wasm.ts'

type Cabi = typeof import('../../src/index.ts')

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'cabi-two-copies-')))
for (const part of ['package.json', 'dist', 'prebuilt'])
  cpSync(join(root, part), join(folder, part), { recursive: true })
after(() => rmSync(folder, { recursive: true }))

const load = (copy: string, installation: string): Promise<Cabi> =>
  import(`${pathToFileURL(join(installation, 'dist/index.js'))}?copy=${copy}`)
const library = compileFixture(new URL('./fault.c', import.meta.url))
const errnoLibrary = compileFixture(new URL('./errno.c', import.meta.url))

async function openCopy(copy: string, installation = root) {
  const cabi = await load(copy, installation)
  const c = cabi.open(library, 'int add(int a, int b); double sum(double a, double b); int read_at(uintptr_t address);')
  const e = cabi.open(errnoLibrary, 'int swap_errno(int value);')
  return { ...cabi, c, e }
}

for (const kernel of ['fast', 'plain']) {
  test(`calls, faults and errno of copies do not touch each other on the ${kernel} kernel`, async () => {
    process.env['CABI_KERNEL'] = kernel
    const trap = wasmTraps()
    const copies = [await openCopy(`${kernel}1`)]
    checkCopy(copies[0]!, 1)
    copies.push(await openCopy(`${kernel}2`), await openCopy(`${kernel}3`, folder))
    assert.equal(new Set(copies.map(({ CabiError }) => CabiError)).size, 3)
    for (const [i, { errno }] of copies.entries()) errno(i + 1)
    for (let i = 0; i < 1000; i++) {
      for (const copy of copies) checkCopy(copy, i)
      trap()
    }
    assert.deepEqual(
      copies.map(({ errno }) => errno()),
      [1, 2, 3],
    )
    checkArithmetic()
  })
}

function checkCopy({ c, e, CabiError, errno }: Awaited<ReturnType<typeof openCopy>>, i: number): void {
  assert.equal(c['add'](i, 1), i + 1)
  assert.equal(c['sum'](i, 0.5), i + 0.5)
  const before = errno()
  assert.equal(e['swap_errno'](before), before)
  assert.throws(
    () => c['read_at'](i),
    (error: InstanceType<typeof CabiError> & { address?: number }) =>
      error instanceof CabiError && error.code === 'ERR_CABI_FAULT' && error.address === i,
  )
  assert.equal(errno(), before)
}
