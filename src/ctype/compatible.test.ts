import assert from 'node:assert/strict'
import { test } from 'node:test'
import { missingCompiler } from '../../test/oracle/compiler.ts'
import { assertInC, complaints, headers } from '../../test/oracle/gcc.ts'
import { pointsWhereWanted, sameType, sameUnqualified } from './compatible.ts'
import { sizeOf } from './layout.ts'
import { printType } from './print.ts'
import { integers, isIntegerName } from './scalar.ts'
import { type Target, targets, x86_64_linux } from './target.ts'
import {
  arrayType,
  bareType,
  boolType,
  type CType,
  complexType,
  enumType,
  floatingType,
  functionType,
  integerType,
  pointerType,
  qualifiedType,
  recordType,
  typedefType,
  vectorType,
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
enum __attribute__((packed)) small { SMALL };
struct s; union u; struct t;
typedef int number_t;
typedef const char letter_t;
typedef struct s s_t;
typedef struct s *handle_t;
`
const enumeration = (tag: string, value: bigint, packed = false) =>
  enumType(tag, { enumerators: [{ name: '', value }], fixed: undefined, packed })
const color = enumeration('color', 1n)
const sign = enumeration('sign', -1n)
const structS = recordType('struct', 's')
const double = floatingType('double')
const scalars: readonly CType[] = [
  boolType,
  ...(['float', 'double', 'long double', '_Float16', '_Float32', '_Float64', '_Float128'] as const).map(floatingType),
  ...(['_Float32x', '_Float64x', '__bf16'] as const).map(floatingType),
  ...Object.keys(integers).filter(isIntegerName).map(integerType),
  color,
  sign,
  enumeration('wide', 0x100000000n),
  enumeration('small', 0n, true),
  typedefType('number_t', int),
  complexType(double),
  complexType(floatingType('float')),
  complexType(int),
  vectorType(int, 16),
  vectorType(integerType('unsigned int'), 16),
  vectorType(int, 8),
]
const pointees: readonly CType[] = [
  ...['char', 'signed char', 'unsigned char', 'int', 'unsigned int', 'long', 'long long', 'size_t', 'uint64_t']
    .filter(isIntegerName)
    .map(integerType),
  voidType,
  boolType,
  floatingType('float'),
  double,
  color,
  sign,
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
  qualifiedType(int, { atomic: true }),
]
/** Pointers to them are not what ordinary code passes: GCC warns of some that C allows. */
const arrays: readonly CType[] = [
  arrayType(int, 3),
  arrayType(int, 4),
  arrayType(int, undefined),
  arrayType(constant(int), 3),
  arrayType(arrayType(int, 3), 2),
  arrayType(arrayType(int, 3), undefined),
  pointerType(arrayType(int, 3)),
  pointerType(arrayType(int, undefined)),
  pointerType(arrayType(constant(int), 3)),
  pointerType(qualifiedType(int, { atomic: true })),
  pointerType(int),
]
const functions: readonly CType[] = [
  functionType(int, []),
  functionType(int, takes(int)),
  functionType(int, takes(constant(int))),
  functionType(int, takes(integerType('long'))),
  functionType(int, takes(int), { variadic: true }),
  functionType(int, takes(int, int)),
  functionType(voidType, takes(int)),
  functionType(int, takes(pointerType(constant(char)))),
  functionType(int, takes(pointerType(typedefType('letter_t', constant(char))))),
  functionType(int, [], { isPrototype: false }),
  ...[boolType, char, integerType('short'), color, floatingType('float'), double, complexType(int), structS].map(type =>
    functionType(int, takes(type)),
  ),
  ...(['ms', 'sysv', 'stdcall', 'fastcall', 'thiscall', 'cdecl'] as const).map(convention =>
    functionType(int, takes(int), { attributes: { convention } }),
  ),
]

const pairs = (types: readonly CType[]) => types.flatMap(a => types.map(b => [a, b] as const))

/** Of a target without the type, its compiler has nothing to say. */
const isThere = (type: CType, target: Target) =>
  (type.kind !== 'integer' || type.name in target.typedefs || type.name in target.size) &&
  (bareType(type).kind === 'record' || sizeOf(type, target) !== undefined)

for (const target of Object.values(targets)) {
  test(`two types are the same when GCC finds them compatible, on ${target.name}`, t => {
    const missing = missingCompiler(target.name)
    if (missing !== undefined) return t.skip(missing)
    const there = scalars.filter(type => isThere(type, target))
    const known = [...pairs(there), ...pairs([...pointees, ...arrays, ...functions])]
    const conditions = known.map(([a, b]) => {
      const same = `__builtin_types_compatible_p(${printType(a)}, ${printType(b)})`
      return sameUnqualified(a, b, target) ? same : `!${same}`
    })
    assertInC(conditions, prelude, target.name)
  })
}

test('const at the top tells types apart only where it is asked for', () => {
  assert.equal(sameUnqualified(constant(int), int, x86_64_linux), true)
  assert.equal(sameType(constant(int), int, x86_64_linux), false)
  assert.equal(sameType(constant(int), typedefType('t', constant(int)), x86_64_linux), true)
})

test('enumerations without a tag are the same only as one', () => {
  const unnamed = enumType(undefined, { enumerators: [{ name: 'A', value: -1n }], fixed: undefined, packed: false })
  assert.equal(sameType(unnamed, unnamed, x86_64_linux), true)
  assert.equal(
    sameType(
      unnamed,
      enumType(undefined, { enumerators: [{ name: 'A', value: -1n }], fixed: undefined, packed: false }),
      x86_64_linux,
    ),
    false,
  )
  assert.equal(sameType(unnamed, int, x86_64_linux), true)
})

test('a variadic function whose numbers have a type is variadic in C', () => {
  const typed = functionType(int, takes(int), { variadic: integerType('long') })
  assert.equal(sameType(typed, functionType(int, takes(int), { variadic: true }), x86_64_linux), true)
  assert.equal(sameType(typed, functionType(int, takes(int)), x86_64_linux), false)
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
    assert.equal(pointsWhereWanted(from, to, x86_64_linux), !refused.has(i + offset), message)
  }
})

test('volatile makes no difference: JavaScript reads and writes all memory as if it were', () => {
  const volatile = qualifiedType(int, { volatile: true })
  assert.equal(sameType(volatile, int, x86_64_linux), true)
  assert.equal(pointsWhereWanted(volatile, int, x86_64_linux), true)
  assert.equal(pointsWhereWanted(int, volatile, x86_64_linux), true)
})

test('_Atomic objects are not pointed to as others are: their size may differ', () => {
  const atomic = qualifiedType(int, { atomic: true })
  assert.equal(sameUnqualified(atomic, int, x86_64_linux), true)
  assert.equal(sameType(atomic, int, x86_64_linux), false)
  assert.equal(pointsWhereWanted(atomic, int, x86_64_linux), false)
  assert.equal(pointsWhereWanted(atomic, voidType, x86_64_linux), true)
})

test('records without a tag are the same only as one', () => {
  const unnamed = recordType('struct', undefined)
  assert.equal(sameType(unnamed, unnamed, x86_64_linux), true)
  assert.equal(sameType(unnamed, recordType('struct', undefined), x86_64_linux), false)
})

test('a typedef is the type that the target says it is', () => {
  const [size, long] = [integerType('size_t'), integerType('unsigned long')]
  assert.equal(sameType(size, long, x86_64_linux), true)
  assert.equal(sameType(size, long, targets['x86_64-windows']), false)
  assert.equal(sameType(size, integerType('unsigned int'), targets['armhf-linux']), true)
})

test('a convention that a target does not have makes no difference there', () => {
  const stdcall = functionType(int, [], { attributes: { convention: 'stdcall' } })
  assert.equal(sameType(stdcall, functionType(int, []), x86_64_linux), true)
  assert.equal(sameType(stdcall, functionType(int, []), targets['i386-linux']), false)
})

test('types that contain another 2^40 times, by their names, are compared soon', () => {
  const doubled = (name: string) => {
    let type: CType = typedefType(name, pointerType(int))
    for (let i = 0; i < 40; i++) {
      const parameter = { name: undefined, type }
      type = typedefType(`${name}${i}`, pointerType(functionType(type, [parameter, parameter])))
    }
    return type
  }
  const type = doubled('a')
  assert.equal(sameType(type, doubled('b'), x86_64_linux), true)
  assert.equal(sameType(type, pointerType(functionType(type, [])), x86_64_linux), false)
})
