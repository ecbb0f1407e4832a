import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sizeOf } from '../../ctype/layout.ts'
import { printType } from '../../ctype/print.ts'
import { targets } from '../../ctype/target.ts'
import { bareType, type RecordType } from '../../ctype/type.ts'
import { parseDeclarations } from '../parse.ts'
import { complaint, printed } from '../testing.ts'

const record = (text: string, tag = 'struct s') => parseDeclarations(text).tags.get(tag) as RecordType

/** `a: int`, `b: int:3`, for each member. */
const members = (text: string, tag?: string) =>
  record(text, tag).definition!.members.map(({ name, type, bits }) => {
    const bare = bareType(type)
    const kind = bare.kind === 'integer' ? bare.name : bare.kind
    return `${name ?? ''}: ${kind}${bits === undefined ? '' : `:${bits}`}`
  })

test('a definition has its members in order', () => {
  assert.deepEqual(members('struct s { int a, *b; char c[3]; struct s *next; };'), [
    'a: int',
    'b: pointer',
    'c: array',
    'next: pointer',
  ])
})

test('structs without tags, unions too, are members without a name', () => {
  assert.deepEqual(members('struct s { struct { int a; union { int b; float c; }; }; const struct { int d; }; };'), [
    ': record',
    ': record',
  ])
})

test('a struct with a tag and no declarator is declared, and no member', () => {
  assert.deepEqual(members('struct s { struct t { int x; }; int y; enum { A }; ; };'), ['y: int'])
  assert.deepEqual(printed('struct s { struct t { int x; }; int y; enum { A }; };'), [
    'struct s',
    'struct t',
    'A = 0 (int)',
  ])
})

test('on Windows, every complete struct without a declarator gives its members away', () => {
  const text =
    'typedef struct { int a; } t; struct u { int b; }; struct s { t; struct u; struct v { int c; }; struct w; int d; };'
  const target = targets['x86_64-windows']
  const { members } = (parseDeclarations(text, { target }).tags.get('struct s') as RecordType).definition!
  assert.deepEqual(
    members.map(({ name, type }) => name ?? printType(type)),
    ['t', 'struct u', 'struct v', 'd'],
  )
  assert.throws(
    () => parseDeclarations('typedef int t; struct s { t; };', { target }),
    /:1:27: a declaration that declares/,
  )
})

test('bit-fields have every integer type, and need no name', () => {
  assert.deepEqual(
    members('struct s { int a : 3, : 0, b : 32; _Bool c : 1; enum { A, B } d : 2; unsigned char : 5; };'),
    ['a: int:3', ': int:0', 'b: int:32', 'c: bool:1', 'd: enum:2', ': unsigned char:5'],
  )
})

test('a flexible array may be last, and GNU lets structs be empty', () => {
  assert.deepEqual(members('struct s { int n; int a[]; };'), ['n: int', 'a: array'])
  assert.deepEqual(members('struct s {};'), [])
  assert.equal(complaint('struct s { int n; int a[]; } x[3]; struct t { struct s s; int b; };'), 'accepted')
  assert.equal(complaint('struct s { struct { int n; }; int a[]; }; union u { };'), 'accepted')
})

test('a tag that was named first is one node with its definition', () => {
  const { types, tags } = parseDeclarations('typedef struct s t; int f(t *); struct s { t *next; int a[3]; };')
  const type = bareType(types.get('t')!)
  assert.equal(type, tags.get('struct s'))
  assert.equal(type.kind === 'record' && type.definition!.members.length, 2)
})

test('tags that a parameter list names first are those of the file', () => {
  const { functions, tags } = parseDeclarations('void f(struct s *); struct s { int a; };')
  const type = bareType(functions.get('f')!.type.parameters[0]!.type)
  assert.equal(type.kind === 'pointer' && type.target, tags.get('struct s'))
})

test('what attributes and #pragma pack say is in the definition', () => {
  const text = `struct __attribute__((packed)) a { char c; int i; } __attribute__((aligned(8), ms_struct));
#pragma pack(2)
struct b { char c; int i; };
#pragma pack()
struct c { char c __attribute__((aligned(4))); _Alignas(16) int i; int j __attribute__((packed)), k [[gnu::packed]]; };`
  const { tags, target } = parseDeclarations(text)
  const definition = (tag: string) => (tags.get(`struct ${tag}`) as RecordType).definition!
  const { packed, align, bitFields, pack } = definition('a')
  assert.deepEqual([packed, align, bitFields, pack], [true, 8, 'microsoft', undefined])
  assert.equal(definition('b').pack, 2)
  assert.equal(sizeOf(tags.get('struct b')!, target), 6)
  assert.deepEqual(
    definition('c').members.map(m => [m.align, m.packed]),
    [
      [4, false],
      [16, false],
      [undefined, true],
      [undefined, true],
    ],
  )
})

test('attributes before the keyword, or before a tag alone, say nothing of the struct', () => {
  const text = '__attribute__((packed)) struct s { char c; int i; } x; struct __attribute__((packed)) s;'
  assert.equal(record(text).definition!.packed, false)
})

test('structs may be 100 deep, written so or by their names', () => {
  const tooDeep = 'more than 100 structs inside one another'
  const nested = (n: number) => `${'struct { '.repeat(n)}int x; ${'} y; '.repeat(n).slice(0, -5)}} z;`
  assert.equal(complaint(nested(100)), 'accepted')
  assert.equal(complaint(nested(101)), `syntax 1:908: ${tooDeep}`)
  assert.equal(complaint('struct { '.repeat(9999)), `syntax 1:908: ${tooDeep}`)
  const named = Array.from({ length: 200 }, (_, i) => `struct s${i + 1} { struct s${i} x[1]; };`).join('\n')
  assert.equal(complaint(`struct s0 { int x; };\n${named}`), `syntax 101:8: ${tooDeep}`)
})

test('structs have 65,536 members at most', () => {
  const text = (n: number) => `struct s { int ${Array.from({ length: n }, (_, i) => `m${i}`).join(', ')}; };`
  assert.equal(complaint(text(65536)), 'accepted')
  assert.match(complaint(text(65537)), /^syntax 1:\d+: more than 65536 members$/)
})

const refused = [
  ['struct s { struct s x; };', "syntax 1:21: member 'x' of type 'struct s', which is incomplete"],
  ['struct s { struct t x; };', "syntax 1:21: member 'x' of type 'struct t', which is incomplete"],
  ['struct s { enum t x; };', "syntax 1:19: member 'x' of type 'enum t', which is incomplete"],
  ['struct s { void x; };', "syntax 1:17: member 'x' of type 'void', which is incomplete"],
  ['struct s { int a; int a; };', "syntax 1:23: member 'a' is repeated"],
  ['struct s { int a; struct { int a; }; };', "syntax 1:19: member 'a' is repeated"],
  ['struct s { union { struct { int a; }; }; int a; };', "syntax 1:46: member 'a' is repeated"],
  ['struct s { int a[]; };', "syntax 1:16: the flexible array 'a' in a struct without other members"],
  ['struct s { int : 3; int a[]; };', "syntax 1:25: the flexible array 'a' in a struct without other members"],
  ['struct s { int n; int a[]; int b; };', "syntax 1:23: the flexible array 'a' is not the last member"],
  ['struct s { int n, a[], b; };', "syntax 1:19: the flexible array 'a' is not the last member"],
  ['union u { int n; int a[]; };', "syntax 1:22: the flexible array 'a' in a union"],
  ['struct s { int f(void); };', "syntax 1:16: member 'f' is a function: a pointer to it is 'int (*)(void)'"],
  ['typedef int f_t(void); struct s { f_t f; };', "syntax 1:39: member 'f' is a function: a pointer to it is 'f_t *'"],
  ['struct s { static int x; };', "syntax 1:12: 'static' in a member"],
  ['struct s { typedef int x; };', "syntax 1:12: 'typedef' in a member"],
  ['struct s { inline int x; };', "syntax 1:12: 'inline' in a member"],
  ['struct s { _Thread_local int x; };', "syntax 1:12: '_Thread_local' in a member"],
  ['struct s { int x; } ; struct s { int x; };', "syntax 1:30: 'struct s' is defined already, at x.h:1:8"],
  ['struct s { struct s { int y; } x; };', "syntax 1:19: 'struct s' is defined already, at x.h:1:8"],
  [
    'struct s { int x; }; union s { int x; };',
    "syntax 1:28: conflicting declarations of 's': 'struct s' at x.h:1:8, now 'union s'",
  ],
  ['struct s { int; };', 'syntax 1:12: a declaration that declares nothing'],
  ['typedef struct { int a; } t; struct s { t; };', 'syntax 1:41: a declaration that declares nothing'],
  ['struct s { int x };', "syntax 1:17: expected ';' after a member, found '}'"],
  ['struct s { int x', "syntax 1:17: expected ';' after a member, found the end of the text"],
  ['struct s { int x = 3; };', "syntax 1:17: expected ';' after a member, found '='"],
  ['struct s {', 'syntax 1:11: expected a member, found the end of the text'],
  ['struct s { 3 };', "syntax 1:12: expected a member, found '3'"],
  ['struct s { foo x; };', "syntax 1:12: unknown type name 'foo'"],
  ['struct s { int x; }', 'syntax 1:20: expected a name, found the end of the text'],
  ['struct;', "syntax 1:7: expected a tag or '{' after 'struct', found ';'"],
  [
    'struct s { char a[0x1000000000000], b[0x1000000000001]; };',
    'syntax 1:37: a struct of more than 562949953421312 bytes',
  ],
  ['union u { char a[0x2000000000001]; };', 'syntax 1:16: a union of more than 562949953421312 bytes'],
  ['struct s { int x : 33; };', "syntax 1:20: bit-field 'x' of 33 bits, of which 'int' has 32"],
  ['struct s { _Bool b : 2; };', "syntax 1:22: bit-field 'b' of 2 bits, of which 'bool' has 1"],
  ['struct s { int x : -1; };', "syntax 1:20: bit-field 'x' of -1 bits"],
  ['struct s { int : -1; };', 'syntax 1:18: a bit-field of -1 bits'],
  ['struct s { int x : 0; };', "syntax 1:20: bit-field 'x' of no bits"],
  ['struct s { float x : 3; };', "syntax 1:18: bit-field 'x' of type 'float'"],
  ['struct s { struct t *p : 3; };', "syntax 1:22: bit-field 'p' of type 'struct t *'"],
  ['struct s { enum t x : 3; };', "syntax 1:19: bit-field 'x' of type 'enum t'"],
  ['struct s { _Atomic int x : 3; };', "syntax 1:24: bit-field 'x' of type '_Atomic int'"],
  ['struct s { _Alignas(8) int x : 3; };', "syntax 1:12: '_Alignas' of a bit-field"],
  ['struct s { _Alignas(2) int x; };', "syntax 1:12: '_Alignas(2)' of a type that is aligned to 4"],
  ['struct s { int x : 3.0; };', 'syntax 1:20: expected an integer constant, found a floating constant'],
] as const

for (const [text, expected] of refused) {
  test(`'${text}' is refused: ${expected}`, () => assert.equal(complaint(text), expected))
}
