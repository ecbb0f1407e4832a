/**
 * The data models: what C's types are on a target, as GCC has them there (psABIs: x86-64 figure 3.1, i386 table 2.1, AAPCS64
 * section 5, AAPCS32 section 5; on Windows what mingw-w64 does).
 */
import type { BasicInteger, FloatingName, IntegerTypedef } from './scalar.ts'
import { typedefsOf } from './target-typedefs.ts'
import type { BitFieldRules, FunctionAttributes } from './type.ts'

export type TargetName = 'x86_64-linux' | 'x86_64-windows' | 'aarch64-linux' | 'i386-linux' | 'armhf-linux'

export type SizedScalar = BasicInteger | FloatingName | 'pointer' | 'bool'

export type Convention = NonNullable<FunctionAttributes['convention']>

type Bytes = Readonly<Partial<Record<SizedScalar, number>>>

export interface Target {
  readonly name: TargetName
  /** In bytes. What is not there, the target's compiler does not have. */
  readonly size: Bytes
  /** In bytes, where it is not the size. Of a member of a struct: i386 gives variables of 8 bytes more (GCC's `__alignof__`). */
  readonly align: Bytes
  /** What GCC's `__alignof__` says and gives to variables, where it is more than `align`. */
  readonly preferredAlign: Bytes
  /** The most bytes that a member is aligned to when it is, to the compiler, an integer or a `double` (`i386-member.ts`). */
  readonly integerMemberAlign: 4 | undefined
  /** What the library's typedefs stand for. What is not there, its headers do not define. */
  readonly typedefs: Readonly<Partial<Record<IntegerTypedef, BasicInteger>>>
  readonly charIsSigned: boolean
  readonly bitFields: BitFieldRules
  /** Whether the compiler knows `ms_struct` and `gcc_struct`; elsewhere it ignores them. */
  readonly choosesBitFields: boolean
  /** AAPCS32 8.1.8.3, AAPCS64 10.1.8.3: unnamed bit-fields too, zero-width ones among them, align their struct. */
  readonly unnamedBitFieldsAlign: boolean
  /** The alignment of `__attribute__((aligned))` without a number, in bytes: GCC's `__BIGGEST_ALIGNMENT__`. */
  readonly biggestAlignment: number
  /** Vectors are aligned to their size, to as many bytes at most. */
  readonly vectorAlignment: number
  /** The calling conventions that attributes can choose here, the target's own first; others are ignored. */
  readonly conventions: readonly Convention[]
  /** What `va_list` is: a `char *`, or a struct that `va-list.ts` has. */
  readonly vaList: 'char pointer' | 'x86-64 struct' | 'aarch64 struct' | 'arm struct'
}

/** With those of types that all targets have. As one literal: spread into others, they were 15 KB of garbage at each start. */
const sizes = (long: 4 | 8, pointer: 4 | 8, others: Bytes): Bytes => {
  const all = {
    bool: 1,
    char: 1,
    'signed char': 1,
    'unsigned char': 1,
    short: 2,
    'unsigned short': 2,
    int: 4,
    'unsigned int': 4,
    'long long': 8,
    'unsigned long long': 8,
    float: 4,
    double: 8,
    _Float32: 4,
    _Float64: 8,
    _Float32x: 8,
    long,
    'unsigned long': long,
    pointer,
  }
  return Object.assign(all, others)
}

/** Of those with 64-bit registers. */
const onWide: Bytes = {
  __int128: 16,
  'unsigned __int128': 16,
  'long double': 16,
  _Float16: 2,
  _Float128: 16,
  _Float64x: 16,
}

/** ELF's limit of GCC, 2^28 bytes. */
const mostInElf = 2 ** 28
/** PE's, IMAGE_SCN_ALIGN_8192BYTES. */
const mostInPe = 8192

export const x86_64_linux: Target = {
  name: 'x86_64-linux',
  size: sizes(8, 8, onWide),
  align: {},
  preferredAlign: {},
  integerMemberAlign: undefined,
  charIsSigned: true,
  bitFields: 'system-v',
  choosesBitFields: true,
  unnamedBitFieldsAlign: false,
  biggestAlignment: 16,
  vectorAlignment: mostInElf,
  conventions: ['sysv', 'ms'],
  vaList: 'x86-64 struct',
  get typedefs() {
    return typedefsOf('x86_64-linux')
  },
}

const x86_64_windows = (): Target => ({
  name: 'x86_64-windows',
  // A `long` of 32 bits: LLP64.
  size: sizes(4, 8, onWide),
  align: {},
  preferredAlign: {},
  integerMemberAlign: undefined,
  charIsSigned: true,
  bitFields: 'microsoft',
  choosesBitFields: true,
  unnamedBitFieldsAlign: false,
  biggestAlignment: 16,
  vectorAlignment: mostInPe,
  conventions: ['ms', 'sysv'],
  vaList: 'char pointer',
  typedefs: typedefsOf('x86_64-windows'),
})

const aarch64_linux = (): Target => ({
  name: 'aarch64-linux',
  size: sizes(8, 8, { ...onWide, __bf16: 2 }),
  align: {},
  preferredAlign: {},
  integerMemberAlign: undefined,
  charIsSigned: false,
  bitFields: 'system-v',
  choosesBitFields: false,
  unnamedBitFieldsAlign: true,
  biggestAlignment: 16,
  vectorAlignment: 16,
  conventions: [],
  vaList: 'aarch64 struct',
  typedefs: typedefsOf('aarch64-linux'),
})

/** Without SSE2, as Debian's i386 is: no `_Float16`. */
const i386_linux = (): Target => ({
  name: 'i386-linux',
  size: sizes(4, 4, { 'long double': 12, _Float128: 16, _Float64x: 12 }),
  align: {
    'long long': 4,
    'unsigned long long': 4,
    double: 4,
    'long double': 4,
    _Float64: 4,
    _Float32x: 4,
    _Float64x: 4,
  },
  preferredAlign: { 'long long': 8, 'unsigned long long': 8, double: 8, _Float64: 8, _Float32x: 8 },
  integerMemberAlign: 4,
  charIsSigned: true,
  bitFields: 'system-v',
  choosesBitFields: true,
  unnamedBitFieldsAlign: false,
  biggestAlignment: 16,
  vectorAlignment: mostInElf,
  conventions: ['cdecl', 'stdcall', 'fastcall', 'thiscall'],
  vaList: 'char pointer',
  typedefs: typedefsOf('i386-linux'),
})

const armhf_linux = (): Target => ({
  name: 'armhf-linux',
  size: sizes(4, 4, { 'long double': 8, __bf16: 2 }),
  align: {},
  preferredAlign: {},
  integerMemberAlign: undefined,
  charIsSigned: false,
  bitFields: 'system-v',
  choosesBitFields: false,
  unnamedBitFieldsAlign: true,
  biggestAlignment: 8,
  vectorAlignment: 8,
  conventions: [],
  vaList: 'arm struct',
  typedefs: typedefsOf('armhf-linux'),
})

const foreign = {
  'x86_64-windows': x86_64_windows,
  'aarch64-linux': aarch64_linux,
  'i386-linux': i386_linux,
  'armhf-linux': armhf_linux,
} as const

const known = new Map<keyof typeof foreign, Target>()

/** A target that is not this machine: made when first asked for, as most programs have one. */
function foreignTarget(name: keyof typeof foreign): Target {
  let target = known.get(name)
  if (target === undefined) {
    target = foreign[name]()
    known.set(name, target)
  }
  return target
}

export const targets: Readonly<Record<TargetName, Target>> = {
  'x86_64-linux': x86_64_linux,
  get 'x86_64-windows'() {
    return foreignTarget('x86_64-windows')
  },
  get 'aarch64-linux'() {
    return foreignTarget('aarch64-linux')
  },
  get 'i386-linux'() {
    return foreignTarget('i386-linux')
  },
  get 'armhf-linux'() {
    return foreignTarget('armhf-linux')
  },
}

export const isTargetName = (name: string): name is TargetName => Object.hasOwn(targets, name)
