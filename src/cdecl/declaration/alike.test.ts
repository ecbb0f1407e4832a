import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Declarations } from '../declarations.ts'
import { parseDeclarations } from '../parse.ts'
import { complaint, printed } from '../testing.ts'

const isShared = ({ functions }: Declarations, a: string, b: string) =>
  functions.get(a)!.type === functions.get(b)!.type

test('prototypes that differ in nothing but the name share their type, and each has its own place', () => {
  const declared = parseDeclarations(
    'int f(int a);\nchar *g(void);\n  int second(int a);int third(int a) ;int f3(int a);',
  )
  assert.ok(isShared(declared, 'f', 'second'))
  assert.ok(isShared(declared, 'f', 'f3'))
  assert.ok(!isShared(declared, 'f', 'third'))
  const { name, symbol, position, isInternal } = declared.functions.get('second')!
  assert.deepEqual([name, symbol, isInternal], ['second', 'second', false])
  assert.deepEqual([position.line, position.column], [3, 7])
  assert.deepEqual(
    declared.order.map(d => d.kind !== 'tag' && d.name),
    ['f', 'g', 'second', 'third', 'f3'],
  )
})

test('with extern, structs and pointers to functions too', () => {
  for (const [before, after] of [
    ['extern int ', '(int);'],
    ['struct s *', '(struct s *, int (*)(const char *, ...));'],
    ['unsigned\n  long // two words\n  ', '(\n  size_t size /* in bytes */\n);'],
  ]) {
    // What a text says first may declare a tag as well.
    const text = `${before}a${after} ${before}b${after} ${before}c${after}`
    const declared = parseDeclarations(text)
    assert.ok(isShared(declared, 'b', 'c'), text)
    assert.deepEqual(printed(text), printed(text.replaceAll(/(?=\b[abc]\()/g, '(').replaceAll(/(?<=\b[abc])\(/g, ')(')))
  }
})

test('what says more than a type is read each time', () => {
  const both = (declaration: string) => `${declaration} ${declaration.replace(' a', ' b')}`
  const declared = parseDeclarations(`
    ${both('static int a(short);')} ${both('inline int a(long);').replaceAll(/\b([ab])\(/g, '$11(')}
    [[deprecated]] int a2(char); [[deprecated]] int b2(char);
    int a3(float) __asm__("a4"); int b3(float) __asm__("b4");
    int a5(double), a6; int b5(double), b6;`)
  const f = (name: string) => declared.functions.get(name)!
  assert.deepEqual([f('a').isInternal, f('b').isInternal], [true, true])
  assert.deepEqual([f('a2').deprecated, f('b2').deprecated], ['', ''])
  assert.deepEqual([f('a3').symbol, f('b3').symbol], ['a4', 'b4'])
  assert.deepEqual([...declared.variables.keys()], ['a6', 'b6'])
})

test('the same text has its meaning of then where that has changed', () => {
  assert.deepEqual(printed('int f(bool); typedef int bool; int g(bool); int h(bool);'), [
    'int f(bool)',
    'int g(bool)',
    'int h(bool)',
    'typedef int bool',
  ])
  const { functions } = parseDeclarations('int f(bool); typedef int bool; int g(bool);')
  assert.notDeepEqual(functions.get('f')!.type, functions.get('g')!.type)
  assert.deepEqual(printed('int f(int);\n#define int long\nint g(int);'), ['int f(int)', 'long g(long)'])
  assert.deepEqual(printed('int f(\n#define A int\nA);int g(\n#define A int\nA);'), ['int f(int)', 'int g(int)'])
})

test('a name that has a meaning has it here too', () => {
  assert.equal(complaint('int f(int); int f2(int); int int(int);'), "syntax 1:30: 'int' cannot be combined with 'int'")
  assert.equal(
    complaint('int f(size_t); int size_t(size_t); int g(size_t);'),
    "syntax 1:42: 'size_t' is not a type but declared as a function",
  )
  assert.equal(
    complaint('typedef int t; int f(int); int t(int);'),
    "syntax 1:32: conflicting declarations of 't': 'typedef int t' at x.h:1:13, now 'int t(int)'",
  )
  assert.equal(
    complaint('int x; int f(int); int x(int);'),
    "syntax 1:24: conflicting declarations of 'x': 'int x' at x.h:1:5, now 'int x(int)'",
  )
  assert.deepEqual(printed('#define g h\nint f(int); int g(int);'), ['int f(int)', 'int h(int)'])
  assert.throws(() => printed('int f(int); int linux(int);'), /<built-in>:\d+:\d+: expected a name, found '1'/)
  assert.deepEqual(printed('int f(int); int f(int); int g(int a); int g(int);'), ['int f(int)', 'int g(int a)'])
})

test('a struct that is defined on the way is defined once', () => {
  for (const open of ['{', '<%']) {
    const text = `int f(struct s ${open} int x; } *);`
    const again = `syntax 1:${text.length + 15}: 'struct s' is defined already, at x.h:1:14`
    assert.equal(complaint(`${text} ${text.replace('f', 'g')}`), again)
  }
})

test('each struct without a tag is another one', () => {
  for (const body of ['struct { int x; }', 'struct <% int x; %>', 'union { int x; }']) {
    const { functions } = parseDeclarations(`${body} *f(int); ${body} *g(int);`)
    assert.notEqual(functions.get('f')!.type.result, functions.get('g')!.type.result, body)
  }
  assert.equal(
    complaint('int f(enum { A } a); int g(enum { A } a);'),
    "syntax 1:35: conflicting declarations of 'A': 'enumerator A = 0' at x.h:1:14, now 'enumerator A = 0'",
  )
})

test('what ends elsewhere than at its first semicolon is read each time', () => {
  assert.deepEqual(printed('int f(int /* ; */); int g(int /* ; */); int h(int // ;\n); int i(int // ;\n);'), [
    'int f(int)',
    'int g(int)',
    'int h(int)',
    'int i(int)',
  ])
  assert.equal(
    complaint('int f(int); int g(int)'),
    "syntax 1:23: expected ';' after a declaration, found the end of the text",
  )
})

test('one in a macro ends where that does', () => {
  const functions = ['int f(int)', 'int g(int)', 'int h(int)']
  assert.deepEqual(printed('#define A int g\nint f(int);A(int);int h(int);'), functions)
  assert.deepEqual(printed('#define A int g(int);\nint f(int);A int h(int);'), functions)
})
