import assert from 'node:assert/strict'
import { constants } from 'node:os'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { type CFunction, c, cdef, open, Pointer, symbol } from '../index.ts'
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

const macros = `
  typedef void (*destructor)(void *);
  #define TRANSIENT ((destructor)-1)
  #define STATIC ((destructor)0)
  #define MARK ((void *)-2)
  #define MAX(a, b) ((a) > (b) ? (a) : (b))
  #define NOTHING_KNOWN UNKNOWN_NAME + 1
  int abs(int j);
  #define abs(j) ((j) < 0 ? -(j) : (j))
  void free(void *p);
  extern char **environ;
  #define environ environ
`

test('an address as a constant is a typed pointer, the null pointer null', () => {
  const library = open(null, macros)
  assert.ok(Pointer.isPointer(library['TRANSIENT']))
  assert.equal(String(library['TRANSIENT']), '(void (*)(void *)) 0xffffffffffffffff')
  assert.equal(library['TRANSIENT'].address, -1)
  assert.equal(library['MARK'].address, -2)
  assert.equal(library['TRANSIENT'], library['TRANSIENT'])
  assert.equal(library['STATIC'], null)
})

test('a pointer constant goes where its type is wanted', () => {
  const { signal, SIG_DFL, SIG_IGN } = open(
    null,
    `typedef void (*handler)(int);
     #define SIG_DFL ((handler)0)
     #define SIG_IGN ((handler)1)
     handler signal(int number, handler new);`,
  )
  const { SIGUSR2 } = constants.signals
  // Null for the null pointer. What it was before, Node and its runner decide.
  assert.equal(SIG_DFL, null)
  signal(SIGUSR2, SIG_IGN)
  assert.equal(signal(SIGUSR2, null).address, SIG_IGN.address)
})

test('a pointer constant to one kind of function is refused where another is wanted', () => {
  const { TRANSIENT } = open(null, macros)
  const { signal, strtol } = open(
    null,
    `typedef void (*handler)(int);
     handler signal(int number, handler new);
     long strtol(const char *s, char **end, int base);`,
  )
  assert.throws(() => signal(constants.signals.SIGUSR2, TRANSIENT), {
    code: 'ERR_CABI_ARG_TYPE',
    message:
      "signal: argument 2 (new) is 'handler': expected a function, a Pointer to 'void (int)' or null, got Pointer (void (*)(void *)) 0xffffffffffffffff",
  })
  assert.throws(() => strtol('1', TRANSIENT, 10), { code: 'ERR_CABI_ARG_TYPE', parameter: 'end' })
})

test('a macro that is no constant is an error where it is read, and nowhere else', () => {
  const library = open(null, macros)
  assert.ok(Object.keys(library).includes('NOTHING_KNOWN'))
  const read = () => library['NOTHING_KNOWN']
  for (let i = 0; i < 2; i++) {
    assert.throws(read, (error: Error & { code?: string; line?: number }) => {
      assert.match(String(error.code), /^ERR_CABI_(UNSUPPORTED|SYNTAX)$/)
      assert.match(error.message, /^<declarations>:7:/)
      assert.match(error.stack!, /namespace\.test/)
      return true
    })
  }
  assert.throws(() => symbol(library, 'NOTHING_KNOWN'), { line: 7 })
})

test('a macro with parameters is not to be seen, and says what it is when used', () => {
  const library = open(null, macros)
  assert.equal(Object.keys(library).includes('MAX'), false)
  assert.equal('MAX' in library, true)
  for (const use of [() => library['MAX'](1, 2), () => symbol(library, 'MAX'), () => cdef(macros)['MAX']]) {
    assert.throws(use, {
      name: 'CabiError',
      code: 'ERR_CABI_UNSUPPORTED',
      message: "'MAX' is a macro with parameters, not a function: no library has it; write in JavaScript what it does",
    })
  }
})

test('a function wins over a macro with parameters of its name', () => {
  const library = open(null, macros)
  assert.equal((library['abs'] as CFunction)(-3), 3)
  assert.ok(Object.keys(library).includes('abs'))
})

test('a variable wins over a macro of its name', () => {
  const library = open(null, macros)
  assert.ok(Object.keys(library).includes('environ'))
  assert.match(`${library['environ']}`, /^\(char \*\*\) 0x[0-9a-f]+$/)
})

test('console.log of a library touches nothing and shows no macro with parameters', () => {
  assert.equal(
    inspect(open(null, '#define F(x) x\n#define G H I\nextern int v; int absent(void);')),
    "library 'this process' { G, v, absent }",
  )
})

test('with now, neither macros nor types are touched; what a library lacks is missed, variables too', () => {
  assert.equal(open(null, macros, { now: true })['abs'](-1), 1)
  assert.throws(() => open(null, 'extern int no_such_variable;', { now: true }), {
    code: 'ERR_CABI_SYMBOL_NOT_FOUND',
    symbol: 'no_such_variable',
  })
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
