/** What a declaration says beyond its types: `nonnull`, `format`, `()`, `__asm__`, `static`. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileFixture } from '../../test/fixture.ts'
import { bothMarshallers } from '../../test/values/marshallers.ts'
import { type CFunction, c, open } from '../index.ts'

const file = compileFixture(new URL('./attribute.c', import.meta.url))
const declared = (text: string) => open(file, text)

const isNull = (attribute: string) =>
  declared(`int is_null(const void *a, const char *b, int n) ${attribute};`)['is_null'] as CFunction

const forbidden = (index: number, name: string, type: string) => ({
  name: 'TypeError',
  code: 'ERR_CABI_ARG_TYPE',
  message: `is_null: argument ${index} (${name}) is '${type}': expected a value other than null, which the declaration's nonnull forbids, got null`,
  parameter: name,
})

test('null is refused for the parameters that nonnull lists, in every form of a call, and for no others', () => {
  const function_ = isNull('__attribute__((nonnull(2)))')
  for (const call of [function_, function_.raw, ...bothMarshallers('is_null', function_)]) {
    assert.throws(() => call(null, null, 0), forbidden(2, 'b', 'const char *'))
    assert.equal(call(null, 'b', 4), 5)
    assert.equal(call(new Uint8Array(1), 'b', 4), 4)
  }
})

test('nonnull without a list is for every pointer', () => {
  const function_ = isNull('__attribute__((nonnull))')
  for (const call of [function_, function_.raw, ...bothMarshallers('is_null', function_)]) {
    assert.throws(() => call(null, 'b', 0), forbidden(1, 'a', 'const void *'))
    assert.throws(() => call(new Uint8Array(1), null, 0), forbidden(2, 'b', 'const char *'))
    assert.throws(() => call(new Uint8Array(1), 'b', null), { code: 'ERR_CABI_ARG_TYPE', parameter: 'n' })
    assert.equal(call(new Uint8Array(1), 'b', 4), 4)
  }
})

test('functions of the same types with and without nonnull do not share their checks', () => {
  const without = isNull('')
  assert.equal(without(null, null, 0), 3)
  assert.throws(() => isNull('__attribute__((nonnull(1)))')(null, null, 0), { parameter: 'a' })
  assert.equal(without(null, null, 0), 3)
})

test('of a variadic function nonnull is for the declared parameters', () => {
  const text = 'int log_to(char *to, const char *format, ...) __attribute__((nonnull));'
  const { log_to } = declared(text)
  const to = new Uint8Array(32)
  assert.throws(() => log_to(null, '%p', null), { code: 'ERR_CABI_ARG_TYPE', parameter: 'to' })
  assert.equal(log_to(to, 'x%p', null), 6)
  assert.equal(Buffer.from(to).toString('latin1', 0, 6), 'x(nil)')
})

test('a format attribute decides the types of the values', () => {
  const { log_to } = declared('int log_to(char *to, const char *format, ...) __attribute__((format(printf, 2, 3)));')
  const to = new Uint8Array(32)
  assert.equal(log_to(to, '%d %.1f %s', 7, 0.5, 'x'), 7)
  assert.equal(Buffer.from(to).toString('latin1', 0, 7), '7 0.5 x')
  assert.throws(() => log_to(to, '%d', 'x'), {
    code: 'ERR_CABI_ARG_TYPE',
    message: /^log_to: argument 3 \(%d\) is 'int': /,
  })
  assert.throws(() => log_to(to, '%d'), { code: 'ERR_CABI_ARG_COUNT' })
})

test('without the attribute a function of another name takes typed values alone', () => {
  const { log_to } = declared('int log_to(char *to, const char *format, ...);')
  assert.throws(() => log_to(new Uint8Array(32), '%d', 7), { code: 'ERR_CABI_ARG_TYPE', parameter: 3 })
  assert.equal(log_to(new Uint8Array(32), '%d', c.int(7)), 1)
})

test('a function declared with () is called without arguments, as if it could be variadic', () => {
  const { al } = declared('int al();')
  for (let i = 0; i < 200; i++) assert.equal(al(), 0)
  assert.equal(al.raw(), 0)
})

test('arguments for () are refused, and the message says why', () => {
  const { al } = declared('int al();')
  for (const call of [al, al.raw, ...bothMarshallers('al', al)]) {
    assert.throws(() => call(1, 2), {
      name: 'TypeError',
      code: 'ERR_CABI_ARG_COUNT',
      message: 'al: expected no arguments, got 2; its declaration, al(), names no parameters',
      expected: 0,
      received: 2,
    })
  }
  const prototype = declared('int al(void);')['al']
  assert.throws(() => prototype(1), { message: 'al: expected no arguments, got 1' })
})

test('__asm__ names the symbol, the declaration the property', () => {
  const library = declared('int callee(void) __asm__("callee_v2"); int counted(void) __asm__("callee_v3");')
  assert.equal(library['callee'](), 2)
  assert.equal(library['callee'].name, 'callee')
  assert.throws(() => library['callee'](1), { message: 'callee: expected no arguments, got 1' })
  assert.throws(() => library['counted'], {
    code: 'ERR_CABI_SYMBOL_NOT_FOUND',
    message: `there is no symbol 'callee_v3' (for 'counted') in '${file}' (${file}); did you mean 'callee_v2'?`,
    symbol: 'callee_v3',
  })
  assert.throws(() => open(file, 'int counted(void) __asm__("callee_v3");', { now: true }), { symbol: 'callee_v3' })
})

test('what is static or inline is called where the library has it all the same, and said to be so where not', () => {
  const text = `static inline int twice(int n) { return n + n; }
    static inline int thrice(int n) { return 3 * n; }`
  const library = declared(text)
  assert.equal(library['twice'](4), 8)
  assert.throws(() => library['thrice'], {
    code: 'ERR_CABI_SYMBOL_NOT_FOUND',
    message: `there is no symbol 'thrice' in '${file}' (${file}): it is declared static or inline, which no library has to have`,
    symbol: 'thrice',
  })
  assert.equal(typeof open(file, text, { now: true })['twice'], 'function')
})
