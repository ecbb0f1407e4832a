import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseDeclarations } from './parse.ts'
import { complaint, printed } from './testing.ts'

test('macros of integers, floating numbers, characters and strings are constants', () => {
  const text = String.raw`
    #define N 42
    # define HEX 0xFFu /* a comment */
    #define PI 3.25 // another
    #define F (1.5f)
    #define C 'x'
    #define S "a" "b\n"
    #define NEGATIVE (-1)
    #/**/define LONG \
      1L
  `
  assert.deepEqual(printed(text), [
    'N = 42 (int)',
    'HEX = 255 (unsigned int)',
    'PI = 3.25 (double)',
    'F = 1.5 (float)',
    'C = 120 (int)',
    String.raw`S = "ab\n"`,
    'NEGATIVE = -1 (int)',
    'LONG = 1 (long)',
  ])
})

test('macros are expanded token by token', () => {
  assert.deepEqual(printed('#define TWO 1 + 1\n#define THREE TWO * 2\nenum { A = TWO * 2 };').slice(1), [
    'THREE = 3 (int)',
    'A = 3 (int)',
  ])
})

test('an empty macro is no constant and vanishes from declarations', () => {
  assert.deepEqual(printed('#define EXPORT\n#define CONST /* none */\nEXPORT int CONST f(void) EXPORT;'), [
    'int f(void)',
  ])
})

test('a comment after a macro may span lines', () => {
  assert.deepEqual(printed('#define N 1 /* a\n b */ + 1\nint f(void);'), ['int f(void)', 'N = 2 (int)'])
})

test('a macro of its own name is ignored, and the function stays', () => {
  assert.deepEqual(printed('#define f f\nint f(void);\n#define f f'), ['int f(void)'])
})

test('a macro of its own name is ignored among enumerators, as system headers have it', () => {
  assert.deepEqual(printed('enum {\n A = 1,\n#define A A\n B\n#define B B\n};'), ['A = 1 (int)', 'B = 2 (int)'])
})

test('a macro of a declared function is another name for it and no constant', () => {
  assert.deepEqual(printed('int stat(void);\n#define stat64 stat\nint stat64(void);'), ['int stat(void)'])
})

test('a function wins over a macro of its name', () => {
  const { functions, constants } = parseDeclarations('int f(void);\n#define f 5')
  assert.deepEqual([[...functions.keys()], constants.size], [['f'], 0])
})

test('a macro of an enumerator is its constant', () => {
  assert.deepEqual(printed('enum { A = 7 };\n#define B A\n#define A 7'), ['A = 7 (int)', 'B = 7 (int)'])
})

test('the same definition may be repeated', () => {
  assert.deepEqual(printed('#define N (1+1)\n#define N (1+1) // again'), ['N = 2 (int)'])
})

test('a directive may stand within a declaration', () => {
  assert.deepEqual(printed('int f(int a,\n#define N 1\n int b);'), ['int f(int a, int b)', 'N = 1 (int)'])
  assert.equal(complaint('enum { A = 0 &&\n#define N 1 / 0\n1 };'), 'syntax 2:13: division by zero')
})

test('a lone # is allowed', () => {
  assert.deepEqual(printed('#\n  # // nothing\nint f(void);'), ['int f(void)'])
})

const refused = [
  ['#define F(x) (x)', "unsupported 1:9: the function-like macro 'F' is not supported"],
  ['#define F() 1', "unsupported 1:9: the function-like macro 'F' is not supported"],
  ['#if 1', "unsupported 1:1: '#if' is not supported"],
  ['#ifdef X', "unsupported 1:1: '#ifdef' is not supported"],
  ['int f(void);\n  #  include <stdio.h>', "unsupported 2:3: '#include' is not supported"],
  ['#undef X', "unsupported 1:1: '#undef' is not supported"],
  ['#pragma once', "unsupported 1:1: '#pragma' is not supported"],
  ['# 1 "stdio.h"', 'unsupported 1:1: a line marker is not supported'],
  ['#define X int', "unsupported 1:9: the macro 'X', which is no constant expression, is not supported"],
  [
    '#define X __attribute__((x))',
    "unsupported 1:11: an attribute ('__attribute__') in the macro 'X' is not supported",
  ],
  ['#define X unknown', "unsupported 1:9: the macro 'X', which is no constant expression, is not supported"],
  ['#define X X + 1', "unsupported 1:9: the macro 'X', which is no constant expression, is not supported"],
  ['#define X 1 +', "unsupported 1:9: the macro 'X', which is no constant expression, is not supported"],
  ['#define X 1;', "unsupported 1:9: the macro 'X', which is no constant expression, is not supported"],
  ['#define X do { } while (0)', "unsupported 1:9: the macro 'X', which is no constant expression, is not supported"],
  ['#define X a ## b', "unsupported 1:9: the macro 'X', which is no constant expression, is not supported"],
  ['#define X f(1)\nint f(int);', "unsupported 1:9: the macro 'X', which is no constant expression, is not supported"],
  ['#define X f\nint f(int);', "unsupported 1:9: the macro 'X', which is no constant expression, is not supported"],
  ['#define X ((void *)0)', "unsupported 1:12: a constant cast to 'void *' in the macro 'X' is not supported"],
  ['#define X (1 / 0)', 'syntax 1:14: division by zero'],
  ['#define X "a" + 1', "unsupported 1:9: the macro 'X', which is no constant expression, is not supported"],
  ['#define', "syntax 1:8: expected a macro name after '#define', found the end of the line"],
  ['#define 1 2', "syntax 1:9: expected a macro name after '#define', found '1'"],
  ['#define "x" 2', `syntax 1:9: expected a macro name after '#define', found "x"`],
  ['#foo', "syntax 1:1: unknown directive '#foo'"],
  ['#!/bin/sh', "syntax 1:1: unknown directive '#!'"],
  ['int f(void) #define N 1', "syntax 1:12: expected ';' after a declaration, found '#'"],
  ['#define N 1\n#define N 2', "syntax 2:9: conflicting definitions of 'N': '1' at x.h:1:9, now '2'"],
  ['#define N\n#define N 2', "syntax 2:9: conflicting definitions of 'N': '' at x.h:1:9, now '2'"],
  ['enum { A };\n#define A 1', "unsupported 2:9: a macro that changes the enumerator 'A' is not supported"],
  ['#define N 5\nint N(void);', "syntax 1:11: expected a name, found '5'"],
] as const

for (const [text, expected] of refused) {
  test(`${JSON.stringify(text)} is refused: ${expected}`, () => assert.equal(complaint(text), expected))
}
