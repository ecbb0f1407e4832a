import assert from 'node:assert/strict'
import { test } from 'node:test'
import { complaints } from '../../../test/oracle/gcc.ts'
import { printType } from '../../ctype/print.ts'
import { targets, x86_64_linux } from '../../ctype/target.ts'
import { bareType } from '../../ctype/type.ts'
import { CabiError } from '../../error.ts'
import { parseDeclarations } from '../parse.ts'
import { modeNamed } from './machine-mode.ts'

test('vector modes are those of GCC', () => {
  const elements = ['QI', 'HI', 'SI', 'DI', 'TI', 'SF', 'DF']
  const modes = [1, 2, 3, 4, 8, 16, 64, 256, 512].flatMap(count => elements.map(element => `V${count}${element}`))
  const base = (mode: string) => (mode.endsWith('F') ? 'float' : 'int')
  const wrong = complaints(
    modes.map((mode, i) => `typedef ${base(mode)} t${i} __attribute__((mode(${mode})));`).join('\n'),
    ['-w'],
  )
  assert.deepEqual(
    modes.filter(mode => modeNamed(mode, x86_64_linux) === undefined),
    modes.filter((_, i) => wrong.has(i + 1)),
  )
})

/** The types of a mode on each target, in their order. */
function types(base: string, mode: string): string {
  const onTarget = Object.values(targets).map(target => {
    try {
      const text = `typedef ${base} t __attribute__((mode(${mode})));`
      return printType(bareType(parseDeclarations(text, { target }).types.get('t')!))
    } catch (error) {
      if (error instanceof CabiError) return '-'
      throw error
    }
  })
  return onTarget.join(', ')
}

test('a mode is the first type of its size on every target', () => {
  assert.equal(types('int', 'DI'), 'long, long long, long, long long, long long')
  assert.equal(types('int', 'word'), 'long, long long, long, int, int')
  assert.equal(
    types('unsigned', 'pointer'),
    'unsigned long, unsigned long long, unsigned long, unsigned int, unsigned int',
  )
  assert.equal(types('int', 'TI'), '__int128, __int128, __int128, -, -')
  assert.equal(types('float', 'XF'), 'long double, long double, -, long double, -')
  assert.equal(types('float', 'TF'), '_Float128, _Float128, long double, _Float128, -')
})
