import assert from 'node:assert/strict'
import { test } from 'node:test'
import { c, cdef, open, symbol } from '../index.ts'
import { ctypeOf } from '../memory/type-handle.ts'

const library = open(
  null,
  `typedef int number;
   typedef unsigned int uint;
   enum color { RED, GREEN = 5, BLUE };
   struct opaque;
   union either;
   #define ANSWER 42
   #define BIG 0xffffffffffffffff
   #define NEGATIVE -1
   #define HALF 0.5
   #define GREETING "hello"
   int abs(int j);
   #define abs 7
   int then(void);
   int getpid(void);
   int absent_function(void);`,
)

test('it has no prototype and nothing that was not declared', () => {
  assert.equal(Object.getPrototypeOf(library), null)
  assert.equal('toString' in library, false)
  assert.equal(library['constructor'], undefined)
  assert.equal(library['nothing'], undefined)
})

test('its names can be listed without touching a symbol', () => {
  const names = Object.keys(library).sort()
  assert.ok(names.includes('absent_function'))
  assert.deepEqual(
    names.filter(name => name !== 'absent_function'),
    [
      'ANSWER',
      'BIG',
      'BLUE',
      'GREEN',
      'GREETING',
      'HALF',
      'NEGATIVE',
      'RED',
      'abs',
      'enum color',
      'getpid',
      'number',
      'struct opaque',
      'uint',
      'union either',
    ].sort(),
  )
})

test('constants are values: numbers where they are exact, else bigints', () => {
  const { RED, GREEN, BLUE, ANSWER, BIG, NEGATIVE, HALF, GREETING } = library
  assert.deepEqual(
    [RED, GREEN, BLUE, ANSWER, BIG, NEGATIVE, HALF, GREETING],
    [0, 5, 6, 42, 2n ** 64n - 1n, -1, 0.5, 'hello'],
  )
})

test('typedef names and tags are types', () => {
  assert.equal(String(library['number']), 'number')
  assert.equal(String(library['struct opaque']), 'struct opaque')
  assert.equal(ctypeOf(library['enum color'], 'test').kind, 'enum')
  assert.equal(String(c.pointer(library['union either'])), 'union either *')
  assert.equal(library['number'], library['number'])
})

test('a function wins over a macro of its name', () => {
  assert.equal(library['abs'](-3), 3)
})

test('functions are found when first touched, and stay the same', () => {
  assert.equal(library['getpid'](), process.pid)
  assert.equal(library['getpid'], library['getpid'])
  assert.throws(() => library['absent_function'], { code: 'ERR_CABI_SYMBOL_NOT_FOUND', symbol: 'absent_function' })
})

test('then is no property, so that a namespace is no promise; symbol has it', async () => {
  assert.equal('then' in library, false)
  assert.equal(await library, library)
  assert.throws(() => symbol(library, 'then'), { code: 'ERR_CABI_SYMBOL_NOT_FOUND', symbol: 'then' })
  assert.equal(symbol(library, 'getpid'), library['getpid'])
  assert.equal(symbol(library, 'ANSWER'), 42)
})

test('what a text declares without a library are its types and constants', () => {
  const parsed = cdef('typedef long word; enum { A = 1, B };\n#define C 3\nint getpid(void);')
  assert.deepEqual(Object.keys(parsed).sort(), ['A', 'B', 'C', 'word'])
  assert.deepEqual([parsed['A'], parsed['B'], parsed['C']], [1, 2, 3])
})

test('a namespace of a thousand names works as a small one', () => {
  const text = Array.from({ length: 1200 }, (_, i) => `enum { CONSTANT_${i} = ${i} };`).join('\n')
  const large = open(null, `${text} int getpid(void);`)
  assert.equal(large['CONSTANT_1199'], 1199)
  assert.equal(large['getpid'](), process.pid)
})

test('its properties cannot be replaced', () => {
  assert.throws(() => Object.assign(library, { ANSWER: 1 }), TypeError)
  assert.throws(() => Object.defineProperty(library, 'getpid', { value: 1 }), TypeError)
})
