import assert from 'node:assert/strict'
import { test } from 'node:test'
import { missingCompiler } from '../../test/oracle/compiler.ts'
import { assertInC } from '../../test/oracle/gcc.ts'
import { alignOf, sizeOf } from './layout.ts'
import { printType } from './print.ts'
import { targets } from './target.ts'
import { vaListType } from './va-list.ts'

for (const target of Object.values(targets)) {
  test(`va_list has the size and alignment that GCC gives it, on ${target.name}`, t => {
    const missing = missingCompiler(target.name)
    if (missing !== undefined) return t.skip(missing)
    const type = vaListType(target)
    const conditions = [
      `sizeof(__builtin_va_list) == ${sizeOf(type, target)}`,
      `_Alignof(__builtin_va_list) == ${alignOf(type, target)}`,
    ]
    assertInC(conditions, '', target.name)
  })
}

test('va_list is what the psABIs say', () => {
  assert.deepEqual(
    Object.values(targets)
      .map(target => `${target.name}: ${printType(vaListType(target))}`)
      .toSorted(),
    [
      'aarch64-linux: struct __va_list',
      'armhf-linux: struct __va_list',
      'i386-linux: char *',
      'x86_64-linux: struct __va_list_tag [1]',
      'x86_64-windows: char *',
    ],
  )
})
