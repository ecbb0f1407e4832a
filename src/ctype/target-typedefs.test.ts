import assert from 'node:assert/strict'
import { test } from 'node:test'
import { missingCompiler } from '../../test/oracle/compiler.ts'
import { assertInC, complaints, headersOf } from '../../test/oracle/gcc.ts'
import { integers } from './scalar.ts'
import { targets } from './target.ts'

const names = Object.keys(integers).filter(name => name.endsWith('_t'))

for (const { name: target, typedefs } of Object.values(targets)) {
  test(`the typedefs of ${target} stand for what its headers say`, t => {
    const missing = missingCompiler(target)
    if (missing !== undefined) return t.skip(missing)
    const conditions = Object.entries(typedefs).map(
      ([name, basic]) => `__builtin_types_compatible_p(${name}, ${basic})`,
    )
    assertInC(conditions, '', target)
  })

  test(`the headers of ${target} have no others of them`, t => {
    const missing = missingCompiler(target)
    if (missing !== undefined) return t.skip(missing)
    const prelude = headersOf(target)
    const lines = names.map(name => `extern ${name} x_${name};\n`)
    const refused = complaints(`${prelude}${lines.join('')}`, [], target)
    const offset = prelude.split('\n').length
    assert.deepEqual(
      names.filter((_, i) => refused.has(i + offset)),
      names.filter(name => !(name in typedefs)),
    )
  })
}
