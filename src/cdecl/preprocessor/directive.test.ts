import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseDeclarations } from '../parse.ts'
import { complaint, printed } from '../testing.ts'

test('a lone # is allowed', () => {
  assert.deepEqual(printed('#\n  # // nothing\nint f(void);'), ['int f(void)'])
})

test('warnings, identifications and unknown pragmas are ignored', () => {
  const text = `#warning don't do "this\n#ident "$Id$"\n#sccs "x"\n#pragma once\n#pragma GCC diagnostic push\n#pragma\nint f(void);`
  assert.deepEqual(printed(text), ['int f(void)'])
})

test('headers whose types are built in may be included, and bring their macros', () => {
  const headers = 'float.h iso646.h limits.h stdalign.h stdarg.h stdbool.h stddef.h stdint.h stdnoreturn.h sys/types.h'
  const text = headers
    .split(' ')
    .map(name => `#include <${name}>\n`)
    .join('')
  assert.deepEqual(printed(`${text}enum { A = INT16_MAX, B = UCHAR_MAX };\nint f(size_t n, uint8_t c, off_t o);`), [
    'int f(size_t n, uint8_t c, off_t o)',
    'A = 32767 (int)',
    'B = 255 (int)',
  ])
  assert.deepEqual(printed('#include "stdint.h" // own\nint8_t f(void);'), ['int8_t f(void)'])
})

test('what no header brought is not there', () => {
  assert.equal(complaint('enum { A = INT16_MAX };'), "syntax 1:12: unknown constant 'INT16_MAX'")
})

test('the limits of plain char are those of the target', () => {
  const text = '#include <limits.h>\n#if CHAR_MIN < 0\nint f(void);\n#else\nint g(void);\n#endif'
  assert.deepEqual([...parseDeclarations(text).functions.keys()], ['f'])
})

const instead = "is not supported, as no files are read: paste what it declares, or what 'cc -E' makes of the text"

const refused = [
  ['#foo', "syntax 1:1: unknown directive '#foo'"],
  ['#!/bin/sh', "syntax 1:1: unknown directive '#!'"],
  ['#elsif X', "syntax 1:1: unknown directive '#elsif'"],
  ['# "x"', `syntax 1:1: unknown directive '#"x"'`],
  ['#error', 'syntax 1:1: #error'],
  ["int f(void);\n # error don't  do // this", "syntax 2:2: #error don't  do"],
  ['int f(void);\n  #  include <stdio.h>', `unsupported 2:3: '#include <stdio.h>' ${instead}`],
  ['#include "a b.h" x', `unsupported 1:1: '#include "a b.h"' ${instead}`],
  ['#include_next <x.h>', `unsupported 1:1: '#include_next <x.h>' ${instead}`],
  ['#import <x.h>', `unsupported 1:1: '#import <x.h>' ${instead}`],
  ['#include', "syntax 1:9: expected a header after '#include', found the end of the line"],
  ['#include <stdio.h', "syntax 1:10: unterminated header name after '#include'"],
  ['#include X', "syntax 1:10: expected a header after '#include', found 'X'"],
  ['#embed "x"', "unsupported 1:1: '#embed' is not supported"],
  ['#assert a(b)', "unsupported 1:1: '#assert' is not supported"],
  ['#unassert a', "unsupported 1:1: '#unassert' is not supported"],
  [
    '#include <stdint.h>\nenum { A = INT8_C(1) };',
    "unsupported 2:12: the function-like macro 'INT8_C', defined at <built-in>:LINE:1, is not supported",
  ],
] as const

for (const [text, expected] of refused) {
  test(`${JSON.stringify(text)} is refused: ${expected}`, () =>
    assert.equal(complaint(text).replace(/(<built-in>:)\d+/, '$1LINE'), expected))
}
