import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'

const index = new URL('../index.js', import.meta.url).href
const program = `
  const { open } = await import(${JSON.stringify(index)})
  console.log(open(null, 'int abs(int j);').abs(-3))
`

function run(environment: Record<string, string>): { stdout: string; stderr: string } {
  const { CABI_DUMP, ...env } = process.env
  const options = { encoding: 'utf8', env: { ...env, ...environment } } as const
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], options)
  assert.equal(status, 0, stderr)
  return { stdout, stderr }
}

test('CABI_DUMP=1 prints plans, machine code and marshallers to stderr, and leaves stdout to the program', () => {
  const { stdout, stderr } = run({ CABI_DUMP: '1' })
  assert.equal(stdout, '3\n')
  assert.match(stderr, /^-- a thunk at 0x[0-9a-f]+\nint32 {2}slot 0 -> rdi\ncall\nint32 {2}rax -> result$/m)
  assert.match(stderr, /^0000 {2}41 57 +push r15$/m)
  assert.match(stderr, /^[0-9a-f]{4} {2}ff 53 18 +call qword ptr \[rbx\+0x18\]$/m)
  assert.match(stderr, /^-- a direct thunk at 0x[0-9a-f]+\nint32 {2}rsi -> rdi\ncall xmm0\nint32 {2}rax -> result$/m)
  assert.match(
    stderr,
    /^-- a marshaller\n'use strict'\n[\s\S]*^\(\{__proto__:null,\[name\]\(a0\)\{$[\s\S]*direct\d+\(a0\|0,target\)/m,
  )
})

test('without it nothing is printed', () => {
  assert.deepEqual(run({}), { stdout: '3\n', stderr: '' })
})
