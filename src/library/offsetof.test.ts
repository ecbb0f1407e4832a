import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cdef, type TypeHandle } from '../index.ts'
import { c } from './c.ts'
import { offsetof } from './offsetof.ts'

const text = `
  struct inner { char a; int b[3]; };
  struct outer {
    short first;
    struct inner rows[2];
    union { double d; struct { char low, high; }; };
    unsigned flag : 1, rest : 31;
    long long big;
    char tail[];
  };
  struct opaque;
  typedef int number;`
const types = cdef(text) as Readonly<Record<string, TypeHandle>>
const outer = types['struct outer']!

test('members are where C has them, those of anonymous ones too', () => {
  const members = ['first', 'rows', 'd', 'low', 'high', 'big', 'tail']
  assert.deepEqual(
    members.map(member => offsetof(outer, member)),
    [0, 4, 40, 40, 41, 56, 64],
  )
})

test("a designator goes on with '.' and '[ ]', to one past the end of an array", () => {
  assert.deepEqual(
    ['rows[1]', 'rows[1].a', 'rows[1].b', 'rows[1].b[2]', 'rows[0].b[3]', 'rows[2]', 'tail[5]'].map(member =>
      offsetof(outer, member),
    ),
    [20, 20, 24, 32, 20, 36, 69],
  )
})

test('offsets are those of the target', () => {
  const on = (target: 'i386-linux' | 'x86_64-windows') => cdef(text, { target })['struct outer'] as TypeHandle
  assert.equal(offsetof(on('i386-linux'), 'd'), 36)
  assert.equal(offsetof(on('x86_64-windows'), 'big'), 56)
})

test('what is no member is refused, with near misses', () => {
  const refusals: readonly (readonly [type: TypeHandle, member: unknown, message: string])[] = [
    [outer, 'fisrt', "offsetof: 'struct outer' has no member 'fisrt'; did you mean 'first'?"],
    [outer, 'hihg', "offsetof: 'struct outer' has no member 'hihg'; did you mean 'high'?"],
    [outer, 'rows[0].z', "offsetof: 'struct inner' has no member 'z'"],
    [outer, 'rows.a', "offsetof: 'struct inner [2]' is no struct or union"],
    [outer, 'first.x', "offsetof: 'short' is no struct or union"],
    [outer, 'first[0]', "offsetof: 'short' is no array"],
    [outer, 'rows[3]', "offsetof: 'struct inner [2]' has no element 3"],
    [outer, 'flag', "offsetof: 'flag' of 'struct outer' is a bit-field, which has no offset in bytes"],
    [outer, '', "offsetof: expected a member such as 'x', 'a.x' or 'a[2]', got ''"],
    [outer, 'rows[-1]', "offsetof: expected a member such as 'x', 'a.x' or 'a[2]', got 'rows[-1]'"],
    [outer, 'rows[1', "offsetof: expected a member such as 'x', 'a.x' or 'a[2]', got 'rows[1'"],
    [outer, '[0]', "offsetof: expected a member such as 'x', 'a.x' or 'a[2]', got '[0]'"],
    [outer, 5, "offsetof: expected a member such as 'x', 'a.x' or 'a[2]', got 5"],
    [types['struct opaque']!, 'x', "offsetof: 'struct opaque' is not defined, or has no layout on x86_64-linux"],
    [types['number']!, 'x', "offsetof: 'number' is no struct or union"],
    [c.pointer(outer), 'first', "offsetof: 'struct outer *' is no struct or union"],
    ['outer' as never, 'x', "offsetof: expected a C type such as c.int or lib.name, got 'outer'"],
  ]
  for (const [type, member, message] of refusals) {
    assert.throws(() => offsetof(type, member as never), { name: 'TypeError', code: 'ERR_CABI_ARG_TYPE', message })
  }
})
