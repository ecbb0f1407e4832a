/**
 * The registers as operands. A register's number has four bits; the fourth is carried by a REX prefix (Intel SDM vol. 2,
 * table 3-1). Numbers 4 to 7 of `r8` are `spl` to `dil`, not `ah` to `bh`, which no instruction with REX can name.
 *
 *   const { rax, rsp } = registers.r64
 */
export type RegisterKind = 'r64' | 'r32' | 'r16' | 'r8' | 'xmm'

export interface Register<K extends RegisterKind = RegisterKind> {
  readonly kind: K
  /** 0 to 15. */
  readonly number: number
  readonly name: string
}

type ByName<K extends RegisterKind, Name extends string> = { readonly [N in Name]: Register<K> }

// biome-ignore format: numbers 0 to 7, then those that need REX
const names16 = [
  'ax', 'cx', 'dx', 'bx', 'sp', 'bp', 'si', 'di',
  'r8w', 'r9w', 'r10w', 'r11w', 'r12w', 'r13w', 'r14w', 'r15w',
] as const
// biome-ignore format: the same
const names8 = [
  'al', 'cl', 'dl', 'bl', 'spl', 'bpl', 'sil', 'dil',
  'r8b', 'r9b', 'r10b', 'r11b', 'r12b', 'r13b', 'r14b', 'r15b',
] as const

/** Made when first asked for: most calls have no value so narrow. */
let r16: ByName<'r16', (typeof names16)[number]> | undefined
let r8: ByName<'r8', (typeof names8)[number]> | undefined

// biome-ignore format: numbers 0 to 7, then those that need REX
export const registers = Object.freeze({
  r64: numbered('r64', [
    'rax', 'rcx', 'rdx', 'rbx', 'rsp', 'rbp', 'rsi', 'rdi',
    'r8', 'r9', 'r10', 'r11', 'r12', 'r13', 'r14', 'r15',
  ]),
  r32: numbered('r32', [
    'eax', 'ecx', 'edx', 'ebx', 'esp', 'ebp', 'esi', 'edi',
    'r8d', 'r9d', 'r10d', 'r11d', 'r12d', 'r13d', 'r14d', 'r15d',
  ]),
  get r16() {
    r16 ??= numbered('r16', names16)
    return r16
  },
  get r8() {
    r8 ??= numbered('r8', names8)
    return r8
  },
  xmm: numbered('xmm', [
    'xmm0', 'xmm1', 'xmm2', 'xmm3', 'xmm4', 'xmm5', 'xmm6', 'xmm7',
    'xmm8', 'xmm9', 'xmm10', 'xmm11', 'xmm12', 'xmm13', 'xmm14', 'xmm15',
  ]),
})

/**
 * The registers of one kind by name, in the order of their numbers. Without a prototype, which makes it a hash table: adding
 * names to an object of another kind copied its list of names for each, 20 KB at each start.
 */
function numbered<K extends RegisterKind, const Name extends string>(kind: K, names: readonly Name[]) {
  const byName: Record<string, Register<K>> = Object.create(null)
  names.forEach((name, number) => {
    byName[name] = Object.freeze({ kind, number, name })
  })
  return Object.freeze(byName) as ByName<K, Name>
}

const r32 = Object.values(registers.r32)

/** The lower half of a 64-bit register: `rdi` to `edi`. */
export const narrow = (register: Register<'r64'>): Register<'r32'> => r32[register.number]!

/** Its lowest 16 bits: `rdi` to `di`. */
export const low16 = (register: Register<'r64'>): Register<'r16'> => Object.values(registers.r16)[register.number]!

/** Its lowest byte: `rdi` to `dil`. */
export const low8 = (register: Register<'r64'>): Register<'r8'> => Object.values(registers.r8)[register.number]!
