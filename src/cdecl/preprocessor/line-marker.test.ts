import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CabiError } from '../../error.ts'
import { parseDeclarations } from '../parse.ts'
import { complaint } from '../testing.ts'

function message(text: string): string {
  try {
    parseDeclarations(text, { source: 'x.h' })
  } catch (error) {
    if (error instanceof CabiError) return error.message
  }
  return 'accepted'
}

test('an error names the file and the line of the marker before it, and shows the line of the text', () => {
  const text = '# 1 "a.c"\n# 1 "/usr/include/b.h" 1 3 4\nint f(void);\n\n  int g(void;\n# 2 "a.c" 2\nint h(void);\n'
  assert.equal(
    message(text),
    "/usr/include/b.h:3:13: expected ')' or ',' after a parameter, found ';'\n  int g(void;\n            ^",
  )
})

test('the properties of an error are those of the file', () => {
  assert.throws(() => parseDeclarations('int f(void);\n#line 70 "y.h"\n\nint'), {
    file: 'y.h',
    line: 71,
    column: 4,
  })
})

test('before the first marker, the text has its own name', () => {
  assert.match(message('x y;\n# 1 "a.h"'), /^x\.h:1:1: unknown type name/)
})

test('#line without a file keeps the file', () => {
  assert.match(message('# 1 "a.h"\n#line 9\nx y;'), /^a\.h:9:1: /)
  assert.match(message('#line 9\nx y;'), /^x\.h:9:1: /)
})

test('the operands of #line may be macros', () => {
  assert.match(message('#define L 42\n#define F "f.h"\n#line L F\nx y;'), /^f\.h:42:1: /)
})

test('a file name may have escaped backslashes and quotes', () => {
  assert.match(message(`${String.raw`# 5 "C:\\inc\\a\"b\".h"`}\nx y;`), /^C:\\inc\\a"b"\.h:5:1: /)
})

test('a declaration names the file that it came from', () => {
  const { functions } = parseDeclarations('# 10 "a.h" 1\nint f(void);\n# 3 "b.h" 2\n  int g(void);')
  assert.deepEqual(functions.get('f')!.position, { file: 'a.h', line: 10, column: 5 })
  assert.deepEqual(functions.get('g')!.position, { file: 'b.h', line: 3, column: 7 })
})

test('conflicts show both places in their files', () => {
  assert.match(
    message('# 10 "a.h" 1\nint f(void);\n# 3 "b.h" 2\nchar f(void);'),
    /^b\.h:3:6: conflicting declarations of 'f': 'int f\(void\)' at a\.h:10:5, now 'char f\(void\)'/,
  )
})

const refused = [
  ['# 1', 'syntax 1:4: expected a file name in a line marker, found the end of the line'],
  ['# 1 x', "syntax 1:5: expected a file name in a line marker, found 'x'"],
  ['# 1x "a"', "syntax 1:3: '1x' is no line number"],
  ['# 1 "a" 5', "syntax 1:9: expected a flag from 1 to 4 in a line marker, found '5'"],
  ['# 1 "a" 1 x', "syntax 1:11: expected a flag from 1 to 4 in a line marker, found 'x'"],
  ['# 1 "a', 'syntax 1:5: unterminated string'],
  ['#line', "syntax 1:6: expected a line number after '#line', found the end of the line"],
  ['#line x', "syntax 1:7: expected a line number after '#line', found 'x'"],
  ['#line 0x1', "syntax 1:7: '0x1' is no line number"],
  ['#line 99999999999', "syntax 1:7: '99999999999' is no line number"],
  ['#line 1 2', "syntax 1:9: expected the end of the line after '#line', found '2'"],
  ['#line 1 "a" 2', "syntax 1:13: expected the end of the line after '#line', found '2'"],
] as const

for (const [text, expected] of refused) {
  test(`${JSON.stringify(text)} is refused: ${expected}`, () => assert.equal(complaint(text), expected))
}
