import assert from 'node:assert/strict'
import { test } from 'node:test'
import { c, open } from '../index.ts'

const declarations = `
  struct point { int x, y; };
  union either { int i; double d; };
  struct opaque;
  typedef struct point point_t;
  typedef int four __attribute__((vector_size(16)));
  enum wide : __int128 { WIDE = 1 };
`

/** What touching `abs`, declared as `text`, throws. */
function refusal(text: string): string {
  const library = open(null, `${declarations}${text}; int getpid(void);`)
  assert.equal(library['getpid'](), process.pid)
  try {
    return String(library['abs'])
  } catch (error) {
    const { code, message } = error as Error & { code: string }
    return `${code} ${message}`
  }
}

const refused: readonly (readonly [text: string, message: string])[] = [
  ['int abs(struct opaque o)', "argument 1 (o) is 'struct opaque': its definition is missing"],
  ['int abs(int, struct opaque)', "argument 2 is 'struct opaque': its definition is missing"],
  ['int abs(_Float16 x)', "argument 1 (x) is '_Float16': _Float16 by value is not supported yet"],
  ['int abs(_Float128 x)', "argument 1 (x) is '_Float128': _Float128 by value is not supported yet"],
  ['struct opaque abs(int j)', "the result is 'struct opaque': its definition is missing"],
  ['_Float16 abs(int j)', "the result is '_Float16': _Float16 by value is not supported yet"],
  [
    'int abs(const char *format, va_list values)',
    "argument 2 (values) is 'va_list': a va_list is made by C alone, from the arguments of a variadic function: call the variadic form instead",
  ],
  ['int abs(int j) __attribute__((ms_abi))', "the calling convention 'ms_abi' is not supported yet"],
  ['int abs(struct opaque p, ...)', "argument 1 (p) is 'struct opaque': its definition is missing"],
]

for (const [text, message] of refused) {
  test(`'${text}' is refused when touched, and the rest of its library is not`, () => {
    assert.equal(refusal(text), `ERR_CABI_UNSUPPORTED abs: ${message}`)
  })
}

const accepted = [
  'int abs(struct point p)',
  'union either abs(point_t p)',
  'long double abs(long double x)',
  'float _Complex abs(__int128 n)',
  'four abs(four v)',
  'int abs(enum wide w)',
  'int abs(_Float32 x, _Float64 y)',
  'int abs(struct opaque *o)',
  'int abs(long double *x)',
  'int abs(va_list *values)',
  'int abs(double _Complex z[2])',
  'int abs(int (*f)(struct point))',
  'struct opaque *abs(union either *)',
  'int abs(int j) __attribute__((sysv_abi))',
  'enum { A } abs(_Bool b)',
]

for (const text of accepted) {
  test(`'${text}' is not refused: it can be called`, () => {
    assert.doesNotMatch(refusal(text), /^ERR/)
  })
}

test('the error has the function, the parameter and the type as properties', () => {
  const library = open(null, `${declarations} int abs(int a, struct opaque b); struct opaque labs(long);`)
  assert.throws(() => library['abs'], {
    name: 'CabiError',
    code: 'ERR_CABI_UNSUPPORTED',
    function: 'abs',
    parameter: 'b',
    type: 'struct opaque',
  })
  assert.throws(() => library['labs'], { function: 'labs', type: 'struct opaque' })
})

test('a variable argument that cannot be passed is refused with its place', () => {
  const { fcntl } = open(null, 'int fcntl(int fd, int cmd, ...);')
  for (const [value, message] of [
    [c._Float128(1), "fcntl: argument 3 is '_Float128': _Float128 by value is not supported yet"],
    [c._Float16(1), "fcntl: argument 3 is '_Float16': _Float16 by value is not supported yet"],
  ] as const) {
    assert.throws(() => fcntl(0, 1, value), { code: 'ERR_CABI_UNSUPPORTED', message, function: 'fcntl', parameter: 3 })
  }
})

test('with now, symbols are looked up and nothing else is refused', () => {
  const library = open(null, `${declarations} struct opaque abs(int j); int getpid(void);`, { now: true })
  assert.equal(library['getpid'](), process.pid)
  assert.throws(() => library['abs'], { code: 'ERR_CABI_UNSUPPORTED' })
})
