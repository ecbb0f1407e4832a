import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseDeclarations } from '../../src/cdecl/parse.ts'
import { wrongLayouts } from './layouts.ts'

/** What is wrong where GCC reads one text, and we another. */
const wrong = (theirs: string, ours: string): string[] =>
  wrongLayouts(
    { prelude: theirs, flags: [], target: 'x86_64-linux', text: ours, macros: new Set() },
    parseDeclarations(ours),
  )

test('structs with and without names, and members of members, are where GCC has them', () => {
  const text = `
struct plain { char c; long l; short s[3]; };
typedef struct { struct { int a; struct { char b; double c; } inner[2]; } *outer; } unnamed;
struct nested { char tag; union { int i; struct { char a; int b : 3, c : 9, : 0, d : 5; }; }; _Bool flag : 1; };
struct flexible { int n; struct { char c; int i; } items[]; };
extern struct { char c; long l; } variable;
`
  assert.deepEqual(wrong(text, text), [])
})

/** GCC's text, ours, and what is said. */
const rows = [
  ['struct s { int a; };', 'struct s { long a; };', /^sizeof\(struct s\) == 8 .* static assertion failed/],
  ['struct s { int a, b; };', 'struct s { long a; };', /^_Alignof\(struct s\) == 8 /],
  ['struct s { int b, a; };', 'struct s { int a, b; };', /^__builtin_offsetof\(struct s, a\) == 0 /],
  ['struct s { struct { int b, a; }; };', 'struct s { struct { int a, b; }; };', /offsetof\(struct s, a\) == 0 /],
  ['typedef struct { int b, a; } *s;', 'typedef struct { int a, b; } *s;', /offsetof\(__typeof__\(.*\), a\) == 0 /],
  ['struct s { int a : 4, b : 4; };', 'struct s { int a : 5, b : 3; };', /^struct s.a: bits 0 to 3, not 0 to 4$/],
  ['struct s { int b : 4, a : 4; };', 'struct s { int a : 4, b : 4; };', /^struct s.a: bits 4 to 7, not 0 to 3$/],
  ['typedef int t;', 'typedef long t;', /^sizeof\(t\) == 8 /],
] as const

test('a size, an alignment or a place that is another to GCC is found', () => {
  for (const [theirs, ours, expected] of rows) {
    const found = wrong(`${theirs}\n`, ours)
    assert.ok(
      found.some(line => expected.test(line)),
      `${theirs} ${ours} ${found}`,
    )
  }
})
