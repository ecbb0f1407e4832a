/**
 * The tables of docs/types-and-values.md, as cabi itself answers: values are tried as arguments, results are looked at.
 * `npm run docs` writes them into the document, `--print` prints them.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspect } from 'node:util'
import { alloc, c, callback, cdef, open, release } from 'cabi'
import { root } from './root.mjs'

const file = join(root, 'docs/types-and-values.md')
const marks = { begin: '<!-- begin: npm run docs writes this -->', end: '<!-- end: npm run docs wrote this -->' }

const declared = cdef('typedef struct { int x, y; } point; enum color { RED, GREEN };')
const point = new declared.point({ x: 1, y: 2 })
const pointers = { int: alloc(c.int).pointer, void: alloc(c.int).pointer.cast(c.void) }

/** C gives back what it was given: memcpy of nothing for addresses, a callback for all else. */
function identity(type, use) {
  if (String(type).includes('*')) {
    const { memcpy } = open(null, { memcpy: c.fn(type, [type, c.pointer(c.void), c.size_t]) })
    return use(
      value => memcpy(value, pointers.void, 0),
      value => memcpy.raw(value, pointers.void, 0),
    )
  }
  const same = callback(c.fn(type, [type]), value => value)
  try {
    return use(same.value, same.value.raw)
  } finally {
    release(same)
  }
}

const numbers = [
  ...[c.char, c.signed_char, c.unsigned_char, c.short, c.unsigned_short, c.int, c.unsigned_int],
  ...[c.long, c.unsigned_long, c.size_t, c.ssize_t, c.intptr_t, c.time_t],
  ...[c.long_long, c.unsigned_long_long, c.int8_t, c.int16_t, c.int32_t, c.int64_t, c.uint64_t, c.int128, c.uint128],
]

/** The least and the greatest number that the type takes, of powers of two and those one less. */
function limits(call) {
  const takes = value => [value, Number(value)].some(given => accepted(call, given))
  const bits = Array.from({ length: 129 }, (_, i) => 128 - i)
  const negative = bits.find(bit => takes(-(2n ** BigInt(bit))))
  const positive = bits.find(bit => takes(2n ** BigInt(bit) - 1n))
  return [
    negative === undefined ? '0' : negative < 17 ? `−${2 ** negative}` : `−2^${negative}`,
    positive < 17 ? String(2 ** positive - 1) : `2^${positive} − 1`,
  ]
}

/** What is refused by its value or its type. A result that is no exact number was accepted. */
function accepted(call, value) {
  try {
    call(value)
    return true
  } catch ({ code }) {
    if (code === 'ERR_CABI_RESULT_RANGE') return true
    if (code === 'ERR_CABI_ARG_TYPE' || code === 'ERR_CABI_ARG_RANGE') return false
    throw new Error(`an unexpected error for ${inspect(value)}: ${code}`)
  }
}

const numberRow = type =>
  identity(type, (call, raw) => {
    const takes = [1, 1n].filter(value => accepted(call, value)).map(value => `a ${typeof value}`)
    return [code(type), ...limits(call), takes.join(' or '), `a ${typeof call(1)}`, `a ${typeof raw(1)}`]
  })

const code = text => `\`${String(text)}\``

/** What is tried as an argument. */
const samples = [
  ['true', true],
  ['1', 1],
  ['1.5', 1.5],
  ['1n', 1n],
  ["'a'", 'a'],
  ["'text'", 'text'],
  ['null', null],
  ['Uint8Array', Uint8Array.of(97, 0)],
  ['Int32Array', Int32Array.of(1)],
  ['[1, 2]', [1, 2]],
  ["['a']", ['a']],
  ['{ x: 1 }', { x: 1 }],
  ['point', point],
  ['int *', pointers.int],
  ['void *', pointers.void],
  ['function', x => x],
]

const others = [
  [c.bool, true],
  [c.char, 'a'],
  [c.int, 1],
  [declared['enum color'], 1],
  [c.size_t, 1],
  [c.int64_t, 1n],
  [c.int128, 1n],
  [c.float, 1.5],
  [c.double, 1.5],
  [c.long_double, 1.5],
  [c.string, Uint8Array.of(97, 0)],
  [c.pointer(c.char), Uint8Array.of(97, 0)],
  [c.pointer(c.const(c.pointer(c.char))), pointers.void],
  [c.pointer(c.int), Int32Array.of(1)],
  [c.pointer(c.const(c.int)), Int32Array.of(1)],
  [c.pointer(c.void), Uint8Array.of(97, 0)],
  [c.pointer(c.const(c.void)), Uint8Array.of(97, 0)],
  [declared.point, { x: 1 }],
  [c.pointer(declared.point), point],
  [c.pointer(c.const(declared.point)), point],
  [c.pointer(c.fn(c.int, [c.int])), pointers.void],
]

const otherRow = ([type, sample]) =>
  identity(type, call => {
    const takes = samples.filter(([, value]) => accepted(call, value)).map(([name]) => code(name))
    return [code(type), takes.join(', '), shown(call(sample))]
  })

/** Addresses differ from run to run. */
function shown(value) {
  if (typeof value === 'function') return 'a function'
  const text = inspect(value)
  return text.startsWith('Pointer') ? code(text.replace(/0x.*/, '0x…')) : code(text)
}

const table = (heads, rows) =>
  [
    `| ${heads.join(' | ')} |`,
    `|${'---|'.repeat(heads.length)}`,
    ...rows.map(cells => `| ${cells.join(' | ')} |`),
  ].join('\n')

function tables() {
  const integers = table(['C', 'from', 'to', 'takes', 'gives', '`.raw` gives'], numbers.map(numberRow))
  const values = table(['C', 'takes, of these', 'gives, say'], others.map(otherRow))
  const tried = samples.map(([name]) => code(name)).join(', ')
  return `${integers}\n\nOf ${tried}, each type takes the following, and refuses all others:\n\n${values}`
}

function written(text) {
  const [begin, end] = [text.indexOf(marks.begin), text.indexOf(marks.end)]
  if (begin < 0 || end < begin) throw new Error(`${file} has no place for the tables`)
  return `${text.slice(0, begin)}${marks.begin}\n\n${tables()}\n\n${text.slice(end)}`
}

if (process.argv.includes('--print')) console.log(tables())
else writeFileSync(file, written(readFileSync(file, 'utf8')))
