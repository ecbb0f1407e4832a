import assert from 'node:assert/strict'
import { test } from 'node:test'
import { x86_64_linux } from '../../ctype/target.ts'
import { Source } from '../lexer/source.ts'
import { Parser } from '../parser.ts'
import { complaint } from '../testing.ts'
import { Attributes, isKnownAttribute, parseAttributes } from './attribute.ts'
import { ignoredAttributes } from './ignored-attributes.ts'

/** What a list says, without what it does not say, and what follows it. */
function said(text: string, target = x86_64_linux): Record<string, unknown> | undefined {
  const p = new Parser(new Source(text), target)
  p.next()
  const attributes = parseAttributes(p, undefined)
  assert.equal(p.kind, 'end')
  if (attributes === undefined) return undefined
  const nothing = Object.entries(new Attributes())
  const isSaid = ([name, value]: [string, unknown]) =>
    !name.endsWith('Offset') && value !== nothing.find(([other]) => other === name)![1]
  return Object.fromEntries(Object.entries(attributes).filter(isSaid))
}

const understood = [
  ['__attribute__((packed))', { packed: true }],
  ['__attribute((__packed__))', { packed: true }],
  ['__attribute__ ( ( packed () ) )', { packed: true }],
  ['__attribute__((,packed,,noreturn,))', { packed: true, noreturn: true }],
  [
    '__attribute__((packed)) [[gnu::noreturn]] __declspec(align(8))',
    { packed: true, noreturn: true, align: 8, lastAlign: 8 },
  ],
  ['[[gnu::packed]]', { packed: true }],
  ['[ [__gnu__::__packed__] ]', { packed: true }],
  ['<:<:gnu::packed:>:>', { packed: true }],
  ['[[noreturn, deprecated("use g")]]', { noreturn: true, deprecated: 'use g' }],
  ['[[_Noreturn]]', { noreturn: true }],
  ['[[___Noreturn__, __deprecated__]]', { noreturn: true, deprecated: '' }],
  ['[[clang::unavailable("gone")]]', { deprecated: 'gone' }],
  ['__declspec(align(8) noreturn deprecated("x"))', { align: 8, lastAlign: 8, noreturn: true, deprecated: 'x' }],
  ['__declspec(dllimport, thread)', { threadLocal: true }],
  ['__attribute__((aligned))', { align: 16, lastAlign: 16 }],
  ['__attribute__((aligned()))', { align: 16, lastAlign: 16 }],
  ['__attribute__((aligned(sizeof(int) * 2)))', { align: 8, lastAlign: 8 }],
  ['__attribute__((aligned(16), aligned(4)))', { align: 16, lastAlign: 4 }],
  ['__attribute__((ms_struct, gcc_struct))', { bitFields: 'microsoft' }],
  ['__attribute__((gcc_struct))', { bitFields: 'system-v' }],
  ['__attribute__((transparent_union))', { transparent: true }],
  ['__attribute__((nonnull))', { nonnull: ['all'] }],
  ['__attribute__((nonnull(1, 3), nonnull(2)))', { nonnull: [[0, 2], [1]] }],
  ['__attribute__((returns_nonnull))', { returnsNonnull: true }],
  ['__attribute__((format(printf, 2, 3)))', { format: { style: 'printf', format: 1, values: 2 } }],
  ['__attribute__((format(__gnu_scanf__, 1, 0)))', { format: { style: 'scanf', format: 0, values: undefined } }],
  ['__attribute__((format(ms_printf, 1, 1 + 1)))', { format: { style: 'printf', format: 0, values: 1 } }],
  ['__attribute__((format(strftime, 3, 0)))', { format: { style: 'strftime', format: 2, values: undefined } }],
  ['__attribute__((format(printf, 1, 2), format(scanf, 1, 2)))', { format: { style: 'printf', format: 0, values: 1 } }],
  ['__attribute__((deprecated("a" "b")))', { deprecated: 'ab' }],
  ['__attribute__((deprecated))', { deprecated: '' }],
  ['__attribute__((ms_abi))', { convention: 'ms_abi' }],
  ['__attribute__((ms_abi, __ms_abi__))', { convention: 'ms_abi' }],
] as const

for (const [text, expected] of understood) {
  test(`${text} says ${JSON.stringify(expected)}`, () => assert.deepEqual(said(text), expected))
}

const meaningless = [
  '__attribute__(())',
  '[[]]',
  '[[,,]]',
  '__declspec()',
  '__attribute__((const, pure, __nothrow__ , __leaf__))',
  '__attribute__((int, while))',
  '__attribute__((unknown("(", {[(1)] + x}, int)))',
  '[[unknown::thing(1 2 [3])]] [[unknown]]',
  '[[packed, aligned(16)]]',
  '[[clang::packed, msvc::noreturn]]',
  '__declspec(dllexport selectany uuid("x"))',
]

for (const text of meaningless) {
  test(`${text} says nothing`, () => assert.equal(said(text), undefined))
}

/** GCC warns and goes on without them. */
const withoutEffect = [
  '__attribute__((aligned(0)))',
  '__attribute__((nonnull(0)))',
  '__attribute__((nonnull(1, -1)))',
  '__attribute__((nonnull("x")))',
  '__attribute__((format(printf, 0, 1)))',
  '__attribute__((format(printf, "x", 1)))',
  '__attribute__((format(printf, 1, -1)))',
  '__attribute__((format(printf, 1, 2.0)))',
  '__attribute__((format(NSString, 1, 2)))',
  '__attribute__((format(gcc_diag, 1, 2)))',
  '__attribute__((stdcall, fastcall, vectorcall))',
  '__attribute__((sseregparm, regparm(3), pcs("aapcs")))',
  '__attribute__((scalar_storage_order("little-endian")))',
]

for (const text of withoutEffect) {
  test(`${text} has no effect`, () => assert.deepEqual(said(text), {}))
}

test('known attributes are those with a meaning and those passed over', () => {
  assert.deepEqual(['packed', 'pure', 'alligned'].map(isKnownAttribute), [true, true, false])
})

test('an attribute that is passed over has no meaning too', () => {
  for (const name of ignoredAttributes()) assert.equal(said(`__attribute__((${name}))`), undefined, name)
})

const refused = [
  ['__attribute__ int', `syntax 1:15: expected '(' after '__attribute__', found 'int'`],
  ['__attribute__(noreturn)', `syntax 1:15: expected '(' after '__attribute__(', found 'noreturn'`],
  ['__attribute__((noreturn)', `syntax 1:25: expected ')' after attributes, found the end of the text`],
  ['__attribute__((noreturn', `syntax 1:24: expected ',' or ')' after an attribute, found the end of the text`],
  ['__attribute__((1))', `syntax 1:16: expected an attribute, found '1'`],
  ['__attribute__((packed noreturn))', `syntax 1:23: expected ',' or ')' after an attribute, found 'noreturn'`],
  ['__attribute__((gnu::packed))', `syntax 1:19: expected ',' or ')' after an attribute, found '::'`],
  ['__attribute__(((packed)))', `syntax 1:16: expected an attribute, found '('`],
  ['[[gnu::]] int', `syntax 1:8: expected an attribute, found ']'`],
  ['[[gnu:packed]] int', `syntax 1:6: expected ',' or ']' after an attribute, found ':'`],
  ['[[using gnu: packed]] int', `syntax 1:9: expected ',' or ']' after an attribute, found 'gnu'`],
  ['[[gnu::packed...]] int', `syntax 1:14: expected ',' or ']' after an attribute, found '...'`],
  ['[[gnu::packed] int', `syntax 1:16: expected ']' after attributes, found 'int'`],
  ['[["x"]] int', `syntax 1:3: expected an attribute, found "x"`],
  ['__declspec int', `syntax 1:12: expected '(' after '__declspec', found 'int'`],
  ['__declspec(8)', `syntax 1:12: expected an attribute, found '8'`],
  ['__declspec(align)', `syntax 1:17: expected '(' after 'align', found ')'`],
  ['__declspec(align(3))', 'syntax 1:18: an alignment of 3, which is no power of 2'],
  ['__declspec(align(8)', 'syntax 1:20: expected an attribute, found the end of the text'],
  ['__attribute__((unknown((1,2])))', `syntax 1:28: expected ')', found ']'`],
  ['__attribute__((unknown(1)', `syntax 1:26: expected ',' or ')' after an attribute, found the end of the text`],
  ['__attribute__((packed(1)))', `syntax 1:22: 'packed' takes no arguments`],
  ['[[noreturn(1)]] int', `syntax 1:11: 'noreturn' takes no arguments`],
  ['__attribute__((__ms_struct__(1)))', `syntax 1:29: '__ms_struct__' takes no arguments`],
  ['__attribute__((transparent_union(1)))', `syntax 1:33: 'transparent_union' takes no arguments`],
  ['__attribute__((returns_nonnull(1)))', `syntax 1:31: 'returns_nonnull' takes no arguments`],
  ['__attribute__((stdcall(4)))', `syntax 1:23: 'stdcall' takes no arguments`],
  ['__attribute__((aligned(3)))', 'syntax 1:24: an alignment of 3, which is no power of 2'],
  ['__attribute__((aligned(-8)))', 'syntax 1:24: an alignment of -8, which is no power of 2'],
  ['__attribute__((aligned(1 << 29)))', 'syntax 1:24: an alignment of more than 268435456 bytes'],
  ['__attribute__((aligned(1ull << 40)))', 'syntax 1:24: an alignment of more than 268435456 bytes'],
  ['__attribute__((aligned(8.0)))', 'syntax 1:24: expected an integer constant, found a floating constant'],
  ['__attribute__((aligned("x")))', 'syntax 1:24: expected an integer constant, found a string constant'],
  ['__attribute__((aligned(n)))', `syntax 1:24: unknown constant 'n'`],
  ['__attribute__((aligned(8, 4)))', `syntax 1:25: expected ')' after the arguments of 'aligned', found ','`],
  ['__attribute__((nonnull(1 2)))', `syntax 1:26: expected ')' after the arguments of 'nonnull', found '2'`],
  ['__attribute__((nonnull(n)))', `syntax 1:24: unknown constant 'n'`],
  ['__attribute__((format))', `syntax 1:22: expected '(' after 'format', found ')'`],
  ['__attribute__((format(1, 1, 2)))', `syntax 1:23: expected a kind of format, found '1'`],
  ['__attribute__((format("printf", 1, 2)))', `syntax 1:23: expected a kind of format, found "printf"`],
  ['__attribute__((format(printf)))', `syntax 1:29: expected ',' after a kind of format, found ')'`],
  ['__attribute__((format(printf, 1)))', `syntax 1:32: expected ',' after the number of a parameter, found ')'`],
  ['__attribute__((format(printf, 1, 2, 3)))', `syntax 1:35: expected ')' after the arguments of 'format', found ','`],
  ['__attribute__((format(strftime, 3, 4)))', `syntax 1:36: formats of 'strftime' have no arguments`],
  ['__attribute__((deprecated(1)))', `syntax 1:27: expected a string, found '1'`],
  ['__attribute__((deprecated(foo)))', `syntax 1:27: expected a string, found 'foo'`],
  ['__attribute__((deprecated("a", "b")))', `syntax 1:30: expected ')' after the arguments of 'deprecated', found ','`],
  ['[[deprecated("a", "b")]] int', `syntax 1:17: expected ')' after the arguments of 'deprecated', found ','`],
  ['__attribute__((ms_abi, sysv_abi))', `syntax 1:24: 'sysv_abi' cannot be combined with 'ms_abi'`],
  ['__attribute__((ext_vector_type(4)))', `unsupported 1:16: the attribute 'ext_vector_type' is not supported`],
  [
    '__attribute__((__scalar_storage_order__("big-endian")))',
    `unsupported 1:16: the attribute 'scalar_storage_order' is not supported`,
  ],
  ['[[clang::overloadable]] int', `unsupported 1:10: the attribute 'overloadable' is not supported`],
  ['__declspec(property(get=f))', `unsupported 1:12: the attribute 'property' is not supported`],
] as const

for (const [text, expected] of refused) {
  test(`${text} is refused: ${expected}`, () => assert.equal(complaint(text), expected))
}
