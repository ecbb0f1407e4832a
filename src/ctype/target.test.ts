import { test } from 'node:test'
import { assertInC } from '../../test/oracle/gcc.ts'
import { x86_64_linux } from './target.ts'

const spelling = (name: string) => (name === 'pointer' ? 'void *' : name)

test('sizes on x86-64 Linux are GCC’s', () => {
  assertInC(Object.entries(x86_64_linux.size).map(([name, size]) => `sizeof(${spelling(name)}) == ${size}`))
})

test('alignments on x86-64 Linux equal the sizes', () => {
  assertInC(Object.keys(x86_64_linux.size).map(name => `_Alignof(${spelling(name)}) == sizeof(${spelling(name)})`))
})

test('char on x86-64 Linux has the sign GCC gives it', () => {
  assertInC([`((char)-1 < 0) == ${x86_64_linux.charIsSigned}`])
})
