/** Two copies of the bundle in one process share the kernel: each has its own exchange, and each call is its copy's. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { compileFixture, root } from '../fixture.ts'
import { checkArithmetic } from './arithmetic.ts'

type Cabi = typeof import('../../src/index.ts')

const load = (copy: string): Promise<Cabi> => import(`${pathToFileURL(join(root, 'dist/index.js'))}?copy=${copy}`)
const library = compileFixture(new URL('./fault.c', import.meta.url))
const errnoLibrary = compileFixture(new URL('./errno.c', import.meta.url))

async function openCopy(copy: string) {
  const cabi = await load(copy)
  const c = cabi.open(library, 'int add(int a, int b); double sum(double a, double b); int read_at(uintptr_t address);')
  const e = cabi.open(errnoLibrary, 'int swap_errno(int value);')
  return { ...cabi, c, e }
}

for (const kernel of ['fast', 'plain']) {
  test(`calls, faults and errno of two copies do not touch each other on the ${kernel} kernel`, async () => {
    process.env['CABI_KERNEL'] = kernel
    const first = await openCopy(`${kernel}1`)
    const alone = first.c['add'](1, 1)
    const second = await openCopy(`${kernel}2`)
    assert.notEqual(first.CabiError, second.CabiError)
    assert.equal(alone, 2)
    first.errno(1)
    second.errno(2)
    for (let i = 0; i < 2000; i++) for (const copy of [first, second]) checkCopy(copy, i)
    assert.deepEqual([first.errno(), second.errno()], [1, 2])
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
