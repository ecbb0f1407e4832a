import assert from 'node:assert/strict'
import { test } from 'node:test'
import { printType } from '../../ctype/print.ts'
import { parseDeclarations } from '../parse.ts'
import { compositeType } from './composite.ts'

const variable = (text: string) => parseDeclarations(`${text};`).variables.get('x')!.type
const composite = (a: string, b: string) => printType(compositeType(variable(a), variable(b)), 'x')

test('counts, parameters and their names come from whichever declaration has them', () => {
  assert.equal(composite('int x[]', 'int x[3]'), 'int x[3]')
  assert.equal(composite('int (*x)[]', 'int (*x)[3]'), 'int (*x)[3]')
  assert.equal(composite('int (*x)()', 'int (*x)(int a)'), 'int (*x)(int a)')
  assert.equal(composite('int (*x)(int, char (*)[])', 'int (*x)(int a, char (*)[2])'), 'int (*x)(int a, char (*)[2])')
  assert.equal(composite('const int (*const x)[]', 'const int (*const x)[2]'), 'const int (*const x)[2]')
})

test('a declaration that adds nothing leaves the type as it is', () => {
  for (const [a, b] of [
    ['int x[3]', 'int x[]'],
    ['int (*x)(int a)', 'int (*x)()'],
    ['int (*x)(int a)', 'int (*x)(int b)'],
  ] as const) {
    const before = variable(a)
    assert.equal(compositeType(before, variable(b)), before)
  }
})
