import assert from 'node:assert/strict'
import { test } from 'node:test'
import { targets } from '../ctype/target.ts'
import {
  arrayType,
  type CType,
  enumType,
  floatingType,
  functionType,
  integerType,
  recordType,
  voidType,
} from '../ctype/type.ts'
import { noAlignment, noSize } from './no-size.ts'

const int = integerType('int')
const alloc = (type: string) => `alloc(${type})`

const reasons: readonly (readonly [CType, string])[] = [
  [
    functionType(int, []),
    "'int (void)' has no size: it is a function, and no pointer to one: write alloc(c.pointer(T))",
  ],
  [
    voidType,
    "'void' has no size: there are no values of it: bytes are c.uint8_t, and a pointer to anything is c.pointer(c.void)",
  ],
  [
    recordType('union', 'u'),
    "'union u' has no size: its members are not declared: declare them, or write alloc(c.pointer(T))",
  ],
  [enumType('e'), "'enum e' has no size: its values are not declared: declare them, or write c.int"],
  [arrayType(int, undefined), "'int []' has no size: it says no number of elements: write alloc(c.array(T, count))"],
]

test('why a type has no size is said, and what to write instead', () => {
  for (const [type, message] of reasons) assert.equal(noSize(type, alloc), message)
})

test('what only another target has is said to be missing there', () => {
  const message = "'__int128' has no size on i386-linux, which has no such type"
  assert.equal(noSize(integerType('__int128'), alloc, targets['i386-linux']), message)
})

test('of alignment the same is said', () => {
  const message = "'_Float128' has no alignment on armhf-linux, which has no such type"
  assert.equal(noAlignment(floatingType('_Float128'), alloc, targets['armhf-linux']), message)
})
