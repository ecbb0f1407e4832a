import assert from 'node:assert/strict'
import { test } from 'node:test'
import { printType } from '../ctype/print.ts'
import {
  type FormatAttribute,
  type FunctionType,
  functionType,
  integerType,
  pointerType,
  qualifiedType,
} from '../ctype/type.ts'
import { type FormatKind, formatConversions, formatOf } from './format.ts'

/** `int f(const char *, ...)` with so many parameters. */
function takes(count: number, format?: FormatAttribute): FunctionType {
  const text = pointerType(qualifiedType(integerType('char'), { const: true }))
  const parameters = Array.from({ length: count }, () => ({ name: undefined, type: text }))
  return functionType(integerType('int'), parameters, { variadic: true, attributes: format ? { format } : {} })
}

const typesOf = (format: string, kind: FormatKind) =>
  formatConversions('printf', format, kind)
    .map(({ text, type }) => `${text}: ${printType(type)}`)
    .join('; ')

const printf = (format: string) => typesOf(format, 'printf')
const scanf = (format: string) => typesOf(format, 'scanf')

test("the C library's functions with a format are known, and which parameter it is", () => {
  assert.deepEqual(formatOf('printf', takes(1)), { kind: 'printf', parameter: 0 })
  assert.deepEqual(formatOf('snprintf', takes(3)), { kind: 'printf', parameter: 2 })
  assert.deepEqual(formatOf('sscanf', takes(2)), { kind: 'scanf', parameter: 1 })
  for (const name of ['vprintf', 'my_printf', 'toString', 'open']) assert.equal(formatOf(name, takes(3)), undefined)
})

test('a known name declared without the parameter has no format', () => {
  assert.equal(formatOf('snprintf', takes(2)), undefined)
  assert.equal(formatOf('printf', takes(0)), undefined)
})

test('an attribute says which parameter is the format, whatever the name', () => {
  assert.deepEqual(formatOf('log_to', takes(2, { style: 'printf', format: 1, values: 2 })), {
    kind: 'printf',
    parameter: 1,
  })
  assert.deepEqual(formatOf('printf', takes(3, { style: 'scanf', format: 2, values: 3 })), {
    kind: 'scanf',
    parameter: 2,
  })
})

test('an attribute of another style, of a va_list, or that fits the declaration badly gives no format, even to a known name', () => {
  const attributes: readonly FormatAttribute[] = [
    { style: 'strftime', format: 0, values: undefined },
    { style: 'strfmon', format: 0, values: 1 },
    { style: 'printf', format: 0, values: undefined },
    { style: 'printf', format: 0, values: 2 },
    { style: 'printf', format: 1, values: 1 },
  ]
  for (const format of attributes) assert.equal(formatOf('printf', takes(1, format)), undefined)
})

test('text without directives and %% take nothing', () => {
  for (const format of ['', 'text', '100%%', '%%d', '%%%%']) {
    assert.equal(printf(format), '')
    assert.equal(scanf(format), '')
  }
})

test('printf: each conversion with each length', () => {
  const types: Readonly<Record<string, string>> = {
    '%d': 'int',
    '%i': 'int',
    '%u': 'unsigned int',
    '%o': 'unsigned int',
    '%x': 'unsigned int',
    '%X': 'unsigned int',
    '%hhd': 'signed char',
    '%hhu': 'unsigned char',
    '%hd': 'short',
    '%hx': 'unsigned short',
    '%ld': 'long',
    '%lu': 'unsigned long',
    '%lld': 'long long',
    '%llX': 'unsigned long long',
    '%qd': 'long long',
    '%jd': 'intmax_t',
    '%ju': 'uintmax_t',
    '%zd': 'ssize_t',
    '%zu': 'size_t',
    '%td': 'ptrdiff_t',
    '%f': 'double',
    '%lf': 'double',
    '%e': 'double',
    '%G': 'double',
    '%a': 'double',
    '%c': 'char',
    '%lc': 'wint_t',
    '%s': 'const char *',
    '%ls': 'const wchar_t *',
    '%p': 'const void *',
    '%n': 'int *',
    '%hhn': 'signed char *',
    '%ln': 'long *',
    '%zn': 'ssize_t *',
  }
  for (const [directive, type] of Object.entries(types)) assert.equal(printf(directive), `${directive}: ${type}`)
})

test('printf: flags, width and precision are part of the directive; a star is an int before it', () => {
  assert.equal(printf("%-+ #0'12.3d"), "%-+ #0'12.3d: int")
  assert.equal(printf('%.f|%5.*f'), '%.f: double; *: int; %5.*f: double')
  assert.equal(printf('%*d'), '*: int; %*d: int')
  assert.equal(printf('%-*d'), '*: int; %-*d: int')
  assert.equal(printf('%*.*s'), '*: int; *: int; %*.*s: const char *')
})

test('printf: %m takes nothing', () => {
  assert.equal(printf('%m: %d'), '%d: int')
})

test('scanf: pointers to what is stored', () => {
  const types: Readonly<Record<string, string>> = {
    '%d': 'int *',
    '%i': 'int *',
    '%u': 'unsigned int *',
    '%x': 'unsigned int *',
    '%hhd': 'signed char *',
    '%hu': 'unsigned short *',
    '%ld': 'long *',
    '%llu': 'unsigned long long *',
    '%jd': 'intmax_t *',
    '%zu': 'size_t *',
    '%f': 'float *',
    '%lf': 'double *',
    '%lg': 'double *',
    '%c': 'char *',
    '%5s': 'char *',
    '%ls': 'wchar_t *',
    '%p': 'void **',
    '%n': 'int *',
    '%[abc]': 'char *',
    '%10[^\n]': 'char *',
    '%[]x]': 'char *',
    '%[^]x]': 'char *',
    '%l[a-z]': 'wchar_t *',
  }
  for (const [directive, type] of Object.entries(types)) assert.equal(scanf(directive), `${directive}: ${type}`)
})

test('scanf: what a star suppresses takes nothing', () => {
  assert.equal(scanf('%*d %d %*[a-z] %*5s'), '%d: int *')
})

test('several directives in order, with text between', () => {
  assert.equal(printf('%s is %d years and %5.2f m\n'), '%s: const char *; %d: int; %5.2f: double')
})

test('what is not supported is refused with the directive and the format', () => {
  const refusals: readonly (readonly [kind: FormatKind, format: string, directive: string])[] = [
    ['printf', '%Lf', '%Lf'],
    ['printf', 'a %1$d b', '%1$d'],
    ['printf', '%*1$d', '%*1$d'],
    ['printf', '100%', '%'],
    ['printf', '%5', '%5'],
    ['printf', '%y', '%y'],
    ['printf', '%hs', '%hs'],
    ['printf', '%hf', '%hf'],
    ['printf', '%C', '%C'],
    ['scanf', '%Lf', '%Lf'],
    ['scanf', '%ms', '%m'],
    ['scanf', '%[abc', '%[a'],
    ['scanf', '%S', '%S'],
    ['scanf', '%lp', '%lp'],
  ]
  for (const [kind, format, directive] of refusals) {
    assert.throws(() => formatConversions('printf', format, kind), {
      name: 'CabiError',
      code: 'ERR_CABI_UNSUPPORTED',
      message: `printf: the directive ${directive} of the format ${JSON.stringify(format)} is not supported`,
    })
  }
})
