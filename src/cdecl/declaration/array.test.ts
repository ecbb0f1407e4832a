import assert from 'node:assert/strict'
import { test } from 'node:test'
import { complaint, printed } from '../testing.ts'

test('arrays have constant sizes, none, or zero as GNU has it', () => {
  assert.deepEqual(printed('enum { N = 2 }; extern int a[N + 1][4], b[], (*c)[5], *d[6], e[0];').slice(0, 5), [
    'int a[3][4]',
    'int b[]',
    'int (*c)[5]',
    'int *d[6]',
    'int e[0]',
  ])
})

test('a parameter of array type is a pointer, qualified by what is in the brackets', () => {
  const text = 'int f(int a[3], int b[], int c[static 4], int d[const], int e[restrict const static 2][3], int g[*]);'
  assert.deepEqual(printed(text), ['int f(int *a, int *b, int *c, int *const d, int (*const e)[3], int *g)'])
  assert.deepEqual(printed('typedef int a[3]; int f(a, const a x);').slice(0, 1), ['int f(int *, const int *x)'])
  assert.deepEqual(printed('int f(int [3], int (*[2])(void));'), ['int f(int *, int (**)(void))'])
})

test('a size that depends on a parameter or a variable does not matter to a parameter', () => {
  assert.deepEqual(printed('int f(int n, int a[n], int b[n * sizeof(int [3])], char c[static (n)]);'), [
    'int f(int n, int *a, int *b, char *c)',
  ])
  assert.deepEqual(printed('int count; int f(int a[count + 1]);').slice(0, 1), ['int f(int *a)'])
})

const refused = [
  ['int a[-1];', 'syntax 1:7: an array of -1 elements'],
  ['int f(int a[-1]);', 'syntax 1:13: an array of -1 elements'],
  ['int a[1.5];', 'syntax 1:7: expected an integer constant, found a floating constant'],
  ['int a[n];', "syntax 1:7: unknown constant 'n'"],
  ['int a[0x7fffffffffffffff];', 'syntax 1:7: an array of more than 9007199254740991 elements'],
  ['int a[0x10000000000000];', 'syntax 1:6: an array of more than 9007199254740991 bytes'],
  ['int a[0x10000000][0x10000000];', 'syntax 1:6: an array of more than 9007199254740991 bytes'],
  ['int a[3', "syntax 1:8: expected ']' after an array's size, found the end of the text"],
  ['int a[', 'syntax 1:7: expected an expression, found the end of the text'],
  ['int a[][];', "syntax 1:6: an array of 'int []', which is incomplete"],
  ['int a[3][];', "syntax 1:6: an array of 'int []', which is incomplete"],
  ['int f(int a[3][]);', "syntax 1:12: an array of 'int []', which is incomplete"],
  ['void a[3];', "syntax 1:7: an array of 'void', which is incomplete"],
  ['struct u a[3];', "syntax 1:11: an array of 'struct u', which is incomplete"],
  ['int f(struct u a[]);', "syntax 1:17: an array of 'struct u', which is incomplete"],
  ['int a[3](void);', "syntax 1:6: an array of functions: one of pointers to them is 'int (*[3])(void)'"],
  ['typedef int f_t(void); f_t a[3];', "syntax 1:29: an array of functions: one of pointers to them is 'f_t *[3]'"],
  ['int a[static 3];', "syntax 1:6: 'static' or a qualifier in an array that is no parameter"],
  ['int a[const 3];', "syntax 1:6: 'static' or a qualifier in an array that is no parameter"],
  ['int f(int a[3][static 3]);', "syntax 1:15: 'static' or a qualifier in an array that is no parameter"],
  ['int f(int a[static]);', "syntax 1:19: expected an array's size after 'static', found ']'"],
  ['int f(int a[static static 3]);', "syntax 1:20: expected an expression, found 'static'"],
  ['int a[*];', "syntax 1:7: '[*]' outside a parameter list"],
  ['int f(int n, int (*a)[n]);', 'unsupported 1:22: an array of variable length is not supported'],
  ['int f(int n, int a[n][n]);', 'unsupported 1:22: an array of variable length is not supported'],
  ['int n; int a[n];', 'unsupported 1:13: an array of variable length is not supported'],
  ['int f(int n, int a[n);', "syntax 1:21: expected ']', found ')'"],
] as const

for (const [text, expected] of refused) {
  test(`'${text}' is refused: ${expected}`, () => assert.equal(complaint(text), expected))
}
