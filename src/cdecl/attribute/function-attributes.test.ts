import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bareType, type FunctionAttributes } from '../../ctype/type.ts'
import { parseDeclarations } from '../parse.ts'
import { mergedFunctionAttributes } from './function-attributes.ts'

const attributesOf = (text: string): FunctionAttributes => parseDeclarations(text).functions.get('f')!.type.attributes

test('attributes of functions are kept with parameters counted from 0', () => {
  assert.deepEqual(
    attributesOf(
      'char *f(char *, const char *, ...) __attribute__((noreturn, nonnull(1, 2), returns_nonnull, format(printf, 2, 3)));',
    ),
    { noreturn: true, nonnull: [0, 1], returnsNonnull: true, format: { style: 'printf', format: 1, values: 2 } },
  )
})

test('they may stand before the type, before the name and behind the parameters, and are merged', () => {
  assert.deepEqual(
    attributesOf(
      '__attribute__((nonnull(2))) int __attribute__((noreturn)) f(char *, char *) __attribute__((nonnull(1)));',
    ),
    { noreturn: true, nonnull: [0, 1] },
  )
})

test('a declaration without attributes has none', () => {
  assert.deepEqual(attributesOf('int f(char *) __attribute__((pure));'), {})
})

test('in a list of declarators, those of the specifiers are everyone’s, those behind only the own', () => {
  const { functions } = parseDeclarations(
    '__attribute__((noreturn)) void f(char *) __attribute__((nonnull)), g(char *);',
  )
  assert.deepEqual(
    [...functions.values()].map(({ type }) => type.attributes),
    [{ noreturn: true, nonnull: 'all' }, { noreturn: true }],
  )
})

test('they belong to the function that a pointer points to', () => {
  const { types, variables } = parseDeclarations(
    'typedef void (*t)(char *) __attribute__((nonnull)); struct s { void (*m)(void) __attribute__((noreturn)); }; extern void (*v)(void) __attribute__((noreturn));',
  )
  const pointee = (type: Parameters<typeof bareType>[0]) => {
    const pointer = bareType(type)
    return pointer.kind === 'pointer' && bareType(pointer.target)
  }
  const t = pointee(types.get('t')!)
  assert.deepEqual(t && t.kind === 'function' && t.attributes, { nonnull: 'all' })
  const v = pointee(variables.get('v')!.type)
  assert.deepEqual(v && v.kind === 'function' && v.attributes, { noreturn: true })
})

test('nonnull of a parameter that is no pointer, or of none, is dropped as a whole', () => {
  assert.deepEqual(attributesOf('int f(char *, int) __attribute__((nonnull(1, 2), nonnull(1)));'), { nonnull: [0] })
  assert.deepEqual(attributesOf('int f(char *) __attribute__((nonnull(1, 2)));'), {})
  assert.deepEqual(attributesOf('int f() __attribute__((nonnull(7)));'), { nonnull: [6] })
})

test('a format of a parameter that is not there is dropped', () => {
  assert.deepEqual(attributesOf('int f(const char *, ...) __attribute__((format(printf, 2, 3)));'), {})
})

test('merging unites the parameters that must not be null and keeps the first format', () => {
  const merged = mergedFunctionAttributes(
    { nonnull: [2, 0], format: { style: 'printf', format: 0, values: 1 } },
    { nonnull: [1, 0], noreturn: true, format: { style: 'scanf', format: 0, values: 1 } },
  )
  assert.deepEqual(merged, { nonnull: [0, 1, 2], noreturn: true, format: { style: 'printf', format: 0, values: 1 } })
  assert.deepEqual(mergedFunctionAttributes({ nonnull: 'all' }, { nonnull: [0] }), { nonnull: 'all' })
  assert.deepEqual(mergedFunctionAttributes({}, {}), {})
  assert.ok(Object.isFrozen(merged))
})
