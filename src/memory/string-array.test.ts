import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileFixture } from '../../test/fixture.ts'
import { exchange, word as words } from '../exchange/exchange.ts'
import { open } from '../index.ts'

const { join, join_argv, same_lists, take_list, take_strings } = open(
  compileFixture(new URL('./string-array.c', import.meta.url)),
  `int join(char *to, int size, const char *const *list);
   int join_argv(char *to, int size, char *const argv[]);
   int same_lists(const char *const *a, const char *text, const char *const *b);
   int take_list(char **list) __asm__("join");
   int take_strings(const char **list) __asm__("join");`,
)

const buffer = Buffer.alloc(1 << 22)

function joined(call: (to: Buffer, size: number, list: unknown) => number, list: readonly string[]): string {
  assert.equal(call(buffer, buffer.length, list), list.length)
  return buffer.toString('utf8', 0, buffer.indexOf(0))
}

const lists: readonly (readonly string[])[] = [
  [],
  [''],
  ['ls'],
  ['ls', '-l', '--color=auto'],
  ['grün', '😀', 'ä'.repeat(50)],
  Array.from({ length: 500 }, (_, i) => 'x'.repeat(i % 70)),
  // Too many and too long for scratch.
  Array.from({ length: 150_000 }, (_, i) => `${i}`),
  ['short', 'y'.repeat(1_500_000), 'short again', 'z'.repeat(1_200_000)],
]

test('an array of strings is a list of pointers with NULL behind the last', () => {
  for (const list of lists) {
    const expected = list.map(text => `${text}|`).join('')
    assert.equal(joined(join, list), expected)
    assert.equal(joined(join_argv, list), expected)
  }
})

test('lists and strings of one call lie beside each other', () => {
  for (const list of lists) {
    assert.equal(same_lists(list, 'text', [...list]), 1)
    assert.equal(same_lists(list, 'text', [...list, 'more']), 0)
  }
})

test('scratch is given back after the call', () => {
  const { I32 } = exchange().views
  const floor = I32[words.scratchFloor]
  for (let i = 0; i < 1000; i++) join(buffer, buffer.length, ['a'.repeat(1000), 'b'])
  assert.equal(I32[words.scratchFloor], floor)
})

test('what is no string in the array is refused, and where it is', () => {
  const refusals: readonly (readonly [list: unknown, index: number, code: string, problem: string])[] = [
    [['a', 1], 1, 'ERR_CABI_ARG_TYPE', 'expected a string, got 1'],
    [[null], 0, 'ERR_CABI_ARG_TYPE', 'expected a string, got null'],
    // biome-ignore lint/suspicious/noSparseArray: a hole is what is tested
    [['a', , 'b'], 1, 'ERR_CABI_ARG_TYPE', 'expected a string, got undefined'],
    [
      ['a\0b'],
      0,
      'ERR_CABI_ARG_RANGE',
      "expected a string without a NUL character, which would end it early, got 'a\\x00b'",
    ],
    [['a', '\ud800'], 1, 'ERR_CABI_ARG_RANGE', "expected a well-formed string, without lone surrogates, got '\\ud800'"],
  ]
  for (const [list, index, code, problem] of refusals) {
    assert.throws(() => join(buffer, 10, list), {
      code,
      message: `join: argument 3 (list), element [${index}] is 'const char *const': ${problem}`,
    })
  }
})

test('what is no array is refused', () => {
  for (const [list, shown] of [
    ['a', "'a'"],
    [new Uint8Array(8), 'Uint8Array(8) [ 0, 0, 0, ... 5 more items ]'],
  ] as const) {
    assert.throws(() => join(buffer, 10, list), {
      code: 'ERR_CABI_ARG_TYPE',
      message: `join: argument 3 (list) is 'const char *const *': expected an array of strings, a Pointer to 'const char *const' or null, got ${shown}`,
    })
  }
})

test('a list that C may write to is no array of strings', () => {
  assert.throws(() => take_list(['a']), {
    code: 'ERR_CABI_ARG_TYPE',
    message: "take_list: argument 1 (list) is 'char **': expected a Pointer to 'char *' or null, got [ 'a' ]",
  })
  assert.throws(() => take_strings(['a']), {
    code: 'ERR_CABI_ARG_TYPE',
    message:
      "take_strings: argument 1 (list) is 'const char **': expected a Pointer to 'const char *' or null, got [ 'a' ]",
  })
})

test('strings whose own code calls C leave the arguments before them alone', () => {
  const list = Object.defineProperty(['a', 'b'], 1, {
    get() {
      assert.equal(same_lists(['x'], 'text', ['x']), 1)
      return 'c'
    },
  })
  assert.equal(same_lists(['a', 'c'], 'text', list), 1)
})
