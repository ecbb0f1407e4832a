import assert from 'node:assert/strict'
import { test } from 'node:test'
import { independentRefusals, refusals, sectionsOf } from './probe.ts'

const headers = {
  prelude: '#define THREE 3\n#define CALL f()\nstruct s { int a : 3, b : 5; };\n',
  flags: [],
  target: 'x86_64-linux',
} as const

test('each line that GCC refuses is known, with its complaint', () => {
  const lines = [
    'enum { A = (THREE) };',
    'enum { B = (CALL) };',
    '_Static_assert(sizeof(struct s) == 5, "");',
    'enum { C = (int) };',
    '_Static_assert(sizeof(struct s) == 4, "");',
  ]
  const refused = refusals(headers, lines)
  assert.deepEqual([...refused.keys()], [1, 2, 3])
  assert.match(refused.get(2)!, /static assertion failed/)
})

test('a line is refused for an undeclared name, though the line before was too', () => {
  const lines = ['enum { A = (undeclared) };', 'enum { A = (undeclared) };', 'enum { A = 2 };']
  assert.deepEqual([...independentRefusals(headers, lines).keys()], [0, 1])
})

test('an error in the headers themselves is no answer', () => {
  assert.throws(() => refusals({ ...headers, prelude: 'int f(;\n' }, []), /outside the probes: <stdin>:1/)
})

test('sections have the bytes that GCC gave them', () => {
  const lines = [
    'const struct s x __attribute__((section("one"))) = { .b = -1 };',
    'const short y[] __attribute__((section("two"))) = { 1, 2 };',
  ]
  const [one, two] = sectionsOf(headers, lines, ['one', 'two'])
  assert.deepEqual([...one!], [0xf8, 0, 0, 0])
  assert.deepEqual([...two!], [1, 0, 2, 0])
})

test('sections are those of lines that GCC accepts', () => {
  assert.throws(() => sectionsOf(headers, ['const struct s x;', 'const int y = CALL;'], ['x']), /const int y = CALL;\n/)
})
