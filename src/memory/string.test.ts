import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileFixture } from '../../test/fixture.ts'
import { open, Pointer, readString } from '../index.ts'

const { strchr, strdup, strlen, mmap, munmap, free, snprintf } = open(
  null,
  `const char *strchr(const char *s, int c);
   char *strdup(const char *s);
   size_t strlen(const char *s);
   void *mmap(void *addr, size_t length, int prot, int flags, int fd, off_t offset);
   int munmap(uintptr_t addr, size_t length);
   void free(void *ptr);
   int snprintf(char *s, size_t n, const char *format, ...);`,
)

/** What C's `strdup` got, read by other means. */
function received(text: string): string | null {
  const copy: Pointer = strdup(text)
  try {
    return readString(copy)
  } finally {
    free(copy)
  }
}

/** The same text in one piece. */
const flat = (text: string): string => Buffer.from(text).toString()

/** The string at the start of `bytes`, as a `const char *` result. */
const result = (bytes: Uint8Array): string | null => strchr(bytes, bytes[0])

const letters = [
  'a',
  'é',
  '한',
  '😀',
  '\x7f',
  '\x80',
  '\u07ff',
  '\u0800',
  '\ufffd',
  '\uffff',
  '\u{10000}',
  '\u{10ffff}',
]

test('a string argument arrives as UTF-8, whatever its length', () => {
  for (const letter of letters) {
    for (const length of [0, 1, 2, 7, 12, 13, 31, 32, 33, 39, 40, 41, 42, 100, 1000]) {
      const text = `${'x'.repeat(length)}${letter}`
      assert.equal(received(text), text)
      assert.equal(strlen(text), Buffer.byteLength(text))
      assert.equal(received(letter.repeat(length)), letter.repeat(length))
    }
  }
})

test('what is not ASCII arrives, and a NUL is refused, wherever in a short string it is', () => {
  for (let length = 1; length < 40; length++) {
    for (let at = 0; at < length; at++) {
      const withOne = (letter: string) => flat(`${'x'.repeat(at)}${letter}${'y'.repeat(length - at - 1)}`)
      for (const letter of ['é', '한']) assert.equal(received(withOne(letter)), withOne(letter))
      assert.throws(() => strlen(withOne('\0')), { code: 'ERR_CABI_ARG_RANGE' })
    }
  }
})

test('short strings arrive whole, wherever the engine has them', () => {
  const texts = Array.from({ length: 20_000 }, (_, i) => flat(`${i}${'.'.repeat(i % 29)}`))
  for (const text of texts) assert.equal(strlen(text), text.length)
  for (const text of texts.slice(0, 2_000)) assert.equal(received(text), text)
})

test('a string result is read as UTF-8, whatever its length', () => {
  for (const letter of letters) {
    for (const length of [0, 1, 2, 7, 8, 15, 16, 27, 28, 31, 32, 33, 64, 1000]) {
      const text = `=${'x'.repeat(length)}${letter}`
      assert.equal(result(Buffer.from(`${text}\0after`)), text)
    }
  }
})

test('a result that lies within an argument is read before the argument is gone', () => {
  for (let before = 0; before < 20; before++) {
    for (const length of [0, 3, 30, 31, 32, 33, 34, 40, 200, 5000]) {
      const text = `=${'abcdefghij'.repeat(length / 10 + 1).slice(0, length)}`
      assert.equal(strchr(`${'Q'.repeat(before)}${text}`, '='.charCodeAt(0)), text)
    }
  }
})

test('a string that fills scratch, and one that does not fit, arrive whole', () => {
  for (const size of [900_000, 1_015_000, 1_015_400, 1_015_500, 1_015_512, 1_015_600, 1_048_576, 3_000_000]) {
    assert.equal(strlen('x'.repeat(size)), size)
    assert.equal(strlen('é'.repeat(size / 2)), size)
    assert.equal(strlen(new Uint8Array(size).fill(65)), size)
  }
})

test('several strings in one call, short, long and too long for scratch, keep apart', () => {
  const room = new Uint8Array(8 << 20)
  const parts = [
    'short',
    'l'.repeat(100),
    'm'.repeat(600_000),
    'n'.repeat(600_000),
    'o'.repeat(2 << 20),
    'é',
    'p'.repeat(1 << 20),
  ]
  const length = snprintf(room, room.length, '%s%s%s%s%s%s%s', ...parts)
  assert.equal(Buffer.from(room.subarray(0, length)).toString(), parts.join(''))
})

test('copies too long for scratch are kept until C has read them, whatever is collected meanwhile', () => {
  const names = [...'abcdefgh']
  const { letters_of_eight } = open(
    compileFixture(new URL('./string.c', import.meta.url)),
    `int letters_of_eight(${names.map(name => `const char *${name}`)}, size_t length);`,
  )
  // The engine collects young ArrayBuffers when there are more than 32 MB of them; a copy has three bytes for a letter.
  const length = 3 << 20
  const strings = names.map(name => name.toUpperCase().repeat(length))
  for (let round = 0; round < 3; round++) assert.equal(letters_of_eight(...strings, length), 8)
})

test('bytes without a NUL are copied with one; with one they go as they are', () => {
  assert.equal(strlen(Buffer.from('bytes')), 5)
  assert.equal(strlen(new Uint8Array(0)), 0)
  assert.equal(strlen(Buffer.from('by\0tes')), 2)
  const own = Buffer.from('own\0')
  const found: Pointer = open(null, 'char *strchr(const char *s, int c);')['strchr'](own, 'w'.charCodeAt(0))
  found.bytes(1)[0] = 'x'.charCodeAt(0)
  assert.equal(own.toString(), 'oxn\0')
})

test('bytes that are not UTF-8 are an error that has the pointer and says how to read them', () => {
  const wrong: readonly (readonly number[])[] = [
    [0xff],
    [0x80],
    [0xc3],
    [0xc0, 0x80],
    [0xe2, 0x82],
    [0xf0, 0x9f, 0x98],
    [0xed, 0xa0, 0x80],
    [0xf4, 0x90, 0x80, 0x80],
    [0xf8, 0x88, 0x80, 0x80, 0x80],
    [0x41, 0xf0, 0x9f, 0x98],
    [0xf0, 0x9f, 0x98, 0xf0, 0x9f, 0x98],
    [0xef, 0xbf, 0xbd, 0xf0, 0x9f, 0x98],
  ]
  for (const bytes of wrong) {
    for (const before of ['', 'x'.repeat(40)]) {
      const memory = Uint8Array.from([...Buffer.from(before), ...bytes, 0])
      assert.throws(
        () => result(memory),
        (error: Error & { code?: string; result?: unknown }) => {
          assert.equal(error.code, 'ERR_CABI_RESULT_RANGE')
          assert.ok(error instanceof RangeError)
          assert.ok(Pointer.isPointer(error.result))
          assert.equal(
            error.message,
            `strchr: the string at ${error.result} is not UTF-8: read it with readString(pointer, { encoding: 'latin1' })`,
          )
          const latin1 = Buffer.from(memory).toString('latin1').slice(0, -1)
          assert.equal(readString(error.result, { encoding: 'latin1' }), latin1)
          return true
        },
        `${bytes}`,
      )
    }
  }
})

test('a replacement character that C really has is no error', () => {
  assert.equal(result(Buffer.from('\ufffd\0')), '\ufffd')
  assert.equal(result(Buffer.from(`${'x'.repeat(100)}\ufffd\0`)), `${'x'.repeat(100)}\ufffd`)
})

test('a null result is null', () => {
  assert.equal(strchr('abc', 'x'.charCodeAt(0)), null)
})

test('a result is read up to its NUL and no further: the next page may not be there', () => {
  const [readWrite, privateAnonymous] = [3, 0x22]
  const pages: Pointer = mmap(null, 8192, readWrite, privateAnonymous, -1, 0)
  const bytes = pages.bytes(4096)
  assert.equal(munmap(pages.address + 4096, 4096), 0)
  const { memchr } = open(null, 'const char *memchr(const void *s, int c, size_t n);')
  for (let length = 0; length < 70; length++) {
    bytes.fill(0x2e)
    bytes.fill(0x41, 4095 - length)
    bytes[4095] = 0
    assert.equal(memchr(bytes.subarray(4095 - length), length === 0 ? 0 : 0x41, 1), 'A'.repeat(length))
  }
  munmap(pages.address, 4096)
})

test('a result without memory behind it is a fault of that call, and the next call works', () => {
  const bad = open(null, 'const char *abs(int j);')['abs']
  assert.throws(() => bad(16), {
    code: 'ERR_CABI_FAULT',
    message: 'abs: the result (const char *) 0x10 is no readable string (SIGSEGV)',
    function: 'abs',
    signal: 'SIGSEGV',
  })
  assert.equal(received('still here'), 'still here')
})

test('.raw gives the pointer, which need not point to a string', () => {
  const pointer: Pointer = open(null, 'const char *abs(int j);')['abs'].raw(16)
  assert.equal(String(pointer), '(const char *) 0x10')
})
