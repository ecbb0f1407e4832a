/**
 * What is measured. A warm row is the inside of a loop: `step` may use
 *   f        the peer's functions, as its users hold them
 *   many     its namespace of 300 functions
 *   m        its objects of C, for the rows whose steps are the peer's own: `peers/*.mjs` have them in `steps`
 *   i, s     the iteration, and the value that the step before left
 * and the names of `inputs`. Arguments change from call to call, and results are carried, so that nothing is hoisted out
 * of the loop; integers stay small, so that they stay integers. `checks` are calls and what they must give: a peer that
 * answers fast and wrong has failed. `atLeast`: so many steps in a repetition, where
 * they make garbage: node:ffi collects once in 70,000, for longer than those take, and its best would have none of it.
 */
import { manyNames } from './declarations.mjs'

const accented = 'Grüße, 世界 🌍!'
const utf8Length = text => new TextEncoder().encode(text).length

export const warmRows = [
  { name: 'noop', title: 'void noop(void)', step: 'f.noop()', checks: [] },
  {
    name: 'add_i32',
    title: 'int add_i32(int, int)',
    step: 's = f.add_i32(s & 1023, i & 1023)',
    checks: [
      ['f.add_i32(40, 2)', 42],
      ['f.add_i32(-2147483648, 1)', -2147483647],
    ],
  },
  {
    name: 'add_f64',
    title: 'double add_f64(double, double)',
    step: 's = f.add_f64(s, 0.5)',
    checks: [['f.add_f64(0.5, 2)', 2.5]],
  },
  {
    name: 'sum8',
    title: 'double sum8(4 × double, 4 × int)',
    step: 'const k = i & 1023, x = k + 0.5; s = f.sum8(x, x + 1, x + 2, x + 3, k, k + 1, k + 2, k + 3)',
    checks: [['f.sum8(0.5, 2, 4, 8, 16, 32, 64, -128)', -1.5]],
  },
  {
    name: 'sum12',
    title: 'int sum12(12 × int)',
    step: `const k = i & 1023; s = f.sum12(${['k', ...Array.from({ length: 11 }, (_, n) => `k + ${n + 1}`)].join(', ')})`,
    checks: [['f.sum12(1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, -1)', 2046]],
  },
  {
    name: 'add_i64_number',
    title: 'int64_t add_i64(int64_t, int64_t), numbers in',
    step: 's = f.add_i64(numbers[i & 63], numbers[(i >> 6) & 63])',
    checks: [
      ['f.add_i64(40, 2)', 42],
      ['f.add_i64(-40, -2)', -42],
    ],
  },
  {
    name: 'add_i64_bigint',
    title: 'int64_t add_i64(int64_t, int64_t), bigints in',
    step: 's = f.add_i64(bigints[i & 63], bigints[(i >> 6) & 63])',
    checks: [
      ['f.add_i64(40n, 2n)', 42],
      ['f.add_i64(0x7fffffffffffffffn, -1n)', 0x7ffffffffffffffen],
    ],
  },
  {
    name: 'add_size',
    title: 'size_t add_size(size_t, size_t)',
    step: 's = f.add_size(sizes[i & 63], sizes[(i >> 6) & 63])',
    checks: [['f.add_size(sizes[40], sizes[2])', 42]],
  },
  {
    name: 'ident',
    title: 'void *ident(void *)',
    start: 'pointer',
    step: 's = f.ident(s)',
    checks: [['addressOf(f.ident(pointer)) === addressOf(pointer)', true]],
  },
  {
    name: 'slen_short',
    title: "size_t slen(const char *), 'hello world'",
    step: "s = f.slen('hello world')",
    checks: [
      ["f.slen('hello world')", 11],
      ["f.slen('')", 0],
    ],
  },
  {
    name: 'slen_long',
    title: 'slen, 10,000 ASCII characters',
    step: 's = f.slen(longText)',
    checks: [['f.slen(longText)', 10000]],
  },
  {
    name: 'slen_accented',
    title: 'slen, 12 characters: accents, CJK, emoji',
    step: 's = f.slen(accented)',
    checks: [['f.slen(accented)', utf8Length(accented)]],
  },
  {
    name: 'slen_rotating',
    title: 'slen, 64 short strings in turn',
    step: 's = f.slen(words[i & 63])',
    checks: [
      ['f.slen(words[9])', 6],
      ['f.slen(words[10])', 7],
    ],
  },
  {
    name: 'greet',
    title: 'const char *greet(void), 12 characters',
    step: 's = f.greet()',
    checks: [['f.greet()', 'hello from C']],
  },
  {
    name: 'greet_long',
    title: 'const char *greet_long(void), 1,000 characters',
    step: 's = f.greet_long()',
    checks: [['f.greet_long()', 'g'.repeat(1000)]],
  },
  {
    name: 'first_large',
    title: 'uint8_t first(const uint8_t *), 1 MB',
    step: 's = f.first(large)',
    checks: [['f.first(large)', 7]],
  },
  {
    name: 'first_rotating',
    title: 'first, 64 arrays of 4,096 in turn',
    step: 's = f.first(arrays[i & 63])',
    checks: [
      ['f.first(arrays[0])', 0],
      ['f.first(arrays[63])', 63],
    ],
  },
  {
    name: 'first_fresh',
    title: 'first, new Uint8Array(16) each time, collected too',
    atLeast: 200_000,
    step: 's = f.first(new Uint8Array(16))',
    checks: [['f.first(new Uint8Array([9, 8]))', 9]],
  },
  { name: 'struct_16', title: 'struct of 16 bytes: two in, one out', expected: 4 },
  { name: 'struct_48', title: 'struct of 48 bytes: in and out', expected: 8 },
  { name: 'read_owned', title: 'read a field, of memory made here', expected: 7 },
  { name: 'write_owned', title: 'write a field, of memory made here', expected: 0 },
  { name: 'read_guarded', title: "read p->field, of C's memory", expected: 5 },
  { name: 'write_guarded', title: "write p->field, of C's memory", expected: 0 },
  { name: 'read_indexed', title: "read p[i].field, of C's memory", expected: 5 },
  { name: 'write_indexed', title: "write p[i].field, of C's memory", expected: 0 },
  { name: 'read_vouched', title: "the same of C's memory as an array: read", expected: 5 },
  { name: 'write_vouched', title: "the same of C's memory as an array: write", expected: 0 },
  { name: 'sweep', title: 'sum of a field over 512 structs, each', calls: 512, expected: 130816 },
  { name: 'alloc', title: 'make a zeroed struct of 48 bytes', expected: 0 },
  {
    name: 'names_one',
    title: 'int f007(int), one of 300 names',
    step: 's = many.f007(i & 1023)',
    checks: [['many.f007(1)', 8]],
  },
  {
    name: 'names_all',
    title: 'int f000(int) to f299, in turn',
    calls: 300,
    step: manyNames(300)
      .map(name => `s = many.${name}(s & 1023)`)
      .join('; '),
    checks: [
      ['many.f000(1)', 1],
      ['many.f299(1)', 300],
    ],
  },
  // The last: some callbacks stay live.
  {
    name: 'add_i32_live',
    title: 'add_i32, with a callback that C may call',
    // cabi's is made when it is first asked for.
    start: 'm?.kept ? 0 : 0',
    step: 's = f.add_i32(s & 1023, i & 1023)',
    checks: [['f.add_i32(40, 2)', 42]],
  },
  // Each kind of call makes an engine ready for one more: the simplest comes first.
  { name: 'callback_one', title: 'a call that makes one callback', expected: 1 },
  { name: 'callback', title: 'int callback(int), 1,000 in a call: each', calls: 1000, expected: 55 },
  { name: 'callback_lent', title: 'the same, lent for the call where the peer can', expected: 1 },
  { name: 'callback_fifty', title: 'one callback, 50 functions in turn', expected: 49 },
  {
    name: 'callback_each',
    title: '50 functions in turn, 1,000 callbacks in a call: each',
    calls: 1000,
    // cabi's are made when they are first asked for.
    start: 'm?.fifty ? 0 : 0',
    step: 's = f.call_kept(1000)',
    checks: [['m?.fifty && f.call_kept(51)', 2500]],
  },
  { name: 'callback_struct', title: 'struct of 16 bytes to a callback and back', calls: 1000, expected: 2 },
  { name: 'callback_create', title: 'make a callback and release it', expected: 1, atLeast: 200_000 },
  { name: 'sort', title: 'qsort of 10,000 ints', first: 1, expected: 0 },
]

/** Each in a fresh process: `inside` from before the FFI is imported to after the last call; `whole` is all of the process, less an empty one. */
export const coldRows = [
  { name: 'cold_1_inside', title: '1 function, in the process', count: 1, time: 'inside' },
  { name: 'cold_1_whole', title: '1 function, whole process', count: 1, time: 'whole' },
  { name: 'cold_200_inside', title: '200 functions, in the process', count: 200, time: 'inside' },
  { name: 'cold_200_whole', title: '200 functions, whole process', count: 200, time: 'whole' },
]

/** What the steps work on. `size`, `pointer` and `addressOf` are the peer's. */
export function inputs({ size, pointer, addressOf }) {
  const numbers = Array.from({ length: 64 }, (_, k) => k)
  const large = new Uint8Array(1 << 20)
  large[0] = 7
  return {
    numbers,
    bigints: numbers.map(BigInt),
    sizes: numbers.map(size),
    words: numbers.map(k => `word ${k}`),
    longText: 'x'.repeat(10000),
    accented,
    large,
    arrays: numbers.map(k => new Uint8Array(4096).fill(k)),
    pointer,
    addressOf,
  }
}

/** What calling the first `count` of the 300 functions must give: see cold.mjs. */
export function coldResult(count) {
  let s = 0
  for (let k = 0; k < count; k++) s = (s & 1023) + k
  return s
}
