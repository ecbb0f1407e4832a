import assert from 'node:assert/strict'
import { test } from 'node:test'
import { complaints } from '../../../test/oracle/gcc.ts'
import { bareType } from '../../ctype/type.ts'
import { parseDeclarations } from '../parse.ts'

/** Members of unions, and whether GCC makes them transparent. */
const unions = [
  ['int *a; float *b;', true],
  ['long a; double b;', true],
  ['double a; long b;', false],
  ['int a; double d;', false],
  ['float a;', false],
  ['char a[4]; int b;', true],
  ['char a[3]; int b;', true],
  ['struct { int a, b; } s; long l;', true],
  ['struct { float a; } s; int i;', false],
  ['struct { char c[16]; } s;', true],
  ['struct { char c[24]; } s; long l;', true],
  ['long l; struct { char c[24]; } s;', false],
  ['int a : 3; int b;', false],
  ['char a[3];', true],
  ['float a[1]; int b;', false],
  ['int a[2]; long b;', true],
  ['struct { float x, y; } s; double d;', true],
  ['struct { int i : 20; } s; int i;', true],
  ['__int128 a; struct { long x, y; } s;', true],
  ['long double a;', false],
  ['', false],
] as const

const isTransparent = (text: string) => {
  const { tags, types } = parseDeclarations(text)
  const type = bareType(types.get('t') ?? tags.get('union u')!)
  return type.kind === 'record' && type.definition!.transparent
}

for (const [members, expected] of unions) {
  test(`union { ${members} } can${expected ? '' : 'not'} be transparent`, () => {
    const text = `union u { ${members} } __attribute__((transparent_union));`
    assert.equal(isTransparent(text), expected)
    assert.equal(complaints(text).get(1), expected ? undefined : 'union cannot be made transparent')
  })
}

test('a typedef makes a transparent union beside the one with the tag', () => {
  const { tags, types } = parseDeclarations(
    'union u { int *a; long *b; }; typedef const union u t __attribute__((transparent_union));',
  )
  const t = bareType(types.get('t')!)
  const u = tags.get('union u')!
  assert.equal(t.kind === 'record' && t.definition!.transparent, true)
  assert.equal(u.kind === 'record' && u.definition!.transparent, false)
})

test('what is no union, or not defined yet, does not become transparent', () => {
  assert.equal(isTransparent('typedef struct { int a; } t __attribute__((transparent_union));'), false)
  const { tags } = parseDeclarations(
    'union u; typedef union u t __attribute__((transparent_union)); union u { int a; };',
  )
  const u = tags.get('union u')!
  assert.equal(u.kind === 'record' && u.definition!.transparent, false)
})
