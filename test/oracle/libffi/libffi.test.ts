/**
 * `cabi/libffi` against libffi, on random types: sizes, alignments and offsets of structs, what functions of C see of their
 * arguments, and what their results are. CABI_SEED repeats a run.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { alloc, type CFunction, c } from '../../../src/index.ts'
import * as ffi from '../../../src/libffi/index.ts'
import { generator, type Random } from '../random.ts'
import { type Description, randomStruct } from './description.ts'
import { libffi } from './libffi.ts'
import { compileSignatures, mostBytes, randomSignature, type Signature } from './signature.ts'

const seed = Number(process.env['CABI_SEED'] ?? Date.now() % 2 ** 32)

const { ffi_get_struct_offsets, ffi_prep_cif, ffi_prep_cif_var, ffi_call, ffi_type_void } = libffi

test(`200 random structs are laid out as libffi does it (seed ${seed})`, () => {
  const random = generator(seed)
  for (let i = 0; i < 200; i++) {
    const type = randomStruct(random)
    const [ours, theirs] = [new BigUint64Array(type.elements.length), new BigUint64Array(type.elements.length)]
    assert.equal(ffi.getStructOffsets(ffi.FFI_DEFAULT_ABI, type.ours, ours), ffi.FFI_OK)
    assert.equal(ffi_get_struct_offsets(ffi.FFI_DEFAULT_ABI, type.theirs, theirs), ffi.FFI_OK)
    assert.deepEqual(ours, theirs, type.definitions.join(' '))
    assertSameLayout(type)
  }
})

/** Types within it too. */
function assertSameLayout({ ours, theirs, definitions, elements }: Description): void {
  const { size, alignment, type } = ours
  assert.deepEqual([size, alignment, type], [theirs.size, theirs.alignment, theirs.type], definitions.join(' '))
  elements.forEach(assertSameLayout)
}

test(`100 random functions see and return through both what they should (seed ${seed})`, () => {
  const random = generator(seed + 1)
  const signatures = Array.from({ length: 100 }, (_, i) => randomSignature(random, i))
  const library = compileSignatures(signatures)
  for (const signature of signatures) {
    for (let round = 0; round < 2; round++) checkCall(library, signature, random)
  }
})

function checkCall(library: ReturnType<typeof compileSignatures>, signature: Signature, random: Random): void {
  const { name, parameters, result } = signature
  const values = parameters.map(({ ours }) => randomBytes(random, ours.size))
  library['answer'].set(randomBytes(random, mostBytes))
  const expected = Buffer.concat(parameters.flatMap((type, i) => partsOf(type, values[i]!)))
  const answer = result === undefined ? [] : partsOf(result, Uint8Array.from(library['answer']))
  const callers = libffiIsWrong(signature) ? [callOurs] : [callOurs, callTheirs]
  const rvalues = callers.map(call => {
    const rvalue = new Uint8Array(Math.max(16, result?.ours.size ?? 0))
    library['recorded'][0] = 0
    call(signature, library[name], rvalue, values)
    const text = `${call.name} ${printed(signature)}`
    assert.deepEqual(Buffer.from(library['record'].subarray(0, library['recorded'][0])), expected, text)
    assert.deepEqual(result === undefined ? [] : partsOf(result, rvalue), answer, text)
    return rvalue
  })
  // All of the register, which an integer is widened to; of others, padding is left as it comes.
  if (result !== undefined && isInteger(result)) assert.deepEqual(rvalues[0], rvalues.at(-1), printed(signature))
}

const isInteger = ({ ours }: Description): boolean => ours.elements === null && !floating.has(ours)
const floating: ReadonlySet<ffi.ffi_type> = new Set([ffi.ffi_type_float, ffi.ffi_type_double, ffi.ffi_type_longdouble])

/**
 * What libffi 3.4 does not do as the psABI says: it returns a struct of a `long double` from integer registers; and of a struct
 * whose first half is in the last integer register and whose second in a vector one, it writes the second over `xmm0` too.
 */
const libffiIsWrong = ({ parameters, result }: Signature): boolean =>
  result?.parts.every(({ size, path }) => size === 10 && path !== '') || parameters.some(isIntegerThenFloating)

const isIntegerThenFloating = ({ ours, parts }: Description): boolean =>
  ours.size > 8 &&
  ours.size <= 16 &&
  parts.some(({ offset, isFloating }) => offset < 8 && !isFloating) &&
  parts.every(({ offset, isFloating }) => offset < 8 || isFloating)

type Caller = (signature: Signature, fn: CFunction, rvalue: Uint8Array, values: readonly Uint8Array[]) => void

const callOurs: Caller = ({ parameters, result, fixed }, fn, rvalue, values) => {
  const cif = new ffi.ffi_cif()
  const rtype = result?.ours ?? ffi.ffi_type_void
  const argtypes = parameters.map(({ ours }) => ours)
  const count = argtypes.length
  const status =
    fixed === undefined
      ? ffi.prepCif(cif, ffi.FFI_DEFAULT_ABI, count, rtype, argtypes)
      : ffi.prepCifVar(cif, ffi.FFI_DEFAULT_ABI, fixed, count, rtype, argtypes)
  assert.equal(status, ffi.FFI_OK)
  ffi.call(cif, fn, rvalue, values)
}

const callTheirs: Caller = ({ parameters, result, fixed }, fn, rvalue, values) => {
  const count = parameters.length
  const cif = new libffi['ffi_cif']()
  const argtypes = alloc(c.array(c.pointer(libffi['ffi_type']), count + 1))
  const avalues = alloc(c.array(c.pointer(c.void), count + 1))
  parameters.forEach(({ theirs }, i) => {
    argtypes.set(i, theirs)
    avalues.set(i, values[i])
  })
  const rtype = result?.theirs ?? ffi_type_void
  const status =
    fixed === undefined
      ? ffi_prep_cif(cif, ffi.FFI_DEFAULT_ABI, count, rtype, argtypes)
      : ffi_prep_cif_var(cif, ffi.FFI_DEFAULT_ABI, fixed, count, rtype, argtypes)
  assert.equal(status, ffi.FFI_OK)
  ffi_call(cif, fn, rvalue, avalues)
}

const randomBytes = (random: Random, size: number) => Uint8Array.from({ length: size }, () => random(256))

const partsOf = ({ parts }: Description, bytes: Uint8Array): Buffer[] =>
  parts.map(({ offset, size }) => Buffer.from(bytes.subarray(offset, offset + size)))

const printed = ({ name, parameters, result, fixed }: Signature): string =>
  [...parameters, ...(result ? [result] : [])]
    .flatMap(({ definitions }) => definitions)
    .concat(`${result?.inC ?? 'void'} ${name}(${parameters.map(({ inC }) => inC).join(', ')}), ${fixed} declared`)
    .join('\n')
