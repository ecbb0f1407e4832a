import assert from 'node:assert/strict'
import { test } from 'node:test'
import { missingCompiler } from '../../test/oracle/compiler.ts'
import { assertInC, complaints } from '../../test/oracle/gcc.ts'
import { isTargetName, type SizedScalar, type Target, targets, x86_64_linux } from './target.ts'

const spelling = (name: string) => (name === 'pointer' ? 'void *' : name)
const every = Object.values(targets)
const names = [...new Set(every.flatMap(({ size }) => Object.keys(size)))] as SizedScalar[]

function testOnEvery(claim: string, check: (target: Target) => void): void {
  for (const target of every) {
    test(`${claim}, on ${target.name}`, t => {
      const missing = missingCompiler(target.name)
      if (missing !== undefined) t.skip(missing)
      else check(target)
    })
  }
}

testOnEvery('sizes and alignments are those of GCC', target => {
  const there = names.filter(name => name in target.size)
  const conditions = there.flatMap(name => {
    const size = target.size[name]!
    const align = target.align[name] ?? size
    const type = spelling(name)
    return [
      `sizeof(${type}) == ${size}`,
      `_Alignof(${type}) == ${align}`,
      `__builtin_offsetof(struct { char c; ${type} m; }, m) == ${align}`,
      `__alignof__(${type}) == ${target.preferredAlign[name] ?? align}`,
    ]
  })
  assertInC(conditions, '', target.name)
})

testOnEvery('what is not in the table, GCC refuses', target => {
  const lines = names.map((name, i) => `${spelling(name)} x${i};`)
  const refused = complaints(`${lines.join('\n')}\n`, ['-include', 'stdbool.h'], target.name)
  assert.deepEqual(
    names.filter((_, i) => refused.has(i + 1)),
    names.filter(name => !(name in target.size)),
  )
})

testOnEvery('the sign of char and the largest alignment are those of GCC', target => {
  const conditions = [`((char)-1 < 0) == ${target.charIsSigned}`, `__BIGGEST_ALIGNMENT__ == ${target.biggestAlignment}`]
  assertInC(conditions, '', target.name)
})

testOnEvery('calling conventions that GCC knows make another type, and others do not', target => {
  const conditions = (['ms', 'sysv', 'cdecl', 'stdcall', 'fastcall', 'thiscall'] as const).map(name => {
    const attribute = name === 'ms' || name === 'sysv' ? `${name}_abi` : name
    const same = `__builtin_types_compatible_p(int (int), int __attribute__((${attribute})) (int))`
    return target.conventions.indexOf(name) > 0 ? `!${same}` : same
  })
  assertInC(conditions, '', target.name)
})

testOnEvery('vectors are aligned to their size, as far as the target goes', target => {
  const conditions = [1, 2, 4, 8, 16, 32, 64, 4096, 16384].map(size => {
    const vector = `char __attribute__((vector_size(${size})))`
    return `__alignof__(${vector}) == ${Math.min(size, target.vectorAlignment)}`
  })
  assertInC(conditions, '', target.name)
})

test('a target is found by its name', () => {
  assert.equal(targets['x86_64-linux'], x86_64_linux)
  for (const [name, target] of Object.entries(targets)) assert.equal(target.name, name)
  assert.equal(isTargetName('armhf-linux'), true)
  assert.equal(isTargetName('toString'), false)
})
