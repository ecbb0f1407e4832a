/** `c`: C's types in TypeScript, for signatures without C text, for casts and for typed values. */
import { type IntegerName, integers } from '../ctype/scalar.ts'
import {
  boolType,
  type CType,
  floatingType,
  functionType,
  integerType,
  pointerType,
  qualifiedType,
  voidType,
} from '../ctype/type.ts'
import { codedError } from '../error.ts'
import { show } from '../exchange/argument-error.ts'
import { ctypeOf, handleOf, type TypeHandle } from '../memory/type-handle.ts'

export interface FunctionOptions {
  /** True for `...`; a type for `...` whose bare numbers are passed as that type. */
  readonly variadic?: boolean | TypeHandle
}

/** Names that C spells with spaces, in JavaScript. */
const multiword = {
  signed_char: 'signed char',
  unsigned_char: 'unsigned char',
  unsigned_short: 'unsigned short',
  unsigned_int: 'unsigned int',
  unsigned_long: 'unsigned long',
  long_long: 'long long',
  unsigned_long_long: 'unsigned long long',
} as const satisfies Record<string, IntegerName>

type Identifier<Name> = Name extends `${string} ${string}` ? never : Name
type IntegerHandles = { readonly [Name in Identifier<IntegerName> | keyof typeof multiword]: TypeHandle }

export interface TypeConstructors extends IntegerHandles {
  readonly void: TypeHandle
  readonly bool: TypeHandle
  readonly float: TypeHandle
  readonly double: TypeHandle
  /** `const char *` */
  readonly string: TypeHandle
  pointer(target: TypeHandle): TypeHandle
  const(type: TypeHandle): TypeHandle
  /** The type of a function. Throws ERR_CABI_ARG_TYPE for what is no type. */
  fn(result: TypeHandle, parameters: readonly TypeHandle[], options?: FunctionOptions): TypeHandle
}

const constructors = {
  pointer: (target: TypeHandle) => handleOf(pointerType(ctypeOf(target, 'c.pointer'))),
  const: (type: TypeHandle) => handleOf(qualifiedType(ctypeOf(type, 'c.const'), { const: true })),
  fn(result: TypeHandle, parameters: readonly TypeHandle[], options: FunctionOptions = {}): TypeHandle {
    if (!Array.isArray(parameters)) {
      const message = `c.fn: expected an array of parameter types, got ${show(parameters)}`
      throw codedError(TypeError, 'ERR_CABI_ARG_TYPE', message, { value: parameters })
    }
    const types = parameters.map(type => ({ name: undefined, type: ctypeOf(type, 'c.fn') }))
    return handleOf(functionType(ctypeOf(result, 'c.fn'), types, variadicOf(options)))
  },
}

const types: Readonly<Record<string, () => CType>> = {
  void: () => voidType,
  bool: () => boolType,
  float: () => floatingType('float'),
  double: () => floatingType('double'),
  string: () => pointerType(qualifiedType(integerType('char'), { const: true })),
}

/** Each type is made when first used: a program uses few of the sixty, or none. */
const define = (name: string, type: () => CType) =>
  Object.defineProperty(constructors, name, { get: () => handleOf(type()), enumerable: true })

for (const name in types) define(name, types[name]!)
for (const name in integers) if (!name.includes(' ')) define(name, () => integerType(name as IntegerName))
for (const name in multiword) define(name, () => integerType(multiword[name as keyof typeof multiword]))

export const c = Object.freeze(constructors) as unknown as TypeConstructors

function variadicOf(options: FunctionOptions): boolean | CType {
  if (typeof options !== 'object' || options === null) {
    const message = `c.fn: expected options as an object, got ${show(options)}`
    throw codedError(TypeError, 'ERR_CABI_ARG_TYPE', message, { value: options })
  }
  const { variadic = false } = options
  return typeof variadic === 'boolean' ? variadic : ctypeOf(variadic, 'c.fn: variadic')
}
