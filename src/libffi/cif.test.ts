import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  FFI_BAD_ABI,
  FFI_BAD_ARGTYPE,
  FFI_BAD_TYPEDEF,
  FFI_DEFAULT_ABI,
  FFI_EFI64,
  FFI_FIRST_ABI,
  FFI_GNUW64,
  FFI_LAST_ABI,
  FFI_OK,
  FFI_TYPE_COMPLEX,
  FFI_TYPE_SINT32,
  FFI_TYPE_STRUCT,
  FFI_UNIX64,
  FFI_WIN64,
  ffi_cif,
  type ffi_type,
  ffi_type_complex_float,
  ffi_type_complex_longdouble,
  ffi_type_double,
  ffi_type_float,
  ffi_type_longdouble,
  ffi_type_pointer,
  ffi_type_schar,
  ffi_type_sint,
  ffi_type_slong,
  ffi_type_sshort,
  ffi_type_void,
  prepCif,
  prepCifVar,
} from './index.ts'

const struct = (...elements: (ffi_type | null)[]): ffi_type => ({
  size: 0,
  alignment: 0,
  type: FFI_TYPE_STRUCT,
  elements,
})

const statusOf = (rtype: ffi_type, ...argtypes: ffi_type[]) =>
  prepCif(new ffi_cif(), FFI_DEFAULT_ABI, argtypes.length, rtype, argtypes)

test('a prepared cif says what it was prepared for', () => {
  const cif = new ffi_cif()
  assert.equal(cif.nargs, undefined)
  assert.equal(prepCif(cif, FFI_DEFAULT_ABI, 1, ffi_type_sint, [ffi_type_pointer, ffi_type_double]), FFI_OK)
  const { abi, nargs, rtype, arg_types } = cif
  assert.deepEqual(
    { abi, nargs, rtype, arg_types },
    {
      abi: FFI_UNIX64,
      nargs: 1,
      rtype: ffi_type_sint,
      arg_types: [ffi_type_pointer],
    },
  )
})

test('without arguments their types are ignored', () => {
  assert.equal(prepCif(new ffi_cif(), FFI_DEFAULT_ABI, 0, ffi_type_void, null), FFI_OK)
})

test('preparing lays out a struct, as in the example of the manual', () => {
  const tm_type = struct(...Array(9).fill(ffi_type_sint), ffi_type_slong, ffi_type_pointer, null)
  assert.equal(statusOf(tm_type), FFI_OK)
  assert.deepEqual([tm_type.size, tm_type.alignment], [56, 8])
  assert.equal(statusOf(ffi_type_void, tm_type), FFI_OK, 'laid out, it can be used again')
})

test('structs within are laid out too, and elements end at the first null', () => {
  const inner = struct(ffi_type_schar, ffi_type_sshort)
  const outer = struct(ffi_type_schar, inner, null, ffi_type_double)
  assert.equal(statusOf(ffi_type_void, outer), FFI_OK)
  assert.deepEqual([inner.size, inner.alignment, outer.size, outer.alignment], [4, 2, 6, 2])
})

test('a size that is set stands: how the manual emulates unions', () => {
  const sized = (size: number, alignment: number, ...elements: ffi_type[]): ffi_type => ({
    ...struct(...elements),
    size,
    alignment,
  })
  assert.equal(statusOf(ffi_type_void, sized(16, 8, struct(ffi_type_sint, ffi_type_sint, ffi_type_sint))), FFI_OK)
  assert.equal(statusOf(ffi_type_void, sized(40, 8, ffi_type_double)), FFI_OK, 'larger than registers')
  assert.equal(statusOf(ffi_type_void, sized(4, 4, ffi_type_double)), FFI_BAD_TYPEDEF, 'less than its element')
  assert.equal(statusOf(ffi_type_void, sized(12, 4, ffi_type_float)), FFI_BAD_TYPEDEF, 'what is behind has no class')
  assert.equal(statusOf(ffi_type_void, sized(24, 3, ffi_type_schar)), FFI_BAD_TYPEDEF, 'no alignment')
})

test('conventions that calls cannot be made by are FFI_BAD_ABI', () => {
  for (const abi of [FFI_FIRST_ABI, FFI_WIN64, FFI_EFI64, FFI_GNUW64, FFI_LAST_ABI, 0, -1]) {
    assert.equal(prepCif(new ffi_cif(), abi, 0, ffi_type_void, null), FFI_BAD_ABI)
  }
  assert.equal(prepCif(new ffi_cif(), FFI_UNIX64, 0, ffi_type_void, null), FFI_OK)
})

const recursive = struct(ffi_type_sint)
recursive.elements = [ffi_type_sint, struct(recursive)]

const malformed: Readonly<Record<string, ffi_type>> = {
  'a struct without elements': struct(),
  'a struct whose first element is null': struct(null, ffi_type_sint),
  'a struct without a list': { ...struct(), elements: null },
  'a struct of void': struct(ffi_type_void),
  'a struct of a malformed struct': struct(ffi_type_sint, struct()),
  'a struct of what is no type': struct(5 as never),
  'a struct that contains itself': recursive,
  'a struct that cannot be laid out': Object.freeze(struct(ffi_type_sint)),
  'an unknown type': { size: 4, alignment: 4, type: 99, elements: null },
  'an int of another size': { size: 8, alignment: 8, type: FFI_TYPE_SINT32, elements: null },
  'a complex number without a size': {
    size: 0,
    alignment: 0,
    type: FFI_TYPE_COMPLEX,
    elements: [ffi_type_float, null],
  },
  'a complex pointer': { size: 16, alignment: 8, type: FFI_TYPE_COMPLEX, elements: [ffi_type_pointer] },
  'a complex number of two types': {
    ...ffi_type_complex_float,
    elements: [ffi_type_float, ffi_type_float],
  },
}

for (const [name, type] of Object.entries(malformed)) {
  test(`${name} is FFI_BAD_TYPEDEF, as argument and as result`, () => {
    assert.equal(statusOf(ffi_type_void, type), FFI_BAD_TYPEDEF)
    assert.equal(statusOf(type), FFI_BAD_TYPEDEF)
  })
}

test('void is no argument, and _Complex long double no result', () => {
  assert.equal(statusOf(ffi_type_void, ffi_type_void), FFI_BAD_TYPEDEF)
  assert.equal(statusOf(ffi_type_void, ffi_type_complex_longdouble), FFI_OK)
  assert.equal(statusOf(ffi_type_complex_longdouble), FFI_BAD_TYPEDEF)
})

test('more arguments than a call can have are FFI_BAD_TYPEDEF', () => {
  assert.equal(statusOf(ffi_type_void, ...Array(5000).fill(ffi_type_sint)), FFI_BAD_TYPEDEF)
})

test('variable arguments of promoted types are FFI_BAD_ARGTYPE', () => {
  const statusOfVariable = (type: ffi_type) =>
    prepCifVar(new ffi_cif(), FFI_DEFAULT_ABI, 1, 2, ffi_type_sint, [ffi_type_schar, type])
  for (const type of [ffi_type_float, ffi_type_schar, ffi_type_sshort]) {
    assert.equal(statusOfVariable(type), FFI_BAD_ARGTYPE)
  }
  for (const type of [ffi_type_double, ffi_type_sint, ffi_type_longdouble, ffi_type_pointer, struct(ffi_type_schar)]) {
    assert.equal(statusOfVariable(type), FFI_OK)
  }
})

test('a cif that could not be prepared is not prepared any more', () => {
  const cif = new ffi_cif()
  prepCif(cif, FFI_DEFAULT_ABI, 0, ffi_type_void, null)
  assert.equal(prepCif(cif, FFI_WIN64, 0, ffi_type_void, null), FFI_BAD_ABI)
  assert.equal(cif.rtype, undefined)
})

const wrong: readonly [message: string, code: string, prepare: () => unknown][] = [
  [
    'prepCif: expected a cif, made with new ffi_cif(), got {}',
    'ERR_CABI_ARG_TYPE',
    () => prepCif({} as ffi_cif, FFI_DEFAULT_ABI, 0, ffi_type_void, null),
  ],
  [
    `prepCif: abi: expected FFI_DEFAULT_ABI or another number, got 'sysv'`,
    'ERR_CABI_ARG_TYPE',
    () => prepCif(new ffi_cif(), 'sysv' as never, 0, ffi_type_void, null),
  ],
  [
    'prepCif: rtype: expected an ffi_type, got null',
    'ERR_CABI_ARG_TYPE',
    () => prepCif(new ffi_cif(), FFI_DEFAULT_ABI, 0, null as never, null),
  ],
  [
    'prepCif: argtypes: expected an array of types, got null',
    'ERR_CABI_ARG_TYPE',
    () => prepCif(new ffi_cif(), FFI_DEFAULT_ABI, 1, ffi_type_void, null),
  ],
  [
    'prepCif: argtypes[1]: expected an ffi_type, got undefined',
    'ERR_CABI_ARG_TYPE',
    () => prepCif(new ffi_cif(), FFI_DEFAULT_ABI, 2, ffi_type_void, [ffi_type_sint, undefined as never]),
  ],
  [
    'prepCif: nargs: expected as many as there are argtypes (1), got 2',
    'ERR_CABI_ARG_RANGE',
    () => prepCif(new ffi_cif(), FFI_DEFAULT_ABI, 2, ffi_type_void, [ffi_type_sint]),
  ],
  [
    'prepCif: nargs: expected at least 0, got -1',
    'ERR_CABI_ARG_RANGE',
    () => prepCif(new ffi_cif(), FFI_DEFAULT_ABI, -1, ffi_type_void, []),
  ],
  [
    'prepCif: nargs: expected a number of arguments, got 0.5',
    'ERR_CABI_ARG_TYPE',
    () => prepCif(new ffi_cif(), FFI_DEFAULT_ABI, 0.5, ffi_type_void, []),
  ],
  [
    'prepCifVar: nfixedargs: expected at least 1, got 0',
    'ERR_CABI_ARG_RANGE',
    () => prepCifVar(new ffi_cif(), FFI_DEFAULT_ABI, 0, 1, ffi_type_void, [ffi_type_sint]),
  ],
  [
    'prepCifVar: ntotalargs: expected at least 2, got 1',
    'ERR_CABI_ARG_RANGE',
    () => prepCifVar(new ffi_cif(), FFI_DEFAULT_ABI, 2, 1, ffi_type_void, [ffi_type_sint]),
  ],
]

for (const [message, code, prepare] of wrong) {
  test(`refused: ${message}`, () => assert.throws(prepare, { message, code }))
}
