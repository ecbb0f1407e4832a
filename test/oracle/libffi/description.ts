/** Random types, each as an `ffi_type` of `cabi/libffi`, as one of libffi itself, and in C. */
import { alloc, c } from '../../../src/index.ts'
import * as ffi from '../../../src/libffi/index.ts'
import type { Random } from '../random.ts'
import { libffi } from './libffi.ts'

export interface Description {
  /** `int32_t`, `struct t5` */
  readonly inC: string
  /** Of structs: of those within before it. */
  readonly definitions: readonly string[]
  readonly ours: ffi.ffi_type
  /** An instance of libffi's `ffi_type`. */
  // biome-ignore lint/suspicious/noExplicitAny: members depend on C text that is not in the types
  readonly theirs: any
  readonly elements: readonly Description[]
  /** Bytes that are of a value, not of padding: where they begin in each part, and how many. */
  readonly parts: readonly Part[]
}

export interface Part {
  readonly offset: number
  readonly size: number
  /** In C, behind the name of the value: `.e0.e1`. */
  readonly path: string
  readonly isFloating: boolean
}

/** Of an x87 number, which has 6 bytes of padding behind it. */
const x87 = 10

const complexLongDouble = 'long double _Complex'

const scalarTypes: readonly [name: string, inC: string, ours: ffi.ffi_type][] = [
  ['uint8', 'uint8_t', ffi.ffi_type_uint8],
  ['sint8', 'int8_t', ffi.ffi_type_sint8],
  ['uint16', 'uint16_t', ffi.ffi_type_uint16],
  ['sint16', 'int16_t', ffi.ffi_type_sint16],
  ['uint32', 'uint32_t', ffi.ffi_type_uint32],
  ['sint32', 'int32_t', ffi.ffi_type_sint32],
  ['uint64', 'uint64_t', ffi.ffi_type_uint64],
  ['sint64', 'int64_t', ffi.ffi_type_sint64],
  ['pointer', 'void *', ffi.ffi_type_pointer],
  ['float', 'float', ffi.ffi_type_float],
  ['double', 'double', ffi.ffi_type_double],
  ['longdouble', 'long double', ffi.ffi_type_longdouble],
  ['complex_float', 'float _Complex', ffi.ffi_type_complex_float],
  ['complex_double', 'double _Complex', ffi.ffi_type_complex_double],
  ['complex_longdouble', complexLongDouble, ffi.ffi_type_complex_longdouble],
]

const scalars = scalarTypes.map(
  ([name, inC, ours]): Description => ({
    inC,
    definitions: [],
    ours,
    theirs: libffi[`ffi_type_${name}`],
    elements: [],
    parts: partsOf(inC, ours.size),
  }),
)

function partsOf(inC: string, size: number): Part[] {
  const isWide = /long double/.test(inC)
  const part = { offset: 0, size: isWide ? x87 : size, path: '', isFloating: /float|double/.test(inC) }
  return inC === complexLongDouble ? [part, { ...part, offset: size / 2 }] : [part]
}

/** C promotes the others where it knows no parameter. */
const unpromoted = scalars.filter(({ inC, ours }) => ours.size >= 4 && inC !== 'float')

export const isComplexLongDouble = ({ inC }: Description): boolean => inC === complexLongDouble

let tags = 0

export function randomStruct(random: Random, depth = 2): Description {
  const elements = Array.from({ length: 1 + random(random(2) === 0 ? 3 : 7) }, () =>
    depth > 0 && random(5) === 0 ? randomStruct(random, depth - 1) : randomScalar(random),
  )
  const inC = `struct t${tags++}`
  const members = elements.map((element, i) => `${element.inC} e${i};`).join(' ')
  const ours: ffi.ffi_type = {
    size: 0,
    alignment: 0,
    type: ffi.FFI_TYPE_STRUCT,
    elements: elements.map(element => element.ours),
  }
  const offsets = new BigUint64Array(elements.length)
  ffi.getStructOffsets(ffi.FFI_DEFAULT_ABI, ours, offsets)
  const pointers = alloc(c.array(c.pointer(libffi['ffi_type']), elements.length + 1))
  for (const [i, element] of elements.entries()) pointers.set(i, element.theirs)
  const theirs = new libffi['ffi_type']({ type: ffi.FFI_TYPE_STRUCT, elements: pointers })
  return {
    inC,
    definitions: [...elements.flatMap(({ definitions }) => definitions), `${inC} { ${members} };`],
    ours,
    theirs,
    elements,
    parts: elements.flatMap(({ parts }, i) =>
      parts.map(part => ({ ...part, offset: Number(offsets[i]) + part.offset, path: `.e${i}${part.path}` })),
    ),
  }
}

const randomScalar = (random: Random): Description => scalars[random(scalars.length)]!

export const randomType = (random: Random): Description =>
  random(2) === 0 ? randomStruct(random) : randomScalar(random)

export const randomVariable = (random: Random): Description =>
  random(2) === 0 ? randomStruct(random) : unpromoted[random(unpromoted.length)]!
