import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileFixture } from '../../test/fixture.ts'
import { alloc, c, open, type Pointer, readString, toObject } from '../typed.ts'
import {
  type ClosureFunction,
  call,
  closureAlloc,
  closureFree,
  FFI_DEFAULT_ABI,
  FFI_OK,
  FFI_TYPE_STRUCT,
  ffi_arg,
  ffi_cif,
  ffi_sarg,
  type ffi_type,
  ffi_type_complex_float,
  ffi_type_double,
  ffi_type_float,
  ffi_type_longdouble,
  ffi_type_pointer,
  ffi_type_schar,
  ffi_type_sint,
  ffi_type_sint16,
  ffi_type_uint8,
  ffi_type_void,
  prepCif,
  prepCifVar,
  prepClosureLoc,
} from './index.ts'

// A string that TypeScript does not know: the types of what is called say nothing here.
const declarations: string = `struct pair { char tag; double value; };
   int apply(void *function, int value);
   struct pair call_pair(void *function);
   int64_t call_narrow(void *function);
   float call_float(void *function);
   void *call_pointer(void *function, void *value);
   long double call_long_double(void *function);
   float _Complex call_complex(void *function);
   void call_nothing(void *function);
   int call_variadic(void *function);`
const lib = open(compileFixture(new URL('./call.c', import.meta.url)), declarations)
const {
  apply,
  call_pair,
  call_narrow,
  call_float,
  call_pointer,
  call_long_double,
  call_complex,
  call_nothing,
  call_variadic,
} = lib

function prepared(rtype: ffi_type, ...argtypes: ffi_type[]): ffi_cif {
  const cif = new ffi_cif()
  assert.equal(prepCif(cif, FFI_DEFAULT_ABI, argtypes.length, rtype, argtypes), FFI_OK)
  return cif
}

/** A closure while `use` runs. */
function withClosure<R>(cif: ffi_cif, fun: ClosureFunction<undefined>, use: (code: Pointer) => R): R {
  const closure = closureAlloc()
  assert.equal(prepClosureLoc(closure, cif, fun, undefined), FFI_OK)
  try {
    return use(closure.code)
  } finally {
    closureFree(closure)
  }
}

test('a closure gets its cif, a place for its result, its arguments and its user data', () => {
  const cif = prepared(ffi_type_sint, ffi_type_sint)
  const data = { calls: 0 }
  const closure = closureAlloc()
  const status = prepClosureLoc(
    closure,
    cif,
    (own, ret, [value], user) => {
      assert.equal(own, cif)
      user.calls++
      ret.value = value!.value * 2
    },
    data,
  )
  assert.equal(status, FFI_OK)
  assert.equal(apply(closure.code, 21), 42)
  assert.equal(apply(closure.code, -4), -8)
  assert.equal(data.calls, 2)
  closureFree(closure)
})

test('arguments and results of every kind', () => {
  const pair: ffi_type = { size: 0, alignment: 0, type: FFI_TYPE_STRUCT, elements: [ffi_type_schar, ffi_type_double] }
  const cif = prepared(
    pair,
    pair,
    ffi_type_float,
    ffi_type_longdouble,
    ffi_type_pointer,
    ffi_type_schar,
    ffi_type_complex_float,
  )
  const result = withClosure(
    cif,
    (_cif, ret, [p, f, wide, pointer, small, z]) => {
      const { tag, value } = p!.cast(lib['struct pair']).value as { tag: number; value: number }
      assert.deepEqual([tag, value], [97, 0.5])
      assert.equal(f!.value, 1.5)
      // 1 + 2^-60 is no double: the mantissa has a one at either end but four.
      assert.deepEqual([...wide!.bytes(10)], [8, 0, 0, 0, 0, 0, 0, 0x80, 0xff, 0x3f])
      assert.equal(pointer!.value.address, -1)
      assert.equal(small!.value, -8)
      assert.deepEqual([...z!.cast(c.float).array(2)], [2, 3])
      ret.cast(lib['struct pair']).value = { tag: 98, value: 2.5 }
    },
    code => call_pair(code),
  )
  assert.deepEqual(toObject(result), { tag: 98, value: 2.5 })
})

test('an integral result is an ffi_sarg or ffi_arg, and C gets its low bytes', () => {
  const cif = prepared(ffi_type_sint16, ffi_type_uint8, ffi_type_sint16)
  const results: readonly [value: number | bigint, result: bigint][] = [
    [-7, -7n],
    [0x12345, 0x2345n],
    [0x8000n, -0x8000n],
  ]
  for (const [value, result] of results) {
    const fun: ClosureFunction<undefined> = (_cif, ret, args) => {
      assert.deepEqual(
        args.map(argument => argument.value),
        [200, -300],
      )
      ret.value = value
    }
    assert.equal(
      withClosure(cif, fun, code => call_narrow(code)),
      result,
    )
  }
  const unsigned = prepared(ffi_type_uint8)
  const [least, most] = [0, 2n ** 64n - 1n]
  for (const value of [least, most]) {
    withClosure(
      unsigned,
      (_cif, ret) => {
        ret.value = value
      },
      code => apply(code, 0),
    )
  }
})

test('results that are no integers, and none', () => {
  const returning =
    (value: unknown): ClosureFunction<undefined> =>
    (_cif, ret) => {
      ret.value = value
    }
  assert.equal(
    withClosure(prepared(ffi_type_float), returning(0.1), code => call_float(code)),
    Math.fround(0.1),
  )
  assert.equal(
    withClosure(prepared(ffi_type_longdouble), returning(0.1), code => call_long_double(code)),
    0.1,
  )
  assert.deepEqual(
    withClosure(prepared(ffi_type_complex_float), returning({ re: 1, im: 2 }), code => call_complex(code)),
    { re: 1, im: 2 },
  )
  const text = Buffer.from('text\0')
  const pointer = withClosure(
    prepared(ffi_type_pointer, ffi_type_pointer),
    (_cif, ret, [value]) => {
      ret.value = value!.value
    },
    code => call_pointer(code, text),
  )
  assert.equal(readString(pointer.cast(c.char)), 'text')
  assert.equal(
    withClosure(prepared(ffi_type_pointer, ffi_type_pointer), returning(null), code => call_pointer(code, text)),
    null,
  )
  let calls = 0
  withClosure(
    prepared(ffi_type_void),
    (_cif, ret) => {
      calls++
      ret.value = 1
    },
    code => call_nothing(code),
  )
  assert.equal(calls, 1)
})

test('what the function does not fill is zero', () => {
  assert.equal(
    withClosure(
      prepared(ffi_type_sint, ffi_type_sint),
      () => {},
      code => apply(code, 5),
    ),
    0,
  )
})

test('C calls a closure of a variadic cif with the arguments that it says', () => {
  const cif = new ffi_cif()
  const types = [ffi_type_sint, ffi_type_double, ffi_type_sint, ffi_type_pointer]
  assert.equal(prepCifVar(cif, FFI_DEFAULT_ABI, 1, types.length, ffi_type_sint, types), FFI_OK)
  const result = withClosure(
    cif,
    (_cif, ret, [a, b, d, e]) => {
      assert.deepEqual([a!.value, b!.value, d!.value, readString(e!.value.cast(c.char))], [1, 2.5, 3, 'four'])
      ret.value = 4
    },
    code => call_variadic(code),
  )
  assert.equal(result, 4)
})

test('a closure called by call: both sides of the same cif', () => {
  const cif = prepared(ffi_type_sint, ffi_type_sint)
  const inner = closureAlloc()
  const fun: ClosureFunction<ffi_cif> = (_cif, ret, [n], own) => {
    const below = alloc(ffi_sarg)
    if (n!.value > 0) call(own, inner.code, below, [Int32Array.of(n!.value - 1)])
    ret.value = n!.value + below.value
  }
  prepClosureLoc(inner, cif, fun, cif)
  const sum = alloc(ffi_arg)
  call(cif, inner.code, sum, [Int32Array.of(10)])
  assert.equal(sum.value, 55)
  closureFree(inner)
})

test('what the function throws is thrown by the call that called it', () => {
  const cif = prepared(ffi_type_sint, ffi_type_sint)
  const fun = () => {
    throw new Error('not today')
  }
  assert.throws(() => withClosure(cif, fun, code => apply(code, 1)), { message: 'not today' })
})

test('arguments outlive the call: their memory is not C’s', () => {
  const kept: Pointer[] = []
  const fun: ClosureFunction<undefined> = (_cif, _ret, [value]) => {
    kept.push(value!)
  }
  withClosure(prepared(ffi_type_sint, ffi_type_sint), fun, code => {
    apply(code, 1)
    apply(code, 2)
  })
  assert.deepEqual(
    kept.map(pointer => pointer.value),
    [1, 2],
  )
})

test('prepared again, a closure is another function', () => {
  const cif = prepared(ffi_type_sint, ffi_type_sint)
  const closure = closureAlloc()
  const returning =
    (value: number): ClosureFunction<undefined> =>
    (_cif, ret) => {
      ret.value = value
    }
  prepClosureLoc(closure, cif, returning(1), undefined)
  const before = closure.code
  prepClosureLoc(closure, cif, returning(2), undefined)
  assert.equal(apply(closure.code, 0), 2)
  assert.throws(() => apply(before, 0), { code: 'ERR_CABI_CLOSED' })
  closureFree(closure)
})

test('a freed closure is refused', () => {
  const cif = prepared(ffi_type_sint, ffi_type_sint)
  const closure = closureAlloc()
  prepClosureLoc(closure, cif, () => {}, undefined)
  const { code } = closure
  closureFree(closure)
  assert.throws(() => apply(code, 1), { code: 'ERR_CABI_CLOSED' })
  const refused = { code: 'ERR_CABI_CLOSED' }
  assert.throws(() => closure.code, { ...refused, message: 'code: the closure was freed' })
  assert.throws(() => closureFree(closure), { ...refused, message: 'closureFree: the closure was freed' })
  assert.throws(() => prepClosureLoc(closure, cif, () => {}, undefined), {
    ...refused,
    message: 'prepClosureLoc: the closure was freed',
  })
})

const wrong: readonly [message: string, attempt: () => unknown][] = [
  ['code: expected a closure that prepClosureLoc gave FFI_OK for, got ffi_closure {}', () => closureAlloc().code],
  ['closureFree: expected a closure, from closureAlloc, got null', () => closureFree(null as never)],
  [
    'prepClosureLoc: expected a closure, from closureAlloc, got {}',
    () => prepClosureLoc({} as never, prepared(ffi_type_void), () => {}, undefined),
  ],
  [
    'prepClosureLoc: expected a cif that prepCif or prepCifVar gave FFI_OK for, got ffi_cif {}',
    () => prepClosureLoc(closureAlloc(), new ffi_cif(), () => {}, undefined),
  ],
  [
    'prepClosureLoc: fun: expected a function, got 1',
    () => prepClosureLoc(closureAlloc(), prepared(ffi_type_void), 1 as never, undefined),
  ],
]

for (const [message, attempt] of wrong) {
  test(`refused: ${message}`, () => assert.throws(attempt, { name: 'TypeError', code: 'ERR_CABI_ARG_TYPE', message }))
}
