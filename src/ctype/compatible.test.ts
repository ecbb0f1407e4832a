import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertInC, complaints, headers } from '../../test/oracle/gcc.ts'
import { pointsWhereWanted, sameType, sameUnqualified } from './compatible.ts'
import { printType } from './print.ts'
import { integers, isIntegerName } from './scalar.ts'
import {
  boolType,
  type CType,
  enumType,
  floatingType,
  functionType,
  integerType,
  pointerType,
  qualifiedType,
  recordType,
  typedefType,
  voidType,
} from './type.ts'

const int = integerType('int')
const char = integerType('char')
const constant = (type: CType) => qualifiedType(type, { const: true })
const takes = (...types: CType[]) => types.map(type => ({ name: undefined, type }))

const prelude = `\
enum color { RED, GREEN };
enum sign { MINUS = -1, PLUS };
enum wide { WIDE = 0x100000000 };
struct s; union u; struct t;
typedef int number_t;
typedef const char letter_t;
typedef struct s s_t;
typedef struct s *handle_t;
`
const color = enumType('color', integerType('unsigned int'))
const structS = recordType('struct', 's')
const scalars: readonly CType[] = [
  boolType,
  floatingType('float'),
  floatingType('double'),
  ...Object.keys(integers).filter(isIntegerName).map(integerType),
  color,
  enumType('sign', int),
  enumType('wide', integerType('unsigned long')),
  typedefType('number_t', int),
]
const pointees: readonly CType[] = [
  ...['char', 'signed char', 'unsigned char', 'int', 'unsigned int', 'long', 'long long', 'size_t', 'uint64_t']
    .filter(isIntegerName)
    .map(integerType),
  voidType,
  boolType,
  floatingType('float'),
  floatingType('double'),
  color,
  enumType('sign', int),
  structS,
  recordType('union', 'u'),
  recordType('struct', 't'),
  typedefType('number_t', int),
  typedefType('letter_t', constant(char)),
  typedefType('s_t', structS),
  typedefType('handle_t', pointerType(structS)),
  pointerType(structS),
  pointerType(voidType),
  pointerType(char),
  pointerType(constant(char)),
  constant(pointerType(char)),
  constant(pointerType(constant(char))),
  pointerType(pointerType(int)),
  constant(char),
  constant(int),
  constant(voidType),
  constant(structS),
]
const functions: readonly CType[] = [
  functionType(int, []),
  functionType(int, takes(int)),
  functionType(int, takes(constant(int))),
  functionType(int, takes(integerType('long'))),
  functionType(int, takes(int), true),
  functionType(int, takes(int, int)),
  functionType(voidType, takes(int)),
  functionType(int, takes(pointerType(constant(char)))),
  functionType(int, takes(pointerType(typedefType('letter_t', constant(char))))),
]

const pairs = (types: readonly CType[]) => types.flatMap(a => types.map(b => [a, b] as const))

test('two types are the same when GCC finds them compatible', () => {
  const known = [...pairs(scalars), ...pairs([...pointees, ...functions])]
  assertInC(
    known.map(([a, b]) => {
      const same = `__builtin_types_compatible_p(${printType(a)}, ${printType(b)})`
      return sameUnqualified(a, b) ? same : `!${same}`
    }),
    prelude,
  )
})

test('const at the top tells types apart only where it is asked for', () => {
  assert.equal(sameUnqualified(constant(int), int), true)
  assert.equal(sameType(constant(int), int), false)
  assert.equal(sameType(constant(int), typedefType('t', constant(int))), true)
})

test('enumerations without a tag are the same only as one', () => {
  const unnamed = enumType(undefined, int)
  assert.equal(sameType(unnamed, unnamed), true)
  assert.equal(sameType(unnamed, enumType(undefined, int)), false)
  assert.equal(sameType(unnamed, int), true)
})

test('a variadic function whose numbers have a type is variadic in C', () => {
  const typed = functionType(int, takes(int), integerType('long'))
  assert.equal(sameType(typed, functionType(int, takes(int), true)), true)
  assert.equal(sameType(typed, functionType(int, takes(int))), false)
})

test('a pointer may stand where GCC passes it without a warning', () => {
  const start = `${headers}${prelude}`
  const known = pairs(pointees)
  const lines = known.map(([from, to], i) => {
    const [given, wanted] = [printType(pointerType(from), 'p'), printType(pointerType(to))]
    return `void f${i}(${wanted}); static inline void g${i}(${given}) { f${i}(p); }`
  })
  const refused = complaints(`${start}${lines.join('\n')}\n`, ['-Wpointer-sign', '-Wdiscarded-qualifiers'])
  const offset = start.split('\n').length
  assert.ok(refused.size > 100 && refused.size < known.length)
  for (const [i, [from, to]] of known.entries()) {
    const message = `${printType(pointerType(from))} where ${printType(pointerType(to))} is wanted`
    assert.equal(pointsWhereWanted(from, to), !refused.has(i + offset), message)
  }
})

test('volatile makes no difference: JavaScript reads and writes all memory as if it were', () => {
  const volatile = qualifiedType(int, { volatile: true })
  assert.equal(sameType(volatile, int), true)
  assert.equal(pointsWhereWanted(volatile, int), true)
  assert.equal(pointsWhereWanted(int, volatile), true)
})
