/** Random values, where values go: nothing crashes, and every error has a code. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  type CFunction,
  c,
  cdef,
  close,
  errno,
  find,
  open,
  type Pointer,
  readString,
  strerror,
  symbol,
} from '../../src/index.ts'
import { compileFixture } from '../fixture.ts'
import { cTypes, declarations } from './c-types.ts'
import { valueCases } from './javascript-values.ts'

const file = compileFixture('test/values/take.c')
const takes = cTypes.map(
  ({ spelling, take }): CFunction => open(file, `${declarations}; void ${take}(${spelling} v);`)[take],
)
const memoryOfC: Pointer = open(file, 'void *take_memory(void);')['take_memory']()
/** Not those of megabytes: an object of so many properties takes its time, and the walk has met them. */
const made = valueCases(memoryOfC, open(file, declarations)).filter(({ name }) => !name.includes('MB'))

/** Makes a value. Not the value itself: fast-check looks into what it generates, which a revoked proxy does not survive. */
type Maker = () => unknown

const named = (make: Maker, name: string): Maker => Object.assign(make, { [fc.toStringMethod]: () => name })

const anyValue: fc.Arbitrary<Maker> = fc.oneof(
  fc.constantFrom(...made.map(({ name, make }) => named(() => make(), name))),
  fc
    .oneof(
      fc.double(),
      fc.float(),
      fc.integer(),
      fc.bigInt({ min: -(2n ** 65n), max: 2n ** 65n }),
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme', maxLength: 60 }),
      fc.anything({ withBigInt: true, withDate: true, withMap: true, withTypedArray: true, withNullPrototype: true }),
    )
    .map(value => named(() => value, fc.stringify(value))),
)

/** What an object whose properties are read may throw itself. */
const ownWords =
  /^(?:Cannot perform '\w+' on a proxy that has been revoked|the value threw|Method get .* incompatible receiver .*)$/

/** What `call` gives; undefined where it throws an error with a code, or what it may. Anything else it throws, this throws. */
function coded<T>(call: () => T, alsoThrown = /^$/): T | undefined {
  try {
    return call()
  } catch (error) {
    const { code, message } = error as { code?: unknown; message?: unknown }
    if (alsoThrown.test(String(message))) return undefined
    assert.ok(error instanceof Error && String(code).startsWith('ERR_CABI_'), `threw ${code}: ${message}`)
    return undefined
  }
}

test('random values as arguments of random types', () => {
  const one = anyValue.map(value => [value])
  const few = fc.array(anyValue, { maxLength: 3 })
  const values = fc.oneof({ weight: 9, arbitrary: one }, { weight: 1, arbitrary: few })
  const property = fc.property(fc.constantFrom(...takes), values, (take, makers) => {
    coded(() => take(...makers.map(make => make())))
  })
  fc.assert(property, { numRuns: 5000 })
})

const uses: readonly (readonly [name: string, use: (a: unknown, b: unknown) => unknown])[] = [
  ['readString', (a, b) => readString(a as Pointer, b as object)],
  ['readString of a pointer', (a, b) => readString(memoryOfC, { length: a as number, encoding: b as 'utf8' })],
  ['errno', a => errno(a as number)],
  ['strerror', a => strerror(a as number)],
  ['cast', a => memoryOfC.cast(a as typeof c.int)],
  ['bytes', a => memoryOfC.bytes(typeof a === 'number' && a > 16 ? -a : (a as number))],
  ['c.pointer', a => c.pointer(a as typeof c.int)],
  ['c.const', a => c.const(a as typeof c.int)],
  ['c.fn', (a, b) => c.fn(a as typeof c.int, b as [])],
  ['c.fn options', a => c.fn(c.int, [c.int], a as object)],
  ['c.fn variadic', a => c.fn(c.int, [c.int], { variadic: a as boolean })],
  ['open declarations', a => open(null, a as string)],
  ['open options', a => open(null, 'int f(void);', a as object)],
  ['open', a => open(a as string, '')],
  ['find', a => find(a as string)],
  ['cdef', (a, b) => cdef(a as string, b as object)],
  ['close', a => close(a as object)],
  ['symbol', (a, b) => symbol(a as object, b as string)],
  ['symbol of a library', a => symbol(library, a as string)],
  ['a typed value', a => `${c.int(a)} ${c.string(a)}`],
]
const library = open(null, 'int getpid(void);')

for (const [name, use] of uses) {
  test(`random values for ${name}`, () => {
    const property = fc.property(anyValue, anyValue, (a, b) => void coded(() => use(a(), b()), ownWords))
    fc.assert(property, { numRuns: 250 })
  })
}

const directive = fc
  .tuple(
    fc.constantFrom('', '-', '+', '0', '#', ' ', '*'),
    fc.constantFrom('', '1', '12', '*'),
    fc.constantFrom('', '.', '.3', '.*'),
    fc.constantFrom('', 'hh', 'h', 'l', 'll', 'j', 'z', 't', 'L', 'q'),
    fc.constantFrom(...'diouxXeEfFgGaAcspn%mCSk1$[', ''),
  )
  .map(parts => `%${parts.join('')}`)
const format = fc.array(fc.oneof(directive, fc.string({ maxLength: 5 })), { maxLength: 4 }).map(parts => parts.join(''))

test('random formats with random values', () => {
  const { snprintf, sscanf } = open(
    null,
    `int snprintf(char *s, size_t n, const char *format, ...);
     int sscanf(const char *s, const char *format, ...);`,
  )
  const room = new Uint8Array(256)
  const types = [c.int, c.long, c.double, c.float, c.string, c.bool, c.pointer(c.void), c.unsigned_char]
  const typed = fc
    .tuple(fc.constantFrom(...types), anyValue)
    .map(([type, make]) => named(() => type(make()), `a typed ${type}`))
  const plain = fc.oneof(fc.integer({ min: -300, max: 300 }), fc.constant('x')).map(v => named(() => v, String(v)))
  const values = fc.array(fc.oneof(anyValue, typed, plain), { maxLength: 4 })
  const property = fc.property(format, values, (text, makers) => {
    // A `*` takes any number as its width: not more than a page of blanks.
    const small = (value: unknown) => (typeof value === 'number' ? value % 1000 : value)
    const printed = coded(() => snprintf(room, room.length, text, ...makers.map(make => small(make()))))
    assert.ok(printed === undefined || printed >= -1)
    coded(() => sscanf('', text, ...makers.map(make => make())))
  })
  fc.assert(property, { numRuns: 3000 })
})
