import assert from 'node:assert/strict'
import { test } from 'node:test'
import { layoutCells } from './layout-cells.ts'
import { type Target, targets, x86_64_linux } from './target.ts'
import { bits, struct, union, unnamed } from './testing.ts'
import { arrayType, type CType, floatingType, integerType, recordType } from './type.ts'

const char = integerType('char')
const int = integerType('int')
const double = floatingType('double')

/** `group path start-end`, in bits; a hole without a path. */
const cells = (type: CType, target: Target = x86_64_linux) =>
  layoutCells(type, target)?.map(layer =>
    layer.map(
      ({ kind, path, group, start, end }) => `${kind === 'hole' ? 'hole' : `${group} ${path}`} ${start}-${end}`,
    ),
  )

test('members and holes fill a struct, on each target', () => {
  const type = struct({ tag: char, value: double })
  assert.deepEqual(cells(type), [['0 tag 0-8', 'hole 8-64', '1 value 64-128']])
  assert.deepEqual(cells(type, targets['i386-linux']), [['0 tag 0-8', 'hole 8-32', '1 value 32-96']])
})

test('a struct within is cut into its members, which are of its group', () => {
  const inner = struct({ a: char, b: int })
  assert.deepEqual(cells(struct({ c: char, in: inner, last: char })), [
    ['0 c 0-8', 'hole 8-32', '1 in.a 32-40', 'hole 40-64', '1 in.b 64-96', '2 last 96-104', 'hole 104-128'],
  ])
  assert.deepEqual(cells(struct({ ' ': unnamed(inner) })), [['0 a 0-8', 'hole 8-32', '0 b 32-64']])
})

test('a union within is a cell, and so is an array', () => {
  const type = struct({ u: union({ i: int, d: double }), text: arrayType(char, 8) })
  assert.deepEqual(cells(type), [['0 u 0-64', '1 text 64-128']])
})

test('a union has a layer for each member', () => {
  const type = union({ i: int, d: double, in: struct({ a: char, b: int }) })
  assert.deepEqual(cells(type), [['0 i 0-32', 'hole 32-64'], ['1 d 0-64'], ['2 in.a 0-8', 'hole 8-32', '2 in.b 32-64']])
})

test('bit-fields end where their bits do', () => {
  assert.deepEqual(cells(struct({ a: bits(int, 3), b: bits(int, 7), c: char })), [
    ['0 a 0-3', '1 b 3-10', 'hole 10-16', '2 c 16-24', 'hole 24-32'],
  ])
})

test('what has no bytes has no cell; other types are one', () => {
  assert.deepEqual(cells(struct({ n: int, rest: arrayType(char, undefined) })), [['0 n 0-32']])
  assert.deepEqual(cells(struct({})), [[]])
  assert.deepEqual(cells(int), [['0  0-32']])
  assert.equal(cells(recordType('struct', 'opaque')), undefined)
})
