import assert from 'node:assert/strict'
import { test } from 'node:test'
import { missingCompiler } from '../../test/oracle/compiler.ts'
import { assertInC } from '../../test/oracle/gcc.ts'
import { underlyingType } from './enumeration.ts'
import { targets, x86_64_linux } from './target.ts'
import { boolType, enumType, integerType, typedefType } from './type.ts'

const edges = [7n, 8n, 15n, 16n, 31n, 32n, 63n].flatMap(bits => [2n ** bits - 1n, 2n ** bits])
const values = [0n, 1n, ...edges, 2n ** 64n - 1n]
const negative = values.map(value => -value - 1n).filter(value => value >= -(2n ** 63n))
const lists = [...values.map(value => [value]), ...negative.flatMap(a => [[a], ...values.map(b => [a, b])])]
const literal = (value: bigint) => (value < 0n ? `(${value + 1n}LL - 1)` : `${value}ULL`)

for (const target of Object.values(targets)) {
  test(`an enumeration has the integer type that GCC gives it, packed or not, on ${target.name}`, t => {
    const missing = missingCompiler(target.name)
    if (missing !== undefined) return t.skip(missing)
    const cases = [false, true].flatMap(packed =>
      lists.map(list => {
        const enumerators = list.map(value => ({ name: '', value }))
        return { packed, list, type: underlyingType(enumType('e', { enumerators, fixed: undefined, packed }), target) }
      }),
    )
    for (const { list, type } of cases) {
      // What no integer of 64 bits holds.
      assert.equal(type === undefined, list[0]! < 0n && list.at(-1)! >= 2n ** 63n, String(list))
    }
    const there = cases.filter(({ type }) => type !== undefined)
    const definitions = there.map(({ packed, list }, i) => {
      const body = list.map((value, j) => `E${i}_${j} = ${literal(value)}`).join(', ')
      return `enum e${i} { ${body} }${packed ? ' __attribute__((packed))' : ''};`
    })
    const conditions = there.map(({ type }, i) => `__builtin_types_compatible_p(enum e${i}, ${type!.name})`)
    assertInC(conditions, definitions.join('\n'), target.name)
  })
}

const definition = { enumerators: [{ name: 'A', value: 1n }], packed: false }

test('an enumeration has the type that it is declared with', () => {
  const byte = integerType('uint8_t')
  assert.equal(underlyingType(enumType('e', { ...definition, fixed: typedefType('byte', byte) }), x86_64_linux), byte)
})

test('an enumeration that is not defined, or is of bool, has no integer type', () => {
  assert.equal(underlyingType(enumType('e'), x86_64_linux), undefined)
  assert.equal(underlyingType(enumType('e', { ...definition, fixed: boolType }), x86_64_linux), undefined)
})
