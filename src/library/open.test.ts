import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileFixture } from '../../test/fixture.ts'
import { type CFunction, c, cdef, close, find, open, symbol } from '../index.ts'

const fixture = compileFixture(new URL('./open.c', import.meta.url))

test('a library is opened by path, soname, short name, candidates or platform; null is this process', () => {
  const cos = 'double cos(double x);'
  for (const library of [find('m'), 'libm.so.6', 'm', ['libnosuch.so.9', 'libm.so.6'], { linux: 'm', darwin: 'x' }]) {
    assert.equal(open(library, cos)['cos'](0), 1)
  }
  assert.equal(open(null, 'int getpid(void);')['getpid'](), process.pid)
})

test('declarations are C text, what cdef made of it, or signatures', () => {
  const parsed = cdef('enum { ONE = 1 }; int abs(int j);')
  const signatures = { abs: c.fn(c.int, [c.int]) }
  assert.equal(open(null, 'int abs(int j);')['abs'](-1), 1)
  assert.equal(open(null, parsed)['abs'](-1), 1)
  assert.equal(open(null, parsed)['ONE'], 1)
  assert.equal(open(null, signatures)['abs'](-1), 1)
})

test('one set of declarations serves several libraries', () => {
  const parsed = cdef('int counter(void);')
  const first = open(fixture, parsed)
  const second = open(fixture, parsed)
  const start: number = first['counter']()
  assert.equal(second['counter'](), start + 1)
  close(first)
  assert.equal(second['counter'](), start + 2)
})

test('a missing library is an error with everything tried and the words of the loader', () => {
  assert.throws(() => open('nosuchlibrary', ''), {
    name: 'CabiError',
    code: 'ERR_CABI_LIBRARY_NOT_FOUND',
    message: /nosuchlibrary[\s\S]*libnosuchlibrary\.so[\s\S]*cannot open shared object file/,
  })
})

test('what is wrong in the text is said with line and column, before any library is opened', () => {
  assert.throws(() => open('nosuchlibrary', 'int f(int;\n'), { code: 'ERR_CABI_SYNTAX', line: 1, column: 10 })
  assert.throws(() => cdef('int f(int;', { source: 'my.h' }), { message: /^my\.h:1:10: / })
})

test('a text may be parsed for another target, and then not be opened', () => {
  const parsed = cdef('typedef long word;\n#define BITS (8 * sizeof(word))\nint getpid(void);', {
    target: 'i386-linux',
  })
  assert.equal(parsed['BITS'], 32)
  assert.throws(() => open(null, parsed), {
    name: 'TypeError',
    code: 'ERR_CABI_ARG_TYPE',
    message: 'declarations: they are for i386-linux, and calls are made on x86_64-linux',
  })
  assert.equal(open(null, cdef('int getpid(void);', { target: 'x86_64-linux' }))['getpid'](), process.pid)
})

test('close makes functions throw, those taken out before too; the code stays', () => {
  const library = open(fixture, 'int counter(void); int never_touched(void); int tell(const char *format, ...);')
  const counter: CFunction = library['counter']
  const { raw } = counter
  const start = counter() as number
  close(library)
  close(library)
  for (const call of [counter, raw, () => library['counter'](), () => library['never_touched']]) {
    assert.throws(call, { name: 'CabiError', code: 'ERR_CABI_CLOSED' })
  }
  assert.throws(() => counter('too', 'many'), {
    message: `counter: the library '${fixture}' was closed`,
    function: 'counter',
  })
  assert.equal(open(fixture, 'int counter(void);')['counter'](), start + 1)
})

test('a library closes itself at the end of its scope', () => {
  let counter: CFunction
  {
    using library = open(fixture, 'int counter(void);')
    counter = library['counter']
    counter()
  }
  assert.throws(() => counter(), { code: 'ERR_CABI_CLOSED' })
})

test('with unload the code goes too, and a new one starts afresh', () => {
  const copy = compileFixture(new URL('./open.c', import.meta.url), ['-DCOPY'])
  const first = open(copy, 'int counter(void);', { unload: true })
  assert.deepEqual([first['counter'](), first['counter']()], [1, 2])
  close(first)
  assert.throws(() => first['counter'](), { code: 'ERR_CABI_CLOSED' })
  const second = open(copy, 'int counter(void);', { unload: true })
  assert.equal(second['counter'](), 1)
  close(second)
})

test('symbols are looked up when touched, or all at once with now', () => {
  const text = 'int counter(void); int no_such_function(void);'
  assert.equal(typeof open(fixture, text)['counter'](), 'number')
  assert.throws(() => open(fixture, text, { now: true }), {
    code: 'ERR_CABI_SYMBOL_NOT_FOUND',
    symbol: 'no_such_function',
  })
})

test('a global library lends its symbols to those opened later, as C would', () => {
  const lender = compileFixture(new URL('./open.c', import.meta.url), ['-DLENDER'])
  const borrower = compileFixture(new URL('./open.c', import.meta.url), ['-DBORROWER'])
  assert.throws(() => open(borrower, 'int borrow(void);', { now: true }), {
    code: 'ERR_CABI_LIBRARY_NOT_FOUND',
    message: /lent/,
  })
  open(lender, '', { global: true })
  assert.equal(open(borrower, 'int borrow(void);', { now: true })['borrow'](), 42)
})

test('without the guard, functions work as with it', () => {
  const library = open(null, 'int abs(int j); int snprintf(char *s, size_t n, const char *f, ...);', { guard: false })
  assert.equal(library['abs'](-2), 2)
  assert.equal(library['snprintf'](new Uint8Array(8), 8, '%d', 12), 2)
})

test("int64: 'number' is for all functions of the library", () => {
  const library = open(null, 'long long llabs(long long j); long labs(long j);', { int64: 'number' })
  assert.equal(library['llabs'](-5), 5)
  assert.equal(library['labs'](-5n), 5)
  assert.equal(library['llabs'].raw(-5), 5n)
  assert.throws(() => library['llabs'](2n ** 60n), { code: 'ERR_CABI_RESULT_RANGE', result: 2n ** 60n })
})

test('an address is the one that the loader gives everybody', () => {
  const address: number = open('libc.so.6', 'int abs(int j);')['abs'].address
  assert.equal(open(null, 'int abs(int j);')['abs'].address, address)
})

test('symbol has every declared name, also what no object should have', () => {
  const library = open(fixture, 'int then(void); int __proto__(void); int counter(void); enum { FIVE = 5 };')
  assert.equal((symbol(library, 'then') as CFunction)(), 1)
  assert.equal((symbol(library, '__proto__') as CFunction)(), 2)
  assert.equal(symbol(library, 'FIVE'), 5)
  assert.throws(() => symbol(library, 'countre'), {
    code: 'ERR_CABI_SYMBOL_NOT_FOUND',
    message: `there is no symbol 'countre' in the declarations for '${fixture}'; did you mean 'counter'?`,
  })
})

test('wrong arguments are refused in words', () => {
  const refusals: readonly (readonly [call: () => unknown, message: string])[] = [
    [
      () => open(null, undefined as never),
      'declarations: expected C text, the result of cdef, or an object of signatures, got undefined',
    ],
    [() => open(null, { f: 1 } as never), "declarations: 'f': expected a C type such as c.int or lib.name, got 1"],
    [() => open(null, { f: c.int }), "declarations: 'f': expected a function type, got 'int'"],
    [() => open(null, { 'a b': c.fn(c.int, []) }), "declarations: 'a b': expected a C identifier as its name"],
    [
      () => open(null, '', { gaurd: true } as never),
      "options: there is no 'gaurd'; known are stack, guard, now, global, unload, int64",
    ],
    [
      () => open(undefined as never, ''),
      "library: expected null, a path, a soname ('libm.so.6'), a short name ('m'), { linux, darwin, win32 } or an array of candidates, got undefined",
    ],
    [() => cdef(5 as never), 'cdef: expected C text, got 5'],
    [() => cdef('', null as never), 'cdef: expected options as an object, got null'],
    [() => close({}), 'close: expected a library from open(), got {}'],
    [() => close(cdef('')), 'close: expected a library from open(), got [Object: null prototype] {}'],
    [() => symbol(null as never, 'f'), 'symbol: expected a library from open(), got null'],
    [() => symbol(open(null, ''), 5 as never), 'symbol: expected a name, got 5'],
  ]
  for (const [call, message] of refusals) assert.throws(call, { name: 'TypeError', code: 'ERR_CABI_ARG_TYPE', message })
})
