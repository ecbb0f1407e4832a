import assert from 'node:assert/strict'
import { constants } from 'node:buffer'
import { test } from 'node:test'
import { c, open, type Pointer } from '../index.ts'
import { readString } from './read-string.ts'

const { memchr, mmap, munmap } = open(
  null,
  `void *memchr(const void *s, int c, size_t n);
   void *mmap(void *addr, size_t length, int prot, int flags, int fd, off_t offset);
   int munmap(uintptr_t addr, size_t length);`,
)

/** A pointer to the first byte; the memory lives as long as the array. */
const pointerTo = (bytes: Uint8Array): Pointer => memchr(bytes, bytes[0], 1)

test('null is null', () => {
  assert.equal(readString(null), null)
})

test('a string ends at its first NUL', () => {
  for (const text of ['', 'a', 'grün 😀', 'x'.repeat(10_000)]) {
    const bytes = Buffer.from(`${text}\0after`)
    assert.equal(readString(pointerTo(bytes)), text)
  }
})

test('with a length, that many bytes, NULs included', () => {
  const bytes = Buffer.from('a\0b\0c')
  assert.equal(readString(pointerTo(bytes), { length: 3 }), 'a\0b')
  assert.equal(readString(pointerTo(bytes), { length: 0 }), '')
})

test('latin1 takes every byte for a character', () => {
  const bytes = Uint8Array.of(0xe9, 0xff, 0x80, 0)
  assert.equal(readString(pointerTo(bytes), { encoding: 'latin1' }), '\xe9\xff\x80')
})

test('utf16le ends at two zero bytes at an even place', () => {
  const bytes = Buffer.concat([Buffer.from('aĀ😀', 'utf16le'), Uint8Array.of(0, 0, 0x61, 0)])
  assert.equal(readString(pointerTo(bytes), { encoding: 'utf16le' }), 'aĀ😀')
  assert.equal(readString(pointerTo(bytes), { encoding: 'utf16le', length: 2 }), 'a')
})

test('utf16le is read up to the last bytes of a page, from odd addresses too, and across pages', () => {
  const [readWrite, privateAnonymous] = [3, 0x22]
  const pages: Pointer = mmap(null, 3 * 4096, readWrite, privateAnonymous, -1, 0)
  const bytes = pages.bytes(2 * 4096)
  assert.equal(munmap(pages.address + 2 * 4096, 4096), 0)
  for (const length of [0, 1, 2, 3, 10, 2046, 2047, 2048, 3000]) {
    for (const odd of [0, 1]) {
      bytes.fill(0x41)
      const end = 2 * 4096 - odd
      bytes.fill(0, end - 2)
      const start = end - 2 - 2 * length
      const text = Buffer.from('b'.repeat(length), 'utf16le')
      bytes.set(text, start)
      assert.equal(
        readString(memchr(bytes.subarray(start), bytes[start], 1), { encoding: 'utf16le' }),
        'b'.repeat(length),
      )
    }
  }
  munmap(pages.address, 2 * 4096)
})

/** As C has a wide string, with its NUL. */
const wide = (text: string): Uint8Array =>
  new Uint8Array(Uint32Array.from([...text, '\0'], character => character.codePointAt(0)!).buffer)

test('utf32le ends at four zero bytes at a multiple of four', () => {
  for (const text of ['', 'a', 'a\u0100\u{10ffff}', 'grün 😀'.repeat(3000), '\ud7ff\ue000\ufeffb']) {
    assert.equal(readString(pointerTo(wide(text)), { encoding: 'utf32le' }), text)
  }
  // 0x61, then 0x01000000 would be three zero bytes and one that is not.
  assert.equal(readString(pointerTo(wide('aĀ')), { encoding: 'utf32le', length: 4 }), 'a')
  assert.equal(readString(pointerTo(wide('a\0b')), { encoding: 'utf32le', length: 12 }), 'a\0b')
})

test('utf32le is read up to the last bytes of a page, from any address', () => {
  const [readWrite, privateAnonymous] = [3, 0x22]
  const pages: Pointer = mmap(null, 3 * 4096, readWrite, privateAnonymous, -1, 0)
  const bytes = pages.bytes(2 * 4096)
  assert.equal(munmap(pages.address + 2 * 4096, 4096), 0)
  for (const length of [0, 1, 2, 3, 1000, 1022, 1023, 1024, 1500]) {
    for (const odd of [0, 1, 2, 3]) {
      bytes.fill(0x41)
      const text = wide('b'.repeat(length))
      const start = 2 * 4096 - odd - text.length
      bytes.set(text, start)
      assert.equal(
        readString(memchr(bytes.subarray(start), bytes[start], 1), { encoding: 'utf32le' }),
        'b'.repeat(length),
      )
    }
  }
  munmap(pages.address, 2 * 4096)
})

test('a pointer to wide characters says how they are encoded', () => {
  assert.equal(readString(pointerTo(wide('grün')).cast(c.wchar_t)), 'grün')
  assert.equal(readString(pointerTo(wide('grün')).cast(c.const(c.char32_t))), 'grün')
  assert.equal(readString(pointerTo(Buffer.from('grün\0', 'utf16le')).cast(c.char16_t)), 'grün')
  assert.equal(readString(pointerTo(wide('g')).cast(c.wchar_t), { encoding: 'latin1' }), 'g')
})

test('the wide strings that C makes are read', () => {
  const { mbstowcs, newlocale, uselocale } = open(
    null,
    `size_t mbstowcs(wchar_t *dest, const char *src, size_t n);
     void *newlocale(int mask, const char *locale, void *base);
     void *uselocale(void *locale);`,
  )
  const utf8 = newlocale(0x1fbf, 'C.UTF-8', null)
  const before = uselocale(utf8)
  const to = new Int32Array(100)
  assert.equal(mbstowcs(to, 'grün 😀', 100), 6)
  uselocale(before)
  assert.equal(readString(memchr(to, to[0]! & 255, 1).cast(c.wchar_t)), 'grün 😀')
})

test('what is no UTF-32 is an error', () => {
  for (const value of [0x110000, 0xd800, 0xdfff, 0xffffffff]) {
    const pointer = pointerTo(new Uint8Array(Uint32Array.of(0x61, value, 0).buffer))
    assert.throws(() => readString(pointer, { encoding: 'utf32le' }), {
      name: 'RangeError',
      code: 'ERR_CABI_RESULT_RANGE',
      message: `readString: the string at ${pointer} is not UTF-32`,
      result: pointer,
    })
  }
})

test('a length that ends within a unit is refused', () => {
  const pointer = pointerTo(wide('abc'))
  for (const [encoding, length, unit] of [
    ['utf16le', 3, 2],
    ['utf32le', 6, 4],
    ['utf32le', 1, 4],
  ] as const) {
    assert.throws(() => readString(pointer, { encoding, length }), {
      name: 'RangeError',
      code: 'ERR_CABI_ARG_RANGE',
      message: `readString: expected a length that is a multiple of ${unit}, as ${encoding} has it, got ${length}`,
    })
  }
})

test('bytes that are not UTF-8 are an error that says what to try', () => {
  const pointer = pointerTo(Uint8Array.of(0xff, 0))
  assert.throws(() => readString(pointer), {
    name: 'RangeError',
    code: 'ERR_CABI_RESULT_RANGE',
    message: `readString: the string at ${pointer} is not UTF-8: try { encoding: 'latin1' }`,
    result: pointer,
  })
})

test('where there is no memory is a fault that names the pointer', () => {
  const pointer: Pointer = open(null, 'void *abs(int j);')['abs'](16)
  for (const options of [{}, { encoding: 'utf16le' }, { encoding: 'utf32le' }, { length: 1 }] as const) {
    assert.throws(() => readString(pointer, options), {
      code: 'ERR_CABI_FAULT',
      message: 'readString: (void *) 0x10 points to no readable memory (SIGSEGV)',
      function: 'readString',
    })
  }
})

test('more bytes than a string can hold are refused before they are looked at', () => {
  const pointer: Pointer = open(null, 'void *abs(int j);')['abs'](16)
  const bytes = constants.MAX_STRING_LENGTH + 1
  assert.throws(() => readString(pointer, { length: bytes, encoding: 'latin1' }), {
    name: 'RangeError',
    code: 'ERR_CABI_RESULT_RANGE',
    message: `readString: the string at (void *) 0x10 has ${bytes} bytes, too many for a JavaScript string: read it in parts with .bytes`,
    result: pointer,
  })
})

test('what is no pointer, no length, no encoding is refused', () => {
  const pointer = pointerTo(Uint8Array.of(65, 0))
  const refusals: readonly (readonly [call: () => unknown, message: string | RegExp])[] = [
    [() => readString('text' as never), "readString: expected a Pointer or null, got 'text'"],
    [() => readString(undefined as never), 'readString: expected a Pointer or null, got undefined'],
    [() => readString(new Uint8Array(1) as never), 'readString: expected a Pointer or null, got Uint8Array(1) [ 0 ]'],
    [() => readString(pointer, null as never), 'readString: expected options as an object, got null'],
    [
      () => readString(pointer, { encoding: 'ascii' as 'utf8' }),
      "readString: expected encoding utf8, latin1, utf16le or utf32le, got 'ascii'",
    ],
    [
      () => readString(pointer, { encoding: ['utf8'] as never }),
      "readString: expected encoding utf8, latin1, utf16le or utf32le, got [ 'utf8' ]",
    ],
    [
      () => readString(pointer, { length: '1' as never }),
      /^readString: expected a number of bytes from 0 to \d+, got '1'$/,
    ],
  ]
  for (const [call, message] of refusals) assert.throws(call, { name: 'TypeError', code: 'ERR_CABI_ARG_TYPE', message })
  assert.throws(() => readString(pointer, { length: -1 }), {
    name: 'RangeError',
    code: 'ERR_CABI_ARG_RANGE',
    message: /^readString: expected a number of bytes from 0 to \d+, got -1$/,
  })
})
