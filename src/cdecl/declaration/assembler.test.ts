import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseDeclarations } from '../parse.ts'
import { complaint, printed } from '../testing.ts'

test('a name in assembler is the symbol', () => {
  const { functions, variables } = parseDeclarations(
    'int f(void) __asm__("" "f64") __attribute__((noreturn)), g(void); extern int x asm("y"); int f(void); int g(void) __asm("h");',
  )
  assert.deepEqual(
    [functions.get('f')!.symbol, functions.get('g')!.symbol, variables.get('x')!.symbol],
    ['f64', 'h', 'y'],
  )
})

test('assembler between declarations is skipped', () => {
  assert.deepEqual(printed('asm("nop"); int f(void); __asm__ volatile ("x" : : "r"(3));'), ['int f(void)'])
})

const refused = [
  ['int f(void) __asm__();', "syntax 1:21: expected a string, found ')'"],
  ['int f(void) __asm__(f);', "syntax 1:21: expected a string, found 'f'"],
  ['int f(void) __asm__("");', 'syntax 1:21: a symbol without a name'],
  ['int f(void) __asm__("f";', "syntax 1:24: expected ')' after a symbol, found ';'"],
  ['int f(void) __attribute__((x)) __asm__("f");', "syntax 1:31: expected ';' after a declaration, found '__asm__'"],
  ['asm nop;', "syntax 1:5: expected '(' after 'asm', found 'nop'"],
  ['asm("nop")', `syntax 1:11: expected ';' after 'asm(...)', found the end of the text`],
  ['asm("nop";', "syntax 1:11: expected ')', found the end of the text"],
] as const

for (const [text, expected] of refused) {
  test(`'${text}' is refused: ${expected}`, () => assert.equal(complaint(text), expected))
}
