import assert from 'node:assert/strict'
import { test } from 'node:test'
import { collect } from '../../test/lifetime/garbage.ts'
import { arena, c, open, type Pointer, readString } from '../index.ts'
import { addressOf } from './address-of.ts'

const types = open(
  null,
  `
  struct point { int x, y; };
  struct named { const char *name; struct point *at; };
  struct wide { _Alignas(64) int a; };
  struct list { int count; int items[]; };`,
)

const { strlen, strchr, memcpy } = open(
  null,
  `size_t strlen(const char *s); const char *strchr(char *s, int c) __asm__("strchr");
   void *memcpy(void *to, const void *from, size_t n);`,
)

const closed = { name: 'CabiError', code: 'ERR_CABI_CLOSED', message: 'the arena was closed: its memory is gone' }

test('an arena gives what alloc gives', () => {
  const scope = arena()
  const point = scope.alloc(types['struct point'])
  point.x = 3
  const numbers = scope.alloc(c.array(c.double, 10))
  assert.ok(numbers instanceof Float64Array)
  assert.deepEqual([numbers.length, numbers[9]], [10, 0])
  const points = scope.alloc(c.array(types['struct point'], 4))
  points[3].y = 7
  const box = scope.alloc(c.pointer(c.void))
  assert.equal(box.value, null)
  const list = scope.alloc(types['struct list'], { count: 5 })
  list.items[4] = 9
  assert.deepEqual([point.x, points[3].y, list.items[4], list.items.length], [3, 7, 9, 5])
  scope.close()
})

test('objects are zeroed, aligned, and apart from each other', () => {
  const scope = arena()
  const places: { address: number; bytes: Uint8Array; mark: number }[] = []
  for (let i = 0; i < 500; i++) {
    const size = (i * 37) % 1000 || 70_000
    const bytes: Uint8Array = scope.alloc(c.array(c.uint8_t, size))
    assert.ok(bytes.every(byte => byte === 0))
    bytes.fill(i)
    places.push({ address: addressOf(bytes).address, bytes, mark: i & 255 })
    assert.equal(addressOf(scope.alloc(types['struct wide'])).address % 64, 0)
    assert.equal(addressOf(scope.alloc(c.array(c.double, 1))).address % 8, 0)
  }
  for (const { bytes, mark } of places) assert.ok(bytes.every(byte => byte === mark))
  places.sort((a, b) => a.address - b.address)
  places.forEach(({ address, bytes }, i) => {
    const next = places[i + 1]
    assert.ok(next === undefined || address + bytes.length <= next.address)
  })
  scope.close()
})

test('strings have a NUL, in every encoding', () => {
  const scope = arena()
  const text = scope.string('grün 😀')
  assert.match(`${text}`, /^\(char \*\) 0x/)
  assert.equal(strlen(text), 10)
  assert.equal(readString(text), 'grün 😀')
  assert.equal(readString(scope.string('')), '')
  assert.equal(readString(scope.string('grün', { encoding: 'latin1' }), { encoding: 'latin1' }), 'grün')
  const [utf16, utf32] = [
    scope.string('grün 😀', { encoding: 'utf16le' }),
    scope.string('grün 😀', { encoding: 'utf32le' }),
  ]
  assert.match(`${utf16} ${utf32}`, /^\(char16_t \*\) 0x[0-9a-f]+ \(wchar_t \*\) 0x/)
  assert.deepEqual([readString(utf16), readString(utf32)], ['grün 😀', 'grün 😀'])
  assert.equal(utf32.address % 4, 0)
  scope.close()
})

test('what C found in a string is read as long as the arena is there', () => {
  const scope = arena()
  const text = scope.string('a=b')
  assert.equal(strchr(text, 0x3d), '=b')
  text.set(0, 'z')
  assert.equal(readString(text), 'z=b')
  scope.close()
})

test('a string of a closed arena is not read, not even to find its end', async () => {
  for (const encoding of ['utf8', 'utf16le'] as const) {
    const scope = arena()
    // So large that its memory goes back to the system.
    const text = scope.string('x'.repeat(2 ** 25))
    scope.close()
    await collect()
    assert.throws(() => readString(text, { encoding }), closed)
  }
})

test('after close every use of every object is an error, and typed arrays have no elements', () => {
  const scope = arena()
  const point = scope.alloc(types['struct point'])
  const points = scope.alloc(c.array(types['struct point'], 2))
  const inner = points[1]
  const numbers = scope.alloc(c.array(c.int, 4))
  const large = scope.alloc(c.array(c.int, 100_000))
  const box = scope.alloc(c.int)
  const pointer: Pointer = addressOf(point)
  const toBox: Pointer = addressOf(box)
  const toNumbers: Pointer = addressOf(numbers)
  const text = scope.string('text')
  const bytes = text.bytes(4)
  scope.close()
  const uses: Readonly<Record<string, () => unknown>> = {
    read: () => point.x,
    write: () => {
      point.x = 1
    },
    element: () => points.at(0).x,
    inner: () => inner.y,
    box: () => box.value,
    setBox: () => {
      box.value = 1
    },
    pointer: () => pointer.value.x,
    at: () => toBox.at(0),
    set: () => toBox.set(0, 1),
    value: () => toBox.value,
    bytes: () => text.bytes(1),
    array: () => text.array(1),
    readString: () => readString(text),
    argument: () => strlen(text),
    void: () => memcpy(toBox, text, 1),
    alloc: () => scope.alloc(c.int),
    string: () => scope.string(''),
    addressOf: () => addressOf(point),
  }
  for (const [use, call] of Object.entries(uses)) assert.throws(call, closed, use)
  assert.deepEqual([numbers.length, large.length, bytes.length], [0, 0, 0])
  assert.throws(() => toNumbers.value, {
    code: 'ERR_CABI_CLOSED',
    message: 'the Int32Array that was pointed into is detached: its memory is gone',
  })
})

test('closing again does nothing, and using closes', () => {
  const scope = arena()
  const box = scope.alloc(c.int)
  scope[Symbol.dispose]()
  scope.close()
  assert.throws(() => box.value, closed)
})

test('arenas are apart from each other', () => {
  const [one, two] = [arena(), arena()]
  const [inOne, inTwo] = [one.alloc(c.int), two.alloc(c.int)]
  inTwo.value = 5
  one.close()
  assert.throws(() => inOne.value, closed)
  assert.equal(inTwo.value, 5)
  two.close()
})

test('strings and pointers put into its objects live with them', () => {
  const scope = arena()
  const named = scope.alloc(types['struct named'])
  named.name = 'a name'
  const point = scope.alloc(types['struct point'], {})
  point.y = 8
  named.at = point
  assert.deepEqual([named.name, named.at.value.y], ['a name', 8])
  scope.close()
  assert.throws(() => named.name, closed)
})

test('what is no string is refused', () => {
  const scope = arena()
  const refusals: readonly (readonly [use: () => unknown, code: string, message: string])[] = [
    [() => scope.string(5 as never), 'ERR_CABI_ARG_TYPE', 'string: expected a string, got 5'],
    [
      () => scope.string('a\0b'),
      'ERR_CABI_ARG_RANGE',
      "string: expected a string without a NUL character, which would end it early, got 'a\\x00b'",
    ],
    [
      () => scope.string('\ud800'),
      'ERR_CABI_ARG_RANGE',
      "string: expected a well-formed string, without lone surrogates, got '\\ud800'",
    ],
    [
      () => scope.string('\udc00', { encoding: 'utf32le' }),
      'ERR_CABI_ARG_RANGE',
      "string: expected a well-formed string, without lone surrogates, got '\\udc00'",
    ],
    [
      () => scope.string('Ā', { encoding: 'latin1' }),
      'ERR_CABI_ARG_RANGE',
      "string: expected a string of Latin-1 characters, up to U+00FF, got 'Ā'",
    ],
    [
      () => scope.string('a', { encoding: 'ascii' as never }),
      'ERR_CABI_ARG_TYPE',
      "string: expected encoding utf8, latin1, utf16le or utf32le, got 'ascii'",
    ],
    [() => scope.string('a', null as never), 'ERR_CABI_ARG_TYPE', 'string: expected options as an object, got null'],
    [
      () => scope.alloc(c.void),
      'ERR_CABI_ARG_TYPE',
      "alloc: 'void' has no size: there are no values of it: bytes are c.uint8_t, and a pointer to anything is c.pointer(c.void)",
    ],
    [
      () => scope.alloc('int' as never),
      'ERR_CABI_ARG_TYPE',
      "alloc: expected a C type such as c.int or lib.name, got 'int'",
    ],
  ]
  for (const [use, code, message] of refusals) assert.throws(use, { code, message })
  scope.close()
})
