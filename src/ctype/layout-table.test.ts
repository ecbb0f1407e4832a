import assert from 'node:assert/strict'
import { test } from 'node:test'
import { printLayouts } from './layout-table.ts'
import { type Target, targets, x86_64_linux } from './target.ts'
import {
  arrayType,
  type CType,
  floatingType,
  integerType,
  type Member,
  type RecordType,
  recordType,
  typedefType,
} from './type.ts'

const member = (name: string | undefined, type: CType, bits?: number): Member => ({
  name,
  type,
  bits,
  packed: false,
  align: undefined,
})

const record = (keyword: 'struct' | 'union', tag: string | undefined, ...members: Member[]): RecordType =>
  recordType(keyword, tag, {
    members,
    packed: false,
    pack: undefined,
    align: undefined,
    bitFields: undefined,
    transparent: false,
  })

const char = integerType('char')
const int = integerType('int')
const long = integerType('long')
const double = floatingType('double')

const layout = (type: CType, ...targets: Target[]) => printLayouts(targets.map(target => ({ type, target })))

test('a struct: members, holes, and how large it is', () => {
  const type = record('struct', 'record', member('tag', char), member('value', double), member('n', int))
  assert.equal(
    layout(type, x86_64_linux),
    `\
                  x86_64-linux
struct record     offset  size
  char tag             0     1
  (hole)               1     7
  double value         8     8
  int n               16     4
  (hole)              20     4
sizeof                      24
alignof                      8
`,
  )
})

test('two targets side by side: a hole stands where either has one', () => {
  const type = record('struct', 'record', member('tag', char), member('value', double), member('id', long))
  assert.equal(
    layout(type, x86_64_linux, targets['i386-linux']),
    `\
                  x86_64-linux      i386-linux
struct record     offset  size    offset  size
  char tag             0     1         0     1
  (hole)               1     7         1     3
  double value         8     8         4     8
  long id             16     8        12     4
sizeof                      24              16
alignof                      8               4
`,
  )
})

test('bit-fields show their first bit, and holes between them their bits', () => {
  const type = record('struct', 'flags', member('a', int, 3), member(undefined, int, 0), member('b', int, 30))
  assert.equal(
    layout(type, x86_64_linux),
    `\
                x86_64-linux
struct flags    offset  size
  int a : 3        0:0    3b
  (hole)           0:3   29b
  int b : 30       4:0   30b
  (hole)           7:6    2b
sizeof                     8
alignof                    4
`,
  )
})

test('structs and unions within are shown below, arrays of them are not', () => {
  const point = typedefType('point', record('struct', undefined, member('x', char), member('y', int)))
  const either = record('union', undefined, member('p', point), member('all', arrayType(point, 2)))
  const type = record('struct', 'shape', member('kind', char), member(undefined, either))
  assert.equal(
    layout(type, x86_64_linux),
    `\
                    x86_64-linux
struct shape        offset  size
  char kind              0     1
  (hole)                 1     3
  union                  4    16
    point p              4     8
      char x             4     1
      (hole)             5     3
      int y              8     4
    point all[2]         4    16
sizeof                        20
alignof                        4
`,
  )
})

test('a type without members has its size alone, an incomplete one none', () => {
  assert.equal(
    layout(int, x86_64_linux),
    '           x86_64-linux\nint        offset  size\nsizeof                4\nalignof               4\n',
  )
  assert.match(layout(recordType('struct', 'opaque'), x86_64_linux), /^sizeof +none\nalignof +none\n/m)
})

test('a member that each target declares in its own way is shown in both', () => {
  const pad = (count: number) => record('struct', 's', member('pad', arrayType(char, count)))
  const table = printLayouts([
    { target: x86_64_linux, type: pad(8) },
    { target: targets['i386-linux'], type: pad(4) },
  ])
  assert.match(table, /^ {2}char pad\[8\] \/ char pad\[4\] +0 +8 +0 +4$/m)
})
