import assert from 'node:assert/strict'
import { test } from 'node:test'
import { complaint } from '../testing.ts'

const refused = [
  ['foo(int);', "syntax 1:1: unknown type name 'foo'"],
  ['int f(foo);', "syntax 1:7: unknown type name 'foo'"],
  ['uint f(void);', "syntax 1:1: unknown type name 'uint'; declare it: 'typedef unsigned int uint;'"],
  ['int fclose(FILE *);', "syntax 1:12: unknown type name 'FILE'; declare it: 'typedef struct _IO_FILE FILE;'"],
  ['uint23_t f(void);', "syntax 1:1: unknown type name 'uint23_t'; did you mean 'uint32_t'?"],
  ['cosnt char *f(void);', "syntax 1:1: unknown type name 'cosnt'; did you mean 'const'?"],
  ['u32 f(i8);', "syntax 1:1: unknown type name 'u32'; did you mean 'uint32_t'?"],
  ['int puts(string s);', "syntax 1:10: unknown type name 'string'; did you mean 'const char *'?"],
  ['typedef char *strs; int puts(str s);', "syntax 1:30: unknown type name 'str'; did you mean 'strs'?"],
  ['typedef int number; nmber f(void);', "syntax 1:21: unknown type name 'nmber'; did you mean 'number'?"],
  ['struct db; int f(db *);', "syntax 1:18: unknown type name 'db'; did you mean 'struct db'?"],
  ['enum e { A }; e f(void);', "syntax 1:15: unknown type name 'e'; did you mean 'enum e'?"],
  ['int f(void); f g(void);', "syntax 1:14: 'f' is not a type but declared as a function"],
  ['int size_t(void); size_t f(void);', "syntax 1:19: 'size_t' is not a type but declared as a function"],
  ['enum { A }; A g(void);', "syntax 1:13: 'A' is not a type but declared as an enumerator"],
  ['class x;', `syntax 1:1: unknown type name 'class', which is C++: what it exports as extern "C" can be declared`],
  [
    'int f(std::string);',
    `syntax 1:7: unknown type name 'std', which is C++: what it exports as extern "C" can be declared`,
  ],
  ['int x; x f(void);', "syntax 1:8: 'x' is not a type but declared as a variable"],
  ['int f(int x, x y);', "syntax 1:14: 'x' is not a type but a parameter"],
  ['int (*f)(a);', "syntax 1:10: unknown type name 'a'"],
  ['struct s { foo x; };', "syntax 1:12: unknown type name 'foo'"],
  ['int f(boool);', "syntax 1:7: unknown type name 'boool'; did you mean 'bool'?"],
  ['int f(a, b);', "syntax 1:7: unknown type name 'a'"],
] as const

for (const [text, expected] of refused) {
  test(`${JSON.stringify(text)} is refused: ${expected}`, () => assert.equal(complaint(text), expected))
}
