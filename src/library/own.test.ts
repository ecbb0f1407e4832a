import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { compileFixture } from '../../test/fixture.ts'
import { c, cast, close, type LooseLibrary, open, own, type Pointer, readString, release } from '../index.ts'

const file = compileFixture(new URL('./own.c', import.meta.url))
const declarations = `
  struct thing { int value; struct thing *next; };
  struct thing *make_thing(int value); void free_thing(struct thing *thing);
  struct thing *link_thing(struct thing *first, struct thing *second);
  int value_of(const struct thing *thing);
  int made(void); int freed(void); int last(void); void reset(void);
  void free_badly(struct thing *thing); void two_parameters(struct thing *thing, int how);
  void free_int(int *p); void free_number(int n); void free_any(void *p, ...);
  char *text(void); void *block(size_t size); void free_block(void *block); void free(void *ptr);`
const lib = open(file, declarations)

const freedSince = (library: LooseLibrary, action: () => unknown): number => {
  const before = library['freed']()
  action()
  return library['freed']() - before
}

test('what is owned is a pointer like any other', () => {
  const thing = own(lib['make_thing'](5), lib['free_thing'])
  assert.match(`${thing}`, /^\(struct thing \*\) 0x[0-9a-f]+$/)
  assert.equal(inspect(thing), `Pointer ${thing}`)
  assert.equal(lib['value_of'](thing), 5)
  assert.equal(thing.cast(c.int).value, 5)
  thing.cast(c.int).value = 6
  assert.equal(lib['value_of'](thing), 6)
  release(thing)
})

test('release calls the function once', () => {
  const thing = own(lib['make_thing'](7), lib['free_thing'])
  assert.equal(
    freedSince(lib, () => release(thing)),
    1,
  )
  assert.equal(lib['last'](), 7)
  assert.equal(
    freedSince(lib, () => {
      release(thing)
      thing[Symbol.dispose]()
    }),
    0,
  )
})

test('what cannot be released has nothing for `using` to call', () => {
  const disposerOf = (pointer: Pointer): unknown => Reflect.get(pointer, Symbol.dispose)
  const plain = lib['make_thing'](4)
  assert.equal(disposerOf(plain), undefined)
  const owned = own(plain, lib['free_thing'])
  assert.equal(disposerOf(plain), undefined)
  assert.equal(typeof disposerOf(owned), 'function')
  assert.equal(
    freedSince(lib, () => (owned.cast(c.void) as typeof owned)[Symbol.dispose]()),
    1,
  )
})

test('using releases it', () => {
  const thing = own(lib['make_thing'](8), lib['free_thing'])
  assert.equal(
    freedSince(lib, () => thing[Symbol.dispose]()),
    1,
  )
  assert.equal(lib['last'](), 8)
})

test('a pointer made from it releases it too', () => {
  const thing = own(lib['make_thing'](9), lib['free_thing'])
  assert.equal(
    freedSince(lib, () => release(thing.cast(c.int))),
    1,
  )
})

test('after release every use is an error', () => {
  const thing = own(lib['make_thing'](1), lib['free_thing'])
  const int = thing.cast(c.int)
  const bytes = thing.bytes(4)
  const array = int.array(1)
  const text = `${thing}`
  release(thing)
  const closed = { code: 'ERR_CABI_CLOSED', message: `${text} was closed: its memory is gone` }
  assert.throws(() => int.value, closed)
  assert.throws(() => int.at(1), closed)
  assert.throws(() => int.set(0, 1), closed)
  assert.throws(() => int.bytes(1), closed)
  assert.throws(() => int.array(1), closed)
  assert.throws(() => int.add(1).value, closed)
  assert.throws(() => readString(int), closed)
  assert.throws(() => lib['value_of'](thing), closed)
  assert.throws(() => {
    int.value = 5
  }, closed)
  assert.deepEqual([bytes.length, array.length], [0, 0])
})

test('a struct of it is a view, which is closed with it', () => {
  const list = lib['link_thing'](lib['make_thing'](1), lib['make_thing'](2))
  const owned = own(list, lib['free_thing']) as Pointer
  const first = owned.value
  assert.deepEqual([first.value, first.next.value.value, first.next.value.next], [1, 2, null])
  assert.equal(
    freedSince(lib, () => release(owned)),
    2,
  )
  assert.throws(() => first.value, { code: 'ERR_CABI_CLOSED' })
  assert.throws(
    () => {
      first.value = 1
    },
    { code: 'ERR_CABI_CLOSED' },
  )
})

test('strings of it are read', () => {
  const text = own(lib['text'](), lib['free'])
  assert.equal(readString(text), 'owned text')
  release(text)
})

test('what goes wrong in the function is thrown by release, which does not try again', () => {
  const thing = own(lib['make_thing'](1), lib['free_badly'])
  assert.throws(() => release(thing), {
    code: 'ERR_CABI_FAULT',
    message:
      /^free_badly\(Pointer \(struct thing \*\) 0x[0-9a-f]+\) was stopped by SIGSEGV: no access to memory at address 0x8$/,
  })
  release(thing)
})

test('what the function does not take is refused at once', () => {
  const thing: Pointer = lib['make_thing'](1)
  const refusals: readonly (readonly [refused: () => unknown, message: string | RegExp])[] = [
    [
      () => own(thing, lib['free_int']),
      /^free_int: argument 1 \(p\) is 'int \*': expected a Pointer to 'int', an Int32Array or null, got Pointer/,
    ],
    [() => own(thing, lib['free_number']), /^free_number: argument 1 \(n\) is 'int': expected an integer/],
    [
      () => own(thing, lib['two_parameters']),
      "own: 'void two_parameters(struct thing *thing, int how)' does not take one pointer",
    ],
    [() => own(thing, lib['free_any']), "own: 'void free_any(void *p, ...)' does not take one pointer"],
    [() => own(thing, lib['made']), "own: 'int made(void)' does not take one pointer"],
    [() => own(thing, (() => {}) as never), /^own: expected a function of C that frees, got \[Function/],
    [() => own(thing, undefined as never), 'own: expected a function of C that frees, got undefined'],
    [() => own(null as never, lib['free_thing']), 'own: expected a Pointer, got null'],
    [() => own(5 as never, lib['free_thing']), 'own: expected a Pointer, got 5'],
    [() => own(thing, lib['free_thing'], null as never), 'own: expected options as an object, got null'],
    [() => own(thing, lib['free_thing'], { size: '1' as never }), "own: size is a number of bytes, got '1'"],
    [() => release(thing), `release: expected what own() or callback() gave, got Pointer ${thing}`],
    [() => release(undefined as never), 'release: expected what own() or callback() gave, got undefined'],
  ]
  for (const [refused, message] of refusals) {
    assert.throws(refused, { name: 'TypeError', code: 'ERR_CABI_ARG_TYPE', message })
  }
  assert.throws(() => own(thing, lib['free_thing'], { size: -1 }), {
    name: 'RangeError',
    code: 'ERR_CABI_ARG_RANGE',
    message: 'own: size is a number of bytes from 0 on, got -1',
  })
  lib['free_thing'](thing)
})

test('what is owned is not owned again', () => {
  const thing = own(lib['make_thing'](1), lib['free_thing'])
  for (const again of [thing, thing.cast(c.int), thing.add(0)]) {
    assert.throws(() => own(again, lib['free_thing']), {
      code: 'ERR_CABI_ARG_TYPE',
      message: `own: ${again} is owned already`,
    })
  }
  assert.equal(
    freedSince(lib, () => release(thing)),
    1,
  )
  assert.throws(() => own(thing, lib['free_thing']), {
    code: 'ERR_CABI_CLOSED',
    message: `${thing} was closed: its memory is gone`,
  })
})

test('a library that is closed and stays mapped still frees', () => {
  const library = open(file, declarations)
  const thing = own(library['make_thing'](3), library['free_thing'])
  close(library)
  assert.throws(() => library['free_thing'](null), { code: 'ERR_CABI_CLOSED' })
  assert.equal(
    freedSince(lib, () => release(thing)),
    1,
  )
  assert.equal(lib['last'](), 3)
})

test('a library that is unloaded frees no more, and says so', () => {
  const library = open(file, declarations, { unload: true })
  const thing = own(library['make_thing'](3), library['free_thing'])
  close(library)
  assert.equal(
    freedSince(lib, () => {
      assert.throws(() => release(thing), {
        code: 'ERR_CABI_CLOSED',
        message: `free_thing: the library '${file}' was closed`,
      })
    }),
    0,
  )
})

test('an owned address without memory is found out by the function that frees', () => {
  const wild = own(cast(c.char, 16)!, lib['free_block'], { size: 0 })
  assert.throws(() => wild.value, { code: 'ERR_CABI_FAULT' })
  assert.throws(() => release(wild), { code: 'ERR_CABI_FAULT' })
})
