import assert from 'node:assert/strict'
import { test } from 'node:test'
import { integerType, pointerType, qualifiedType } from '../ctype/type.ts'
import { countError, describeWith, rangeError, show, typeError, unsupportedError } from './argument-error.ts'
import type { Argument } from './conversion.ts'

const text = pointerType(qualifiedType(integerType('char'), { const: true }))
const nptr: Argument = { function: 'atoi', index: 0, name: 'nptr', type: text }

test('an error names function, parameter, type, what was expected and what came', () => {
  const error = typeError(nptr, 'a string', 1) as TypeError & Record<string, unknown>
  assert.ok(error instanceof TypeError)
  assert.equal(error.message, "atoi: argument 1 (nptr) is 'const char *': expected a string, got 1")
  const { code, function: name, parameter, type, value } = error
  assert.deepEqual([code, name, parameter, type, value], ['ERR_CABI_ARG_TYPE', 'atoi', 'nptr', 'const char *', 1])
})

test('a parameter without a name is its number', () => {
  const error = rangeError({ ...nptr, index: 2, name: undefined }, 'less', 9) as RangeError & Record<string, unknown>
  assert.ok(error instanceof RangeError)
  assert.equal(error.message, "atoi: argument 3 is 'const char *': expected less, got 9")
  assert.deepEqual([error['code'], error['parameter']], ['ERR_CABI_ARG_RANGE', 3])
})

test('what cannot be passed yet is refused with the same facts, and the reason alone', () => {
  const error = unsupportedError(nptr, 'not yet', 1) as unknown as Error & Record<string, unknown>
  assert.equal(error.message, "atoi: argument 1 (nptr) is 'const char *': not yet")
  const { name, code, function: called, parameter, type, value } = error
  assert.deepEqual(
    [name, code, called, parameter, type, value],
    ['CabiError', 'ERR_CABI_UNSUPPORTED', 'atoi', 'nptr', 'const char *', 1],
  )
})

test('a wrong number of arguments is said in words', () => {
  assert.equal(countError('getpid', 0, 1).message, 'getpid: expected no arguments, got 1')
  assert.equal(countError('abs', 1, 0).message, 'abs: expected 1 argument, got 0')
  assert.equal(countError('pow', 2, 3).message, 'pow: expected 2 arguments, got 3')
  assert.equal(countError('printf', 1, 0, { atLeast: true }).message, 'printf: expected at least 1 argument, got 0')
  assert.equal(countError('f', 0, 1, { remark: '; why' }).message, 'f: expected no arguments, got 1; why')
  assert.deepEqual(
    { ...countError('pow', 2, 3) },
    { code: 'ERR_CABI_ARG_COUNT', function: 'pow', expected: 2, received: 3 },
  )
})

test('a value is shown as a program would write it', () => {
  const shown: readonly (readonly [value: unknown, text: string])[] = [
    [undefined, 'undefined'],
    [null, 'null'],
    [-0, '-0'],
    [1.5, '1.5'],
    [1n, '1n'],
    ['a\0b', "'a\\x00b'"],
    [Symbol('s'), 'Symbol(s)'],
    [() => 1, '[Function (anonymous)]'],
    [{ a: { b: 1 } }, '{ a: [Object] }'],
    [[1, 2, 3, 4, 5], '[ 1, 2, 3, ... 2 more items ]'],
    [new Uint8Array(2), 'Uint8Array(2) [ 0, 0 ]'],
    [new Date(0), '1970-01-01T00:00:00.000Z'],
    [Object(1), '[Number: 1]'],
  ]
  for (const [value, text] of shown) assert.equal(show(value), text)
})

test('a long value is cut, not within a character', () => {
  assert.equal(show('x'.repeat(1 << 20)), `'${'x'.repeat(59)}…`)
  assert.ok(show(`${'x'.repeat(58)}😀`).isWellFormed())
  assert.ok(show('\ud83d'.repeat(100)).isWellFormed())
})

test('a value is shown without being converted', () => {
  const ran: string[] = []
  const told = (name: string) => () => ran.push(name)
  const value = {
    valueOf: told('valueOf'),
    toString: told('toString'),
    toJSON: told('toJSON'),
    [Symbol.toPrimitive]: told('toPrimitive'),
    [Symbol.for('nodejs.util.inspect.custom')]: told('inspect'),
  }
  show(value)
  show(new Proxy({}, new Proxy({}, { get: (_, trap) => void ran.push(String(trap)) })))
  assert.deepEqual(ran, [])
})

test('what throws when it is looked at is shown all the same', () => {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  assert.equal(show(proxy), '<Revoked Proxy>')
  const detached = new DataView(new ArrayBuffer(8))
  structuredClone(detached.buffer, { transfer: [detached.buffer] })
  // Newer Nodes show these two, older throw.
  assert.match(show(detached), /^(?:a detached view|DataView \{.*)$/)
  const throwing = {
    get [Symbol.toStringTag](): string {
      throw new Error('no')
    },
  }
  assert.match(show(throwing), /^(?:an object|\{ Symbol\(Symbol\.toStringTag\): \[Getter\] \})$/)
})

test("cabi's own objects say what they are", () => {
  const own = {}
  describeWith(value => (value === own ? 'our own' : undefined))
  assert.equal(show(own), 'our own')
  assert.equal(show({}), '{}')
})
