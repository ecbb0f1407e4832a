/** The scalar types of the oracle's signatures, in many spellings. What cabi makes of a spelling is asserted in C. */
import { underlyingType } from '../../../src/ctype/enumeration.ts'
import { integerShape } from '../../../src/ctype/layout.ts'
import { integers, isIntegerName } from '../../../src/ctype/scalar.ts'
import { x86_64_linux } from '../../../src/ctype/target.ts'
import { bareType, type CType, isConst } from '../../../src/ctype/type.ts'
import { cdef } from '../../../src/library/open.ts'
import { ctypeOf, type TypeHandle } from '../../../src/memory/type-handle.ts'

/** What both the callees and the prototypes begin with. */
export const prelude = `\
typedef struct opaque opaque;
enum hue { RED, GREEN = 0x7fffffff };
enum level { LOW = -2147483647 - 1, HIGH = 2147483647 };
enum wide { NARROW, WIDE = 0x100000000 };
enum deep { DEEP = -0x100000000, SHALLOW };
typedef enum hue hue_t;
typedef unsigned short code_t;
typedef const code_t fixed_code_t;
typedef float ratio_t;
typedef const char *name_t;
typedef opaque *handle_t;
`

const otherSpellings = [
  'bool',
  '_Bool',
  'const bool',
  'signed',
  'unsigned',
  'short int',
  'signed short int',
  'unsigned short int',
  'long int',
  'long unsigned',
  'unsigned long int',
  'long long int',
  'unsigned long long int',
  'char const',
  'const int',
  'volatile short',
  'fixed_code_t',
  'code_t',
  'enum hue',
  'enum level',
  'enum wide',
  'enum deep',
  'hue_t',
  'void *',
  'const void *',
  'int *',
  'char *',
  'unsigned char *const',
  'opaque *',
  'const opaque **',
  'handle_t',
]

/** More likely than any single integer: vectors have registers of their own. */
const vectorSpellings = ['float', 'double', 'ratio_t', 'const double', 'volatile float']
const stringSpellings = ['const char *', 'const char *const', 'name_t']

export type Kind = 'void' | 'bool' | 'integer' | 'float' | 'double' | 'pointer' | 'string'

export interface Scalar {
  readonly spelling: string
  readonly kind: Kind
  readonly bits: number
  readonly signed: boolean
  /** How 64-bit integers come out. */
  readonly out: 'number' | 'bigint'
  readonly handle: TypeHandle
}

function scalarsOf(spellings: readonly string[]): Scalar[] {
  const text = spellings.map((spelling, i) => `typedef ${spelling} t${i};\n`).join('')
  const types = cdef(prelude + text)
  return spellings.map((spelling, i) => {
    const handle = types[`t${i}`] as TypeHandle
    return { spelling, handle, ...factsOf(ctypeOf(handle, spelling)) }
  })
}

function factsOf(type: CType): Pick<Scalar, 'kind' | 'bits' | 'signed' | 'out'> {
  const bare = bareType(type)
  const of = (kind: Kind, bits: number) => ({ kind, bits, signed: false, out: 'number' }) as const
  switch (bare.kind) {
    case 'bool':
      return of('bool', 8)
    case 'floating':
      if (bare.name !== 'float' && bare.name !== 'double') break
      return of(bare.name, bare.name === 'float' ? 32 : 64)
    case 'pointer': {
      const target = bareType(bare.target)
      const isString = isConst(bare.target) && target.kind === 'integer' && target.name === 'char'
      return of(isString ? 'string' : 'pointer', 64)
    }
    case 'integer':
    case 'enum': {
      const integer = bare.kind === 'enum' ? underlyingType(bare, x86_64_linux)! : bare
      const { size, signed } = integerShape(integer, x86_64_linux)
      return { kind: 'integer', bits: 8 * size, signed, out: integers[integer.name] }
    }
  }
  throw new Error(`'${type.kind}' is no scalar that calls can pass`)
}

/** Calls cannot pass 128 bits yet. */
const integerNames = Object.keys(integers).filter(name => isIntegerName(name) && !name.endsWith('__int128'))

export const integerScalars = scalarsOf([...integerNames, ...otherSpellings])
export const vectorScalars = scalarsOf(vectorSpellings)
export const stringScalars = scalarsOf(stringSpellings)

export const voidResult: Pick<Scalar, 'spelling' | 'kind'> = { spelling: 'void', kind: 'void' }

/** C that does not compile where GCC has another idea of a type than the table. */
export const scalarAssertions: string = [...integerScalars, ...vectorScalars, ...stringScalars]
  .map(({ spelling, kind, bits, signed }) => {
    const sign = kind === 'integer' ? ` && ((${spelling})-1 < 0) == ${signed ? 1 : 0}` : ''
    return `_Static_assert(sizeof(${spelling}) == ${bits / 8}${sign}, "${spelling}");\n`
  })
  .join('')
