/** Reading and writing through pointers, compared with what the compiler put there. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileFixture } from '../../test/fixture.ts'
import { addressOf, alloc, c, open, type Pointer, readString } from '../index.ts'
import { cast } from './cast.ts'

const lib = open(
  compileFixture(new URL('./pointee.c', import.meta.url)),
  `bool *bools(void); char *chars(void); signed char *schars(void); unsigned char *uchars(void);
   short *shorts(void); unsigned short *ushorts(void); int *ints(void); unsigned int *uints(void);
   long *longs(void); unsigned long *ulongs(void); long long *llongs(void); uint64_t *u64s(void);
   float *floats(void); double *doubles(void); long double *ldoubles(void); __int128 *i128s(void);
   enum color { RED, GREEN = 7, BLUE = 0xffffffff }; enum sign { NEGATIVE = -1, ZERO, POSITIVE };
   enum color *colors(void); enum sign *signs(void);
   bool is_int(const int *p, int i, int value);
   bool is_double(const double *p, int i, double value);
   bool is_u64(const uint64_t *p, int i, uint64_t value);
   bool is_ldouble(const long double *p, int i, double value);
   void *unaligned(void);
   int **int_pointers(void);
   const char *const *name_list(void);
   char **word_list(void);
   const wchar_t *wide(void);
   const int *constants(void);
   struct node { int value; struct node *next; };
   struct node *make_list(int count); void free_list(struct node *list); int sum_list(const struct node *list);
   struct opaque; struct opaque *opaque_thing(void);
   int (*matrix(void))[3];
   int (*function(void))(int);
   void *nothing(void);`,
)

const i128 = 2n ** 127n

/** What the fixture's arrays hold, and for each a value of the type that it does not. */
const values: Readonly<Record<string, readonly [held: readonly unknown[], other: unknown]>> = {
  bools: [[true, false, true], false],
  chars: [[97, -128, 127], 5],
  schars: [[-128, 127, -1], 5],
  uchars: [[0, 255, 128], 5],
  shorts: [[-32768, 32767, -1], 300],
  ushorts: [[0, 65535, 32768], 300],
  ints: [[-(2 ** 31), 2 ** 31 - 1, -1], 70_000],
  uints: [[0, 2 ** 32 - 1, 2 ** 31], 70_000],
  longs: [[-(2 ** 53) + 1, 2 ** 53 - 1, -1], -5_000_000_000],
  ulongs: [[0, 2 ** 53 - 1, 2 ** 32], 5_000_000_000],
  llongs: [[-(2n ** 63n), 2n ** 63n - 1n, -1n], 5n],
  u64s: [[0n, 2n ** 64n - 1n, 2n ** 63n], 5n],
  floats: [[1.5, -0, 3.4028234663852886e38], -0.25],
  doubles: [[1.5, -0, Number.MAX_VALUE], Math.PI],
  ldoubles: [[1.5, -2.25, 1e300], 0.1],
  i128s: [[-i128, -1n, 2n ** 100n], -(2n ** 99n)],
  colors: [[0, 7, 0xffffffff], 1],
  signs: [[-1, 0, 1], 1],
}

test('values of every type are read as the compiler put them there', () => {
  for (const [name, [held]] of Object.entries(values)) {
    const pointer: Pointer = lib[name]()
    assert.deepEqual(pointer.value, held[0], name)
    held.forEach((value, i) => {
      assert.deepEqual(pointer.at(i), value, `${name}[${i}]`)
      assert.deepEqual(pointer.add(i).value, value, `${name} + ${i}`)
    })
  }
})

test('values are written where they belong, and nowhere else', () => {
  for (const [name, [held, other]] of Object.entries(values)) {
    const pointer: Pointer = lib[name]()
    pointer.set(1, other)
    assert.deepEqual(
      [0, 1, 2].map(i => pointer.at(i)),
      [held[0], other, held[2]],
      name,
    )
    pointer.add(1).value = held[1]
    assert.deepEqual(
      [0, 1, 2].map(i => pointer.at(i)),
      held,
      name,
    )
  }
})

test('what is written is what C reads', () => {
  lib['ints']().set(2, -77)
  assert.equal(lib['is_int'](lib['ints'](), 2, -77), true)
  lib['doubles']().set(2, Math.E)
  assert.equal(lib['is_double'](lib['doubles'](), 2, Math.E), true)
  lib['u64s']().set(2, 2n ** 64n - 2n)
  assert.equal(lib['is_u64'](lib['u64s'](), 2, 2n ** 64n - 2n), true)
  lib['ldoubles']().set(2, -1 / 3)
  assert.equal(lib['is_ldouble'](lib['ldoubles'](), 2, -1 / 3), true)
  lib['ints']().set(2, -1)
  lib['doubles']().set(2, Number.MAX_VALUE)
  lib['u64s']().set(2, 2n ** 63n)
  lib['ldoubles']().set(2, 1e300)
})

test('where numbers have been read, a fault is the same error', () => {
  for (const type of [c.char, c.uint8_t, c.short, c.uint16_t, c.int, c.uint32_t, c.float, c.double]) {
    const one = alloc(c.array(type, 1))
    const there = cast(type, addressOf(one).address)!
    assert.deepEqual([there.value, there.value, there.at(0)], [0, 0, 0])
    const nowhere = cast(type, 0x10)!
    const name = `(${type} *) 0x10`
    const reads: readonly [read: () => unknown, lvalue: string][] = [
      [() => nowhere.value, `*${name}`],
      [() => nowhere.at(1), `(${name})[1]`],
      [() => cast(type, 2n ** 60n + 1n)!.value, `*(${type} *) 0x1000000000000001`],
    ]
    for (const [read, lvalue] of reads) {
      assert.throws(read, (error: Error & { code?: string }) => {
        assert.equal(error.code, 'ERR_CABI_FAULT')
        assert.equal(error.message.startsWith(`reading ${lvalue} was stopped by SIGSEGV`), true, error.message)
        return true
      })
    }
    assert.equal(there.value, 0)
  }
})

test('negative indices and counts go back', () => {
  const end: Pointer = lib['ints']().add(2)
  assert.equal(end.at(-1), 2 ** 31 - 1)
  assert.equal(end.add(-2).bits, lib['ints']().bits)
})

test('addresses need no alignment', () => {
  const bytes: Pointer = lib['unaligned']()
  assert.equal(bytes.cast(c.uint8_t).value, 1)
  assert.equal(bytes.cast(c.uint16_t).value, 0x0201)
  assert.equal(bytes.cast(c.uint32_t).at(1), 0x08070605)
  assert.equal(bytes.cast(c.uint64_t).value, 0x0807060504030201n)
  bytes.cast(c.uint32_t).value = 0xaabbccdd
  assert.equal(bytes.cast(c.uint8_t).at(3), 0xaa)
  bytes.cast(c.uint32_t).value = 0x04030201
})

test('pointers to pointers lead on, and end at null', () => {
  const pointers: Pointer = lib['int_pointers']()
  assert.deepEqual([pointers.value.value, pointers.at(1), pointers.at(2).value], [1, null, 2])
  pointers.set(1, pointers.value)
  assert.equal(pointers.at(1).value, 1)
  pointers.set(1, null)
  assert.equal(pointers.at(1), null)
})

test('a list of strings is read up to its NULL', () => {
  const names: Pointer = lib['name_list']()
  const read: string[] = []
  for (let i = 0; ; i++) {
    const name = names.at(i)
    if (name === null) break
    read.push(name)
  }
  assert.deepEqual(read, ['first', 'grün', ''])
  const words: Pointer = lib['word_list']()
  assert.deepEqual(
    [0, 1].map(i => readString(words.at(i))),
    ['first', 'second'],
  )
  assert.equal(words.at(2), null)
  assert.equal(readString(lib['wide']()), 'grün 😀')
})

test('add keeps all 64 bits', () => {
  assert.equal(cast(c.int, 2n ** 63n)!.add(1).bits, 2n ** 63n + 4n)
  assert.equal(cast(c.int, 2n ** 63n)!.add(-1).bits, 2n ** 63n - 4n)
  assert.equal(cast(c.int8_t, 2 ** 53 - 1)!.add(1).bits, 2n ** 53n)
  assert.equal(cast(c.int, -4)!.add(1).bits, 0n)
  assert.equal(cast(c.int, 0xfffffffc)!.add(2).bits, 0x100000004n)
})

test('through a pointer to const nothing is written', () => {
  const constants: Pointer = lib['constants']()
  assert.deepEqual([constants.value, constants.at(2)], [1, 3])
  assert.throws(
    () => {
      constants.value = 5
    },
    {
      name: 'TypeError',
      code: 'ERR_CABI_ARG_TYPE',
      message: `*${constants} is 'const int': it is const, or part of what is`,
    },
  )
  assert.throws(() => constants.set(1, 5), {
    code: 'ERR_CABI_ARG_TYPE',
    message: `(${constants})[1] is 'const int': it is const, or part of what is`,
  })
  assert.deepEqual([constants.value, constants.at(1)], [1, 2])
})

test('a copy is what array and bytes give of const memory', () => {
  const constants: Pointer = lib['constants']()
  const bytes = constants.bytes(12)
  bytes.fill(7)
  assert.deepEqual(
    [0, 1, 2].map(i => constants.at(i)),
    [1, 2, 3],
  )
})

test('where there is no memory is a fault that names the access', () => {
  const faults: readonly (readonly [access: () => unknown, operation: string, what: string, address: number])[] = [
    [() => cast(c.int, 16)!.value, 'reading', '*(int *) 0x10', 16],
    [() => cast(c.int, 16)!.at(2), 'reading', '((int *) 0x10)[2]', 24],
    [() => cast(c.double, 16)!.set(-1, 1), 'writing', '((double *) 0x10)[-1]', 8],
    [() => cast(c.pointer(c.int), 16)!.value, 'reading', '*(int **) 0x10', 16],
    [() => cast(c.string, 16)!.at(1), 'reading', '((const char **) 0x10)[1]', 24],
  ]
  for (const [access, operation, what, address] of faults) {
    assert.throws(access, {
      name: 'CabiError',
      code: 'ERR_CABI_FAULT',
      message: `${operation} ${what} was stopped by SIGSEGV: no access to memory at address 0x${address.toString(16)}`,
      operation: operation === 'reading' ? 'read' : 'write',
      access: what,
      signal: 'SIGSEGV',
      address,
    })
  }
  assert.throws(() => cast(c.int, 2n ** 63n)!.value, {
    code: 'ERR_CABI_FAULT',
    message: 'reading *(int *) 0x8000000000000000 was stopped by SIGSEGV: an address no memory can have',
  })
})

test('what has no values is refused, with what to do', () => {
  const pointers = {
    nothing: ['void, which has no values: cast it first, as in pointer.cast(c.int)', 'ERR_CABI_ARG_TYPE'],
    opaque_thing: ["'struct opaque', of which no members are declared: only C can look into it", 'ERR_CABI_ARG_TYPE'],
  } as const
  for (const [name, [reason, code]] of Object.entries(pointers)) {
    const pointer: Pointer = lib[name]()
    const uses: Readonly<Record<string, () => unknown>> = {
      value: () => pointer.value,
      at: () => pointer.at(0),
      set: () => pointer.set(0, 1),
      add: () => pointer.add(1),
      array: () => pointer.array(1),
    }
    for (const [use, refused] of Object.entries(uses)) {
      assert.throws(refused, { code, message: `${use}: ${pointer} points to ${reason}` })
    }
    assert.throws(
      () => {
        pointer.value = 1
      },
      { code },
    )
  }
  const unsized = cast(c.array(c.int), 16)!
  assert.throws(() => unsized.value, {
    code: 'ERR_CABI_ARG_TYPE',
    message: `value: ${unsized} points to 'int []', an array of unknown size: cast it to its element, or to c.array(T, n)`,
  })
})

test('what points to a function gives a function, and is no array of them', () => {
  const pointer = cast(c.void, open(null, 'int abs(int j);')['abs'].address)!.cast(c.fn(c.int, [c.int]))
  assert.equal(pointer.value(-5), 5)
  assert.throws(() => pointer.at(0), {
    code: 'ERR_CABI_ARG_TYPE',
    message: `at: ${pointer} points to a function, which is not in memory as values are: read .value to call it`,
  })
})

test('values that the type cannot hold are refused, and the memory stays as it is', () => {
  const ints: Pointer = lib['ints']()
  for (const [value, code, expected] of [
    [2 ** 31, 'ERR_CABI_ARG_RANGE', 'an integer from -2147483648 to 2147483647'],
    [1.5, 'ERR_CABI_ARG_TYPE', 'an integer from -2147483648 to 2147483647'],
    ['1', 'ERR_CABI_ARG_TYPE', 'an integer from -2147483648 to 2147483647'],
    [1n, 'ERR_CABI_ARG_TYPE', 'an integer from -2147483648 to 2147483647'],
    [undefined, 'ERR_CABI_ARG_TYPE', 'an integer from -2147483648 to 2147483647'],
  ] as const) {
    const shown = typeof value === 'string' ? `'${value}'` : typeof value === 'bigint' ? `${value}n` : String(value)
    assert.throws(() => ints.set(0, value), {
      code,
      message: `(${ints})[0] is 'int': expected ${expected}, got ${shown}`,
    })
  }
  assert.equal(ints.value, -(2 ** 31))
  const words: Pointer = lib['word_list']()
  assert.throws(() => words.set(0, 'text'), { code: 'ERR_CABI_ARG_TYPE' })
  assert.equal(readString(words.value), 'first')
})

test('an index is an integer', () => {
  const ints: Pointer = lib['ints']()
  for (const index of [1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
    assert.throws(() => ints.at(index), {
      name: 'RangeError',
      code: 'ERR_CABI_ARG_RANGE',
      message: `at: expected a number of elements, an integer, got ${index}`,
    })
  }
  for (const index of ['1', 1n, null, undefined, {}]) {
    for (const use of [
      () => ints.at(index as never),
      () => ints.set(index as never, 1),
      () => ints.add(index as never),
    ]) {
      assert.throws(use, { name: 'TypeError', code: 'ERR_CABI_ARG_TYPE' })
    }
  }
})

test('a pointer to a struct gives a live view, and a list is walked', () => {
  const list: Pointer = lib['make_list'](100)
  let sum = 0
  let length = 0
  for (let node: Pointer | null = list; node !== null; node = node.value.next) {
    sum += node.value.value
    length++
  }
  assert.deepEqual([length, sum, lib['sum_list'](list)], [100, 5050, 5050])
  const first = list.value
  first.value = 1001
  assert.deepEqual([lib['sum_list'](list), list.value.value], [6050, 1001])
  list.value = { value: 5, next: first.next }
  assert.deepEqual([first.value, lib['sum_list'](list)], [5, 5054])
  first.next = null
  assert.equal(lib['sum_list'](list), 5)
})

test('a pointer gives the same view of an element again, and each element its own', () => {
  const pairs: Pointer = lib['make_list'](1).cast(c.struct({ low: c.int, high: c.int }, { name: 'pair' }))
  const words = pairs.cast(c.int)
  assert.equal(pairs.value, pairs.value)
  for (const index of [0, 1, 0, 1]) {
    pairs.at(index).low = index + 10
    assert.deepEqual([pairs.at(index).low, words.at(2 * index)], [index + 10, index + 10])
  }
  assert.notEqual(pairs.at(0), pairs.at(1))
  assert.equal(pairs.at(1), pairs.at(1))
})

test('elements far from each other, behind the pointer and beyond what it keeps are those of C', () => {
  const records = alloc(c.array(c.int, 10_000)) as Int32Array
  for (const index of records.keys()) records[index] = index
  const number = c.struct({ value: c.int }, { name: 'number' })
  const pointer = cast(number, (addressOf(records) as Pointer).address + 4 * 5000) as Pointer
  for (let round = 0; round < 2; round++) {
    for (let index = 0; index < 5000; index++) assert.equal(pointer.at(index).value, 5000 + index)
    for (const index of [-1, -5000, 4999, 3]) assert.equal(pointer.at(index).value, 5000 + index)
  }
  assert.equal(records.length, 10_000)
})

test('a struct in memory that is gone is a fault that names the member', () => {
  const pointer = cast(lib['struct node'], 16) as Pointer
  const node = pointer.value
  for (const [access, message] of [
    [
      () => node.value,
      'reading node.value of (struct node *) 0x10 was stopped by SIGSEGV: no access to memory at address 0x10',
    ],
    [
      () => node.next,
      'reading node.next of (struct node *) 0x10 was stopped by SIGSEGV: no access to memory at address 0x18',
    ],
    [
      () => Object.assign(node, { value: 1 }),
      'writing node.value of (struct node *) 0x10 was stopped by SIGSEGV: no access to memory at address 0x10',
    ],
  ] as const) {
    assert.throws(access, { code: 'ERR_CABI_FAULT', message })
  }
})

test('through a pointer to const a struct is read, and not written', () => {
  const list: Pointer = lib['make_list'](2)
  const constant = list.cast(c.const(lib['struct node']))
  assert.equal(constant.value.next.value.value, 2)
  for (const write of [
    () => Object.assign(constant.value, { value: 7 }),
    () => Object.assign(constant, { value: { value: 7 } }),
    () => constant.set(0, { value: 7 }),
  ]) {
    assert.throws(write, { name: 'TypeError', code: 'ERR_CABI_ARG_TYPE', message: /it is const, or part of what is$/ })
  }
  assert.equal(list.value.value, 1)
})

test('pointers to arrays go by whole arrays', () => {
  const matrix: Pointer = lib['matrix']()
  assert.deepEqual([...matrix.value], [1, 2, 3])
  assert.deepEqual([...matrix.add(1).value], [4, 5, 6])
  matrix.value = [7, 8]
  assert.deepEqual([...matrix.at(0)], [7, 8, 0])
  matrix.value = [1, 2, 3]
  assert.throws(() => matrix.set(0, [1, 2, 3, 4]), { code: 'ERR_CABI_ARG_RANGE' })
})

test('array is over the memory itself', () => {
  const ints: Pointer = lib['ints']()
  const array = ints.array(3)
  assert.ok(array instanceof Int32Array)
  assert.deepEqual([...array], [-(2 ** 31), 2 ** 31 - 1, -1])
  array[2] = 12
  assert.equal(ints.at(2), 12)
  ints.set(2, -1)
  assert.equal(array[2], -1)
  const colors = lib['colors']().array(3)
  assert.deepEqual([...colors], [0, 7, 0xffffffff])
  const pointers = lib['int_pointers']().array(3)
  assert.deepEqual([pointers[0].value, pointers[1], pointers.length], [1, null, 3])
  const list: Pointer = lib['make_list'](1)
  const nodes = list.array(1)
  nodes[0].value = 70
  assert.equal(lib['sum_list'](list), 70)
  assert.equal(ints.array(0).length, 0)
})

test('array of const memory is a copy', () => {
  const array = lib['constants']().array(3)
  assert.deepEqual([...array], [1, 2, 3])
  array.fill(0)
  assert.deepEqual([...lib['constants']().array(3)], [1, 2, 3])
})

test('array at an address that is not aligned reads and writes all the same', () => {
  const bytes: Pointer = lib['unaligned']()
  const words = bytes.cast(c.uint32_t).array(2)
  assert.deepEqual([...words], [0x04030201, 0x08070605])
  words.set(1, 0xffffffff)
  assert.equal(bytes.cast(c.uint8_t).at(7), 255)
  words.set(1, 0x08070605)
})

test('array where there is no memory is a fault, and a count is a number', () => {
  assert.throws(() => cast(c.int, 16)!.array(4), {
    code: 'ERR_CABI_FAULT',
    message: 'array: (int *) 0x10 points to no readable memory (SIGSEGV)',
  })
  for (const count of [-1, 1.5, 2 ** 53]) {
    assert.throws(() => lib['ints']().array(count), {
      name: 'RangeError',
      code: 'ERR_CABI_ARG_RANGE',
      message: new RegExp(`^array: expected a number of elements from 0 to \\d+, got ${count}$`),
    })
  }
  assert.throws(() => lib['ints']().array('3'), { name: 'TypeError', code: 'ERR_CABI_ARG_TYPE' })
})
