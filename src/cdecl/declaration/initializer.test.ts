import assert from 'node:assert/strict'
import { test } from 'node:test'
import { complaint, printed } from '../testing.ts'

test('initialisers are skipped', () => {
  assert.deepEqual(printed('int x = 3, *y = &x, z = (1, 2); char *s = "a;b" ";"; int f(void), w = { 1 };'), [
    'int f(void)',
    'int x',
    'int *y',
    'int z',
    'char *s',
    'int w',
  ])
})

test('a plain list gives an array its size', () => {
  const text = `int a[] = { 1, (2, 3), 4, }, b[] = {}, *c[] = { &a[0] }, d[][2] = { { 1, 2 }, { 3 } };
    struct p { int x, y; } e[] = { { 1, 2 }, { .x = 3 }, { 4 } };`
  assert.deepEqual(printed(text).slice(0, 5), ['int a[3]', 'int b[0]', 'int *c[1]', 'int d[2][2]', 'struct p e[3]'])
})

test('a list that has to be understood leaves the size open', () => {
  const text = `int a[] = { [3] = 1 }, b[] = { {1}, 2 }, c[][2] = { 1, 2, 3, 4 }; char d[] = "abc", e[] = { "abc" };
    struct p { int x, y; } f[] = { 1, 2, 3, 4 };`
  assert.deepEqual(printed(text).slice(0, 6), [
    'int a[]',
    'int b[]',
    'int c[][2]',
    'char d[]',
    'char e[]',
    'struct p f[]',
  ])
})

const refused = [
  ['int x = ;', "syntax 1:9: expected an initialiser, found ';'"],
  ['int x =', 'syntax 1:8: expected an initialiser, found the end of the text'],
  ['int x = (3;', "syntax 1:12: expected ')', found the end of the text"],
  ['int x = { 1, 2;', "syntax 1:16: expected '}', found the end of the text"],
  ['int x[] = { , 2 };', "syntax 1:13: expected an initialiser, found ','"],
  ['int x[] = { 1,, };', "syntax 1:15: expected an initialiser, found ','"],
  ['int x = { (1 };', "syntax 1:14: expected ')', found '}'"],
  ['int x = 3', "syntax 1:10: expected ';' after a declaration, found the end of the text"],
  ['int x = 3);', "syntax 1:10: expected ';' after a declaration, found ')'"],
  ['int x = 3\nint y;', "syntax 1:10: expected ';' after a declaration, found 'int'"],
  ['int x = sizeof(int) static int y;', "syntax 1:20: expected ';' after a declaration, found 'static'"],
  ['int x[] = { 1 }\nint y;', "syntax 1:16: expected ';' after a declaration, found 'int'"],
  ['int x[] = { 1 } + 2;', "syntax 1:16: expected ';' after a declaration, found '+'"],
] as const

for (const [text, expected] of refused) {
  test(`'${text}' is refused: ${expected}`, () => assert.equal(complaint(text), expected))
}
