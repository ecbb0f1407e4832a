/** What `printType` writes, the parser reads back as the same type. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseDeclarations } from '../src/cdecl/parse.ts'
import { sameType } from '../src/ctype/compatible.ts'
import { printType } from '../src/ctype/print.ts'
import { integers, isIntegerName } from '../src/ctype/scalar.ts'
import { x86_64_linux } from '../src/ctype/target.ts'
import {
  boolType,
  type CType,
  type FunctionType,
  floatingType,
  functionType,
  integerType,
  pointerType,
  qualifiedType,
  voidType,
} from '../src/ctype/type.ts'

const context = parseDeclarations(`
  struct s; union u; enum color { RED }; enum sign { MINUS = -1 };
  typedef const char letter_t;
  typedef struct s *handle_t;
`)
const prelude =
  'struct s; union u; enum color { RED }; enum sign { MINUS = -1 }; typedef const char letter_t; typedef struct s *handle_t;'

const scalars: readonly CType[] = [
  boolType,
  floatingType('float'),
  floatingType('double'),
  ...Object.keys(integers).filter(isIntegerName).map(integerType),
  ...['enum color', 'enum sign'].map(tag => context.tags.get(tag)!),
  context.types.get('handle_t')!,
]
const pointees = [
  ...scalars,
  voidType,
  ...['struct s', 'union u'].map(tag => context.tags.get(tag)!),
  context.types.get('letter_t')!,
]

const qualified = (type: fc.Arbitrary<CType>): fc.Arbitrary<CType> =>
  fc
    .tuple(type, fc.boolean(), fc.boolean())
    .map(([type, isConst, isVolatile]) => qualifiedType(type, { const: isConst, volatile: isVolatile }))

const { object } = fc.letrec<{ object: CType }>(tie => ({
  object: qualified(
    fc.oneof(
      { depthSize: 'medium' },
      fc.constantFrom(...scalars),
      fc.oneof(qualified(fc.constantFrom(...pointees)), tie('object')).map(pointerType),
    ),
  ),
}))

const functions: fc.Arbitrary<FunctionType> = fc
  .record({
    // A result has no qualifiers of its own (C17 6.7.6.3 §5).
    result: fc.oneof(
      fc.constant(voidType),
      object.map(type => (type.kind === 'qualified' ? type.type : type)),
    ),
    parameters: fc.array(fc.record({ type: object, isNamed: fc.boolean() }), { maxLength: 8 }),
    variadic: fc.boolean(),
  })
  .map(({ result, parameters, variadic }) =>
    functionType(
      result,
      parameters.map(({ type, isNamed }, i) => ({ name: isNamed ? `p${i}` : undefined, type })),
      { variadic },
    ),
  )

/** Every qualifier counts here, volatile and those of parameters too: they are in the text, if not in the type. */
function assertSame(parsed: FunctionType, printed: FunctionType, text: string): void {
  assert.ok(sameType(parsed, printed, x86_64_linux), text)
  assert.equal(printType(parsed, 'f'), printType(printed, 'f'))
}

test('a printed function, with its parameters’ names, is parsed as the same type', () => {
  const property = fc.property(functions, type => {
    const text = `${prelude}\n${printType(type, 'f')};`
    assertSame(parseDeclarations(text).functions.get('f')!.type, type, text)
  })
  fc.assert(property, { numRuns: 3000 })
})

test('a printed type without a name is parsed as the same type where a parameter has none', () => {
  const property = fc.property(object, type => {
    const text = `${prelude}\nvoid f(${printType(type)});`
    const [parameter] = parseDeclarations(text).functions.get('f')!.type.parameters
    assert.equal(parameter!.name, undefined)
    assert.ok(sameType(parameter!.type, type, x86_64_linux), text)
    assert.equal(printType(parameter!.type), printType(type))
  })
  fc.assert(property, { numRuns: 3000 })
})
