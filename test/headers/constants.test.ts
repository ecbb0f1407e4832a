import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseDeclarations } from '../../src/cdecl/parse.ts'
import { wrongConstants } from './constants.ts'

/** What is wrong where GCC reads one text, and we another. */
const wrong = (theirs: string, ours: string): string[] => {
  const headers = {
    prelude: theirs,
    flags: ['-undef', '-nostdinc'],
    target: 'x86_64-linux' as const,
    text: ours,
    macros: new Set<string>(),
  }
  // GCC defines __STDC__ and its kind whatever the flags.
  return wrongConstants(headers, parseDeclarations(ours)).filter(line => !line.startsWith('__STDC'))
}

test('constants of the same values and types are right', () => {
  const text = `
#define COUNT (3 + sizeof(int))
#define LOW (-0x7fffffff - 1)
#define HALF 0.5f
#define NAME "name \\"ä\\""
#define WIDE L"wide ä"
#define NOTHING
extern double variable, *pointer;
#define VARIABLE variable
#define POINTED (*pointer)
#define UNKNOWN undeclared
#define OTHER (
enum { RED, BLUE = -3 };
`
  assert.deepEqual(wrong(text, text), [])
})

/** GCC's text, ours, and what is said. */
const rows = [
  ['#define A 1', '#define A 2', /^A == 2ull .* static assertion failed/],
  ['#define A 1', '#define A -1', /^A == -0ll - 1 /],
  ['#define A 1', '#define A 1u', /__builtin_types_compatible_p\(__typeof__\(A\), unsigned int\)/],
  ['#define A 0.5', '#define A 0.25', /^A: 0.25 is 0.5 to GCC$/],
  ['#define A "a"', '#define A "b"', /^\(sizeof \*A == 1 .*"\\142".* static assertion failed/],
  ['#define A f()', '#define A 1', /^A == 1ull .* expression in static assertion is not constant$/],
  ['#define A 1', '#define A f()', /^A: 1 is a constant to GCC: /],
  ['#define A 1.5', '#define A f()', /^A: 1.5 is a constant to GCC: /],
  ['#define A "a"', '#define A f()', /^A: "a" is a constant to GCC: /],
  ['#define A 1', '', /^A: 1 is a constant to GCC: unknown$/],
  ['enum { A = 1 };', 'enum { A = 2 };', /^A == 2ull /],
] as const

test('a constant that is another to GCC, or to one of both alone, is found', () => {
  for (const [theirs, ours, expected] of rows) {
    const found = wrong(`${theirs}\n`, `${ours}\n`)
    assert.ok(found.length > 0 && found.some(line => expected.test(line)), `${theirs} ${ours} ${found}`)
  }
})
