import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CabiError } from '../error.ts'
import { parseDeclarations } from './parse.ts'
import { Source } from './source.ts'
import { complaint } from './testing.ts'

function message(text: string, source?: string): string {
  try {
    parseDeclarations(text, source === undefined ? {} : { source })
  } catch (error) {
    if (error instanceof CabiError) return error.message
  }
  return 'accepted'
}

test('a message has place, text, the source line and a caret', () => {
  assert.equal(
    message('int abs(int);\n  int atoi(const char *s;\nint f(void);', 'stdlib.h'),
    `stdlib.h:2:25: expected ')' or ',' after a parameter, found ';'
  int atoi(const char *s;
                        ^`,
  )
})

test('a text without a name is called <declarations>', () => {
  assert.equal(
    message('int'),
    '<declarations>:1:1: expected a name, found the end of the text\nint\n   ^'.replace('1:1', '1:4'),
  )
})

test('the error has code, line and column as properties', () => {
  assert.throws(() => parseDeclarations('int f(void);\nint g(void'), {
    name: 'CabiError',
    code: 'ERR_CABI_SYNTAX',
    line: 2,
    column: 11,
  })
})

test('tabs before the place are kept, so that the caret lines up', () => {
  assert.equal(message('\tint\tf;').split('\n')[2], '\t   \t^')
})

test('columns count UTF-16 units', () => {
  assert.equal(complaint('/* 😀 */ int f;'), "unsupported 1:14: a variable ('f') is not supported")
})

test('lines may end with carriage return and newline', () => {
  assert.equal(message('int f(void);\r\nint g;\r\n').split('\n')[1], 'int g;')
})

test('places in lines joined by a backslash are those of the input', () => {
  const source = new Source('ab\\\ncd\\\r\nef')
  assert.equal(source.text, 'abcdef')
  const places = [0, 1, 2, 3, 4, 5].map(offset => source.spell(source.position(offset)).replace('<declarations>:', ''))
  assert.deepEqual(places, ['1:1', '1:2', '2:1', '2:2', '3:1', '3:2'])
})

test('positions may be asked for in any order', () => {
  const source = new Source('a\nb\n\nc')
  assert.deepEqual(source.position(5), { line: 4, column: 1 })
  assert.deepEqual(source.position(0), { line: 1, column: 1 })
  assert.deepEqual(source.position(3), { line: 2, column: 2 })
})

const refused = [
  ['in\\\nt f(vo\\\nid', "syntax 3:3: expected ')' or ',' after a parameter, found the end of the text"],
  ['int f(int) \\\n\\\n+', "syntax 1:11: expected ';' after a declaration, found '+'"],
  ['\n\n\n x', "syntax 4:2: unknown type name 'x'"],
] as const

for (const [text, expected] of refused) {
  test(`${JSON.stringify(text)} is refused: ${expected}`, () =>
    assert.equal(complaint(text), expected.replace(/ $/, '')))
}

test('a text of more than 64 Mi characters is refused', () => {
  assert.throws(() => new Source('\n'.repeat(2 ** 26 + 1)), {
    code: 'ERR_CABI_SYNTAX',
    message: '<declarations>:1:1: more than 67108864 characters of declarations\n\n^',
  })
})
