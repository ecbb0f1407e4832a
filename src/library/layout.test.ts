import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { c, cdef, layout, type TypeHandle } from '../index.ts'

const types = cdef(`
  typedef struct { char tag; struct { int x : 3; long y; } in; } outer_t;
  typedef struct { char pad[sizeof(long)]; } pad_t;
  typedef int number;
  struct opaque;
`) as Record<string, TypeHandle>
const { outer_t, pad_t, number } = types as Record<'outer_t' | 'pad_t' | 'number', TypeHandle>

test('a layout has sizes, and the place of every member, those of members too', () => {
  const { type, target, size, align, members } = layout(outer_t)
  assert.deepEqual({ type, target, size, align }, { type: 'outer_t', target: 'x86_64-linux', size: 24, align: 8 })
  const ordinary = { bitOffset: undefined, bits: undefined }
  assert.deepEqual(members, [
    { ...ordinary, name: 'tag', declaration: 'char tag', offset: 0, size: 1 },
    { ...ordinary, name: 'in', declaration: 'struct in', offset: 8, size: 16 },
    { name: 'in.x', declaration: 'int x : 3', offset: 8, size: undefined, bitOffset: 64, bits: 3 },
    { ...ordinary, name: 'in.y', declaration: 'long y', offset: 16, size: 8 },
  ])
})

test('a type of a text is what the text says on the other target', () => {
  assert.equal(layout(pad_t).size, 8)
  assert.equal(layout(pad_t, { target: 'i386-linux' }).size, 4)
  assert.equal(layout(pad_t, { target: 'x86_64-windows' }).size, 4)
})

test('a type made with c is measured on the other target', () => {
  const type = c.struct({ c: c.char, l: c.long, p: c.pointer(c.void), bits: c.bits(c.int, 3) }, { name: 's' })
  assert.equal(layout(type).size, 32)
  assert.equal(layout(type, { target: 'i386-linux' }).size, 16)
})

test('several targets are side by side as text', () => {
  const layouts = layout(outer_t, { target: ['x86_64-linux', 'i386-linux'] })
  assert.deepEqual(
    layouts.map(({ target, size }) => [target, size]),
    [
      ['x86_64-linux', 24],
      ['i386-linux', 12],
    ],
  )
  assert.equal(
    String(layouts),
    `\
                 x86_64-linux      i386-linux
outer_t          offset  size    offset  size
  char tag            0     1         0     1
  (hole)              1     7         1     3
  struct in           8    16         4     8
    int x : 3       8:0    3b       4:0    3b
    (hole)          8:3   61b       4:3   29b
    long y           16     8         8     4
sizeof                     24              12
alignof                     8               4`,
  )
  assert.equal(inspect(layouts), String(layouts))
})

test('what is no struct has a size and no members', () => {
  assert.deepEqual({ ...layout(number) }, { type: 'number', target: 'x86_64-linux', size: 4, align: 4, members: [] })
})

const wrong: readonly [() => unknown, string][] = [
  [
    () => layout(types['struct opaque']!),
    "layout: 'struct opaque' has no size: its members are not declared: declare them, or write layout(c.pointer(T))",
  ],
  [
    () => layout(c.void),
    "layout: 'void' has no size: there are no values of it: bytes are c.uint8_t, and a pointer to anything is c.pointer(c.void)",
  ],
  [() => layout({} as never), 'layout: expected a C type such as c.int or lib.name, got {}'],
  [() => layout(outer_t, null as never), 'layout: expected options as an object, got null'],
  [
    () => layout(outer_t, { target: 'vax' as never }),
    "layout: target: expected one of x86_64-linux, x86_64-windows, aarch64-linux, i386-linux, armhf-linux, got 'vax'",
  ],
  [() => layout(outer_t, { target: [] }), 'layout: expected at least one target, got []'],
  [
    () => layout(c.pointer(pad_t), { target: 'i386-linux' }),
    "layout: what 'pad_t *' is on i386-linux is not known: ask for a type by its name",
  ],
]

for (const [ask, message] of wrong) {
  test(`refused: ${message}`, () => {
    assert.throws(ask, { name: 'TypeError', code: 'ERR_CABI_ARG_TYPE', message })
  })
}
