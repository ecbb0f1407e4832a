import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseDeclarations } from '../../src/cdecl/parse.ts'
import { differences } from './same-declarations.ts'

const between = (a: string, b: string) => differences(parseDeclarations(a), parseDeclarations(b))

test('a text declares the same as itself, with types that contain pointers to themselves', () => {
  const text = `
    struct list { struct list *next; struct tree *tree; };
    struct tree { struct list *children; enum color { RED, BLUE } color; union { int a : 3; float b; }; };
    typedef struct { int x; } point, other;
    point origin; other f(point (*)[3], const char *, ...);`
  assert.deepEqual(between(text, text), [])
})

/** One difference a row. */
const different = [
  ['int f(int a);', 'int f(int b);', 'function f'],
  ['int f(int a);', 'int f(int a, ...);', 'function f'],
  ['int f();', 'int f(void);', 'function f'],
  ['int f(void);', '', 'function f'],
  ['', 'int f(void);', 'function f'],
  ['extern int v;', 'extern const int v;', 'variable v'],
  ['extern int v;', 'extern int v __asm__("w");', 'variable v'],
  ['struct s { int a; };', 'struct s;', 'struct s'],
  ['struct s { int a; };', 'struct s { long a; };', 'struct s'],
  ['struct s { int a : 3; };', 'struct s { int a : 4; };', 'struct s'],
  ['struct s { struct s *next; };', 'struct s { const struct s *next; };', 'struct s'],
  ['enum e { A };', 'enum e { A = 1 };', 'enum e'],
  ['typedef int t[2];', 'typedef int t[3];', 'typedef t'],
  ['typedef struct { int x; } s, t;', 'typedef struct { int x; } s; typedef struct { int x; } t;', 'typedef t'],
] as const

test('what differs is told by name', () => {
  for (const [a, b, name] of different) assert.deepEqual(between(a, b), [name], `${a} ${b}`)
})
