import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CabiError } from '../../error.ts'
import { parseDeclarations } from '../parse.ts'
import { complaint } from '../testing.ts'
import { Source } from './source.ts'

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
  assert.equal(message('\tint\tf').split('\n')[2], '\t   \t ^')
})

test('columns count UTF-16 units', () => {
  assert.equal(complaint('/* 😀 */ x f;'), "syntax 1:10: unknown type name 'x'")
})

test('lines may end with carriage return and newline', () => {
  assert.equal(message('int f(void);\r\nint g\r\n').split('\n')[1], 'int g')
})

test('places in lines joined by a backslash are those of the input', () => {
  const source = new Source('ab\\\ncd\\\r\nef')
  assert.equal(source.text.slice(0, source.length), 'abcdef')
  const places = [0, 1, 2, 3, 4, 5].map(offset => source.spell(source.position(offset)).replace('<declarations>:', ''))
  assert.deepEqual(places, ['1:1', '1:2', '2:1', '2:2', '3:1', '3:2'])
})

test('lines after a mark are counted from it, and belong to its file', () => {
  const source = new Source('a\nb\nc\nd\ne', 'x.h')
  source.mark(2, 'y.h', 10)
  source.mark(6, 'z.h', 1)
  const places = [8, 0, 4, 2, 6].map(offset => source.place(offset))
  assert.deepEqual(places, ['z.h:1:1', 'x.h:1:1', 'y.h:10:1', 'y.h:9:1', 'z.h:0:1'])
})

test('what is built in has a place of its own', () => {
  const source = new Source('a\nb', 'x.h', () => ({ text: 'N 1\nM x\n', macros: new Map(), headers: new Map() }))
  assert.equal(source.text, 'a\nb\n')
  assert.equal(source.builtin.text, 'N 1\nM x\n')
  assert.equal(source.text, 'a\nb\nN 1\nM x\n')
  assert.equal(source.place(source.length), 'x.h:2:2')
  assert.equal(source.place(source.length + 1 + 6), '<built-in>:2:3')
  assert.throws(() => source.raise(source.length + 7, 'no'), { message: '<built-in>:2:3: no\nM x\n  ^' })
})

test('places are found among many lines in any order', () => {
  const source = new Source('ab\n'.repeat(1000))
  for (let i = 0; i < 3000; i++) {
    const offset = (i * 1009) % 3000
    assert.deepEqual(source.position(offset), {
      file: '<declarations>',
      line: Math.floor(offset / 3) + 1,
      column: (offset % 3) + 1,
    })
  }
})

test('positions may be asked for in any order', () => {
  const source = new Source('a\nb\n\nc')
  const places = [5, 0, 3, 4, 5].map(offset => source.place(offset))
  assert.deepEqual(
    places,
    ['4:1', '1:1', '2:2', '3:1', '4:1'].map(place => `<declarations>:${place}`),
  )
})

const refused = [
  ['in\\\nt f(vo\\\nid', "syntax 3:3: expected ')' or ',' after a parameter, found the end of the text"],
  ['int f(int) \\\n\\\n+', "syntax 1:11: expected ';' after a declaration, found '+'"],
  ['#define N 0 \\\n  1 +\nenum { A = N };', "syntax 2:3: expected ',' or '}' after an enumerator, found '1'"],
  ['int f(void); /* \\\n */ x;', "syntax 2:5: unknown type name 'x'"],
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
