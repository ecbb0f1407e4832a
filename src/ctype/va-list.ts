/** `va_list`, an ordinary type on every target. */
import type { Target } from './target.ts'
import {
  arrayType,
  type CType,
  integerType,
  type Member,
  pointerType,
  type RecordType,
  recordType,
  voidType,
} from './type.ts'

const unsignedInt = () => integerType('unsigned int')
const int = () => integerType('int')
const address = () => pointerType(voidType)

/** x86-64 psABI figure 3.34. */
const x86_64 = () =>
  arrayType(
    record('__va_list_tag', {
      gp_offset: unsignedInt(),
      fp_offset: unsignedInt(),
      overflow_arg_area: address(),
      reg_save_area: address(),
    }),
    1,
  )
/** AAPCS64 10.1.5. */
const aarch64 = () =>
  record('__va_list', {
    __stack: address(),
    __gr_top: address(),
    __vr_top: address(),
    __gr_offs: int(),
    __vr_offs: int(),
  })
/** AAPCS32 8.1.4. */
const arm = () => record('__va_list', { __ap: address() })
const charPointer = () => pointerType(integerType('char'))

function record(tag: string, types: Readonly<Record<string, CType>>): RecordType {
  const members = Object.entries(types).map(
    ([name, type]): Member => ({ name, type, bits: undefined, packed: false, align: undefined }),
  )
  return recordType('struct', tag, {
    members,
    packed: false,
    pack: undefined,
    align: undefined,
    bitFields: undefined,
    transparent: false,
  })
}

const makers: Readonly<Record<Target['vaList'], () => CType>> = {
  'char pointer': charPointer,
  'x86-64 struct': x86_64,
  'aarch64 struct': aarch64,
  'arm struct': arm,
}

const made = new Map<Target['vaList'], CType>()

/** Made when first asked for: most texts have none. */
export function vaListType({ vaList }: Target): CType {
  let type = made.get(vaList)
  if (type === undefined) {
    type = makers[vaList]()
    made.set(vaList, type)
  }
  return type
}
