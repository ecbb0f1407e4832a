import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseDeclarations } from '../../src/cdecl/parse.ts'
import { missingDeclarations } from './inventory.ts'

const text = `
int f(int);
extern int v;
struct s { int a; };
typedef struct { int b; } t;
enum e { A, B = -1 };
`

/** What is missing where GCC reads the text, and we another. */
const missing = (ours: string): string[] => {
  const headers = { prelude: text, flags: [], target: 'x86_64-linux', text, macros: new Set<string>() } as const
  return missingDeclarations(headers, parseDeclarations(ours))
}

test('nothing is missing of a text', () => {
  assert.deepEqual(missing(text), [])
})

test('each thing that is not declared is told by name', () => {
  assert.deepEqual(missing('').sort(), ['const A', 'const B', 'func f', 'type e', 'type s', 'type t', 'var v'])
})
