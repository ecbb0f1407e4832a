import assert from 'node:assert/strict'
import { test } from 'node:test'
import { open, toObject } from 'cabi'

const { div, ldiv, lldiv, imaxdiv } = open(
  'libc.so.6',
  `
  typedef struct { int quot, rem; } div_t;
  typedef struct { long quot, rem; } ldiv_t;
  typedef struct { long long quot, rem; } lldiv_t;
  typedef struct { intmax_t quot, rem; } imaxdiv_t;
  div_t div(int numer, int denom);
  ldiv_t ldiv(long numer, long denom);
  lldiv_t lldiv(long long numer, long long denom);
  imaxdiv_t imaxdiv(intmax_t numer, intmax_t denom);
`,
)

const m = open(
  'm',
  `
  double _Complex csqrt(double _Complex z);
  double _Complex cexp(double _Complex z);
  double cabs(double _Complex z);
  float _Complex conjf(float _Complex z);
  long double _Complex cpowl(long double _Complex x, long double _Complex y);
  double lgamma(double x);
  extern int signgam;
`,
)

test('div and its kin return quotient and remainder by value', () => {
  assert.deepEqual(toObject(div(-7, 2)), { quot: -3, rem: -1 })
  assert.deepEqual(toObject(ldiv(10 ** 12, 7)), { quot: 142857142857, rem: 1 })
  assert.deepEqual(toObject(lldiv(-(2n ** 63n), 10)), { quot: -922337203685477580n, rem: -8n })
  assert.deepEqual(toObject(imaxdiv(2n ** 62n, 3n)), { quot: 1537228672809129301n, rem: 1n })
})

test('complex numbers of three precisions come and go by value', () => {
  assert.deepEqual(m['csqrt']({ re: -4, im: 0 }), { re: 0, im: 2 })
  assert.equal(m['cabs']({ re: 3, im: 4 }), 5)
  assert.deepEqual(m['conjf']({ re: 0.5, im: 0.25 }), { re: 0.5, im: -0.25 })
  const minusOne = m['cexp']({ re: 0, im: Math.PI })
  assert.equal(minusOne.re, -1)
  assert.ok(Math.abs(minusOne.im) < 1e-15)
  const square = m['cpowl']({ re: 0, im: 1 }, { re: 2, im: 0 })
  assert.ok(Math.abs(square.re + 1) < 1e-15)
})

test('lgamma leaves a sign in signgam, a variable of libm', () => {
  assert.equal(m['lgamma'](-0.5).toFixed(6), '1.265512')
  assert.equal(m['signgam'], -1)
  m['lgamma'](4)
  assert.equal(m['signgam'], 1)
})
