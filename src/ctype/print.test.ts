import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { assertInC } from '../../test/oracle/gcc.ts'
import { printType } from './print.ts'
import {
  arrayType,
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

const microsoft = { attributes: { convention: 'ms' } } as const

const spellings: readonly (readonly [CType, string, string])[] = [
  [voidType, 'void', 'void x'],
  [boolType, 'bool', 'bool x'],
  [integerType('unsigned long long'), 'unsigned long long', 'unsigned long long x'],
  [integerType('size_t'), 'size_t', 'size_t x'],
  [floatingType('double'), 'double', 'double x'],
  [enumType('color'), 'enum color', 'enum color x'],
  [enumType(undefined), 'enum', 'enum x'],
  [recordType('struct', 's'), 'struct s', 'struct s x'],
  [recordType('union', 'u'), 'union u', 'union u x'],
  [recordType('struct', undefined), 'struct', 'struct x'],
  [complexType(floatingType('long double')), 'long double _Complex', 'long double _Complex x'],
  [vectorType(int, 16), 'int __attribute__((vector_size(16)))', 'int __attribute__((vector_size(16))) x'],
  [qualifiedType(int, { const: true, atomic: true }), 'const _Atomic int', 'const _Atomic int x'],
  [qualifiedType(pointerType(int), { atomic: true }), 'int *_Atomic', 'int *_Atomic x'],
  [arrayType(int, 3), 'int [3]', 'int x[3]'],
  [arrayType(int, undefined), 'int []', 'int x[]'],
  [arrayType(arrayType(int, 4), 3), 'int [3][4]', 'int x[3][4]'],
  [arrayType(constant(char), 3), 'const char [3]', 'const char x[3]'],
  [arrayType(pointerType(char), 3), 'char *[3]', 'char *x[3]'],
  [pointerType(arrayType(int, 3)), 'int (*)[3]', 'int (*x)[3]'],
  [arrayType(pointerType(functionType(int, [])), 2), 'int (*[2])(void)', 'int (*x[2])(void)'],
  [functionType(pointerType(arrayType(int, 3)), []), 'int (* (void))[3]', 'int (*x(void))[3]'],
  [functionType(int, [], { isPrototype: false }), 'int ()', 'int x()'],
  [functionType(int, [], microsoft), '__attribute__((ms_abi)) int (void)', '__attribute__((ms_abi)) int x(void)'],
  [
    pointerType(functionType(int, [], microsoft)),
    'int (__attribute__((ms_abi)) *)(void)',
    'int (__attribute__((ms_abi)) *x)(void)',
  ],
  [typedefType('FILE', recordType('struct', '_IO_FILE')), 'FILE', 'FILE x'],
  [pointerType(int), 'int *', 'int *x'],
  [pointerType(pointerType(int)), 'int **', 'int **x'],
  [constant(int), 'const int', 'const int x'],
  [qualifiedType(int, { const: true, volatile: true }), 'const volatile int', 'const volatile int x'],
  [pointerType(constant(char)), 'const char *', 'const char *x'],
  [constant(pointerType(char)), 'char *const', 'char *const x'],
  [constant(pointerType(constant(char))), 'const char *const', 'const char *const x'],
  [pointerType(constant(pointerType(constant(char)))), 'const char *const *', 'const char *const *x'],
  [qualifiedType(pointerType(int), { volatile: true }), 'int *volatile', 'int *volatile x'],
  [constant(typedefType('handle', pointerType(voidType))), 'const handle', 'const handle x'],
  [functionType(int, []), 'int (void)', 'int x(void)'],
  [
    functionType(int, takes(pointerType(constant(char))), { variadic: true }),
    'int (const char *, ...)',
    'int x(const char *, ...)',
  ],
  [functionType(int, takes(int), { variadic: integerType('long') }), 'int (int, ...)', 'int x(int, ...)'],
  [functionType(int, [], { variadic: true }), 'int (...)', 'int x(...)'],
  [pointerType(functionType(int, [])), 'int (*)(void)', 'int (*x)(void)'],
  [constant(pointerType(functionType(int, []))), 'int (*const)(void)', 'int (*const x)(void)'],
  [pointerType(pointerType(functionType(int, []))), 'int (**)(void)', 'int (**x)(void)'],
  [functionType(pointerType(char), []), 'char * (void)', 'char *x(void)'],
  [functionType(constant(pointerType(char)), []), 'char *const (void)', 'char *const x(void)'],
  [functionType(pointerType(functionType(int, takes(char))), []), 'int (* (void))(char)', 'int (*x(void))(char)'],
]

for (const [type, abstract, declaration] of spellings) {
  test(`prints '${declaration}', and '${abstract}' without a name`, () => {
    assert.equal(printType(type, 'x'), declaration)
    assert.equal(printType(type), abstract)
  })
}

test('a function is printed with the names of its parameters', () => {
  const compare = pointerType(functionType(int, takes(pointerType(constant(voidType)))))
  const parameters = [
    { name: 'base', type: pointerType(voidType) },
    { name: 'compar', type: compare },
  ]
  assert.equal(
    printType(functionType(voidType, parameters), 'qsort'),
    'void qsort(void *base, int (*compar)(const void *))',
  )
})

/** A type, and the same built from typedefs one derivation at a time, so that no declarator has to be read. */
interface Built {
  readonly type: CType
  readonly name: string
  readonly typedefs: readonly string[]
}

let count = 0
function built(type: CType, from: readonly Built[], definition: (name: string) => string): Built {
  const name = `t${count++}`
  return { type, name, typedefs: [...from.flatMap(other => other.typedefs), `typedef ${definition(name)};`] }
}
const leaf = (type: CType) => built(type, [], name => `${printType(type)} ${name}`)

const double = floatingType('double')
const scalars = [int, char, boolType, double, integerType('size_t'), complexType(double), vectorType(int, 16)]
const { object } = fc.letrec<{ object: Built; pointee: Built }>(tie => ({
  object: fc.oneof(
    { depthSize: 'medium' },
    fc.constantFrom(...scalars).map(leaf),
    fc.tuple(tie('pointee'), fc.constantFrom('', 'const', 'volatile', 'const volatile')).map(([to, words]) => {
      const qualifiers = { const: words.includes('const'), volatile: words.includes('volatile') }
      return built(qualifiedType(pointerType(to.type), qualifiers), [to], name => `${to.name} *${words} ${name}`)
    }),
  ),
  pointee: fc.oneof(
    { depthSize: 'medium' },
    fc.constantFrom(...scalars, voidType, recordType('struct', 's')).map(leaf),
    tie('object').map(of => built(constant(of.type), [of], name => `const ${of.name} ${name}`)),
    tie('object').map(of => built(arrayType(of.type, 3), [of], name => `${of.name} ${name}[3]`)),
    fc.tuple(tie('object'), fc.array(tie('object'), { maxLength: 3 })).map(([result, parameters]) => {
      const type = functionType(result.type, takes(...parameters.map(parameter => parameter.type)))
      const list = parameters.map(parameter => parameter.name).join() || 'void'
      return built(type, [result, ...parameters], name => `${result.name} ${name}(${list})`)
    }),
  ),
}))

test('GCC reads every printed type, with and without a name, as the type that was printed', () => {
  const cases = fc.sample(object, 500)
  const lines = cases.flatMap(({ type, typedefs }, i) => [...typedefs, `extern ${printType(type, `x${i}`)};`])
  // Pointers to the types: at the top the builtin would not look at qualifiers.
  const conditions = cases.flatMap(({ type, name }, i) => [
    `__builtin_types_compatible_p(__typeof__(&x${i}), ${name} *)`,
    `__builtin_types_compatible_p(__typeof__(${printType(type)}) *, ${name} *)`,
  ])
  assert.ok(cases.some(({ type }) => printType(type).includes('(*')))
  assertInC(conditions, `struct s;\n${lines.join('\n')}`)
})
