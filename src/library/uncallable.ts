/** What C declares and calls cannot do yet: refused when a function is first touched, so that the rest of a header works. */
import { underlyingType } from '../ctype/enumeration.ts'
import { printType } from '../ctype/print.ts'
import type { FloatingName } from '../ctype/scalar.ts'
import { x86_64_linux as target } from '../ctype/target.ts'
import { type BareType, bareType, type CType, type FunctionType } from '../ctype/type.ts'
import { CabiError } from '../error.ts'
import { describeSite } from '../exchange/argument-error.ts'
import type { Argument } from '../exchange/conversion.ts'

/** Types that were not refused: many functions share one, which is looked at once. */
const callable = new WeakSet<FunctionType>()

/** Throws ERR_CABI_UNSUPPORTED, naming the function, and the parameter and its C type. */
export function refuseUncallable(name: string, type: FunctionType): void {
  if (callable.has(type)) return
  const { convention } = type.attributes
  // Those that are not among the target's are ignored, as GCC does.
  if (convention !== undefined && target.conventions.indexOf(convention) > 0) {
    const message = `${name}: the calling convention '${convention}_abi' is not supported yet`
    throw new CabiError('ERR_CABI_UNSUPPORTED', message, { function: name })
  }
  const { parameters } = type
  for (let index = 0; index < parameters.length; index++) {
    const parameter = parameters[index]!
    // An argument for the message is made only for one: a program touches many functions.
    if (whyUnpassable(parameter.type) === undefined) continue
    refuseUnpassable({ function: name, index, name: parameter.name, type: parameter.type })
  }
  refuseResult(name, type.result)
  callable.add(type)
}

/** Throws ERR_CABI_UNSUPPORTED where values of the argument's type cannot be passed. */
export function refuseUnpassable(argument: Argument): void {
  const reason = whyUnpassable(argument.type)
  if (reason === undefined) return
  const { function: name, index, type } = argument
  const facts = { function: name, parameter: argument.name ?? index + 1, type: printType(type) }
  throw new CabiError('ERR_CABI_UNSUPPORTED', `${describeSite(argument)}: ${reason}`, facts)
}

function whyUnpassable(type: CType): string | undefined {
  const bare = bareType(type)
  return isVariableArguments(bare) ? noVariableArguments : unpassable(bare)
}

function refuseResult(name: string, type: CType): void {
  const bare = bareType(type)
  const reason = bare.kind === 'void' ? undefined : unpassable(bare)
  if (reason === undefined) return
  const message = `${name}: the result is '${printType(type)}': ${reason}`
  throw new CabiError('ERR_CABI_UNSUPPORTED', message, { function: name, type: printType(type) })
}

/** Why values of the type are neither passed nor returned; undefined where they are. */
function unpassable(type: BareType): string | undefined {
  switch (type.kind) {
    case 'bool':
    case 'pointer':
      return undefined
    case 'integer':
    case 'complex':
    case 'vector':
      return undefined
    case 'floating':
      return inexact.has(type.name) ? byValue(type.name) : undefined
    case 'enum':
      return enumeration(type)
    case 'record':
      return type.definition === undefined ? incomplete : undefined
    case 'void':
    case 'array':
    case 'function':
      return 'there are no values of this type'
  }
}

function enumeration(type: BareType & { kind: 'enum' }): string | undefined {
  if (type.definition === undefined) return incomplete
  const underlying = underlyingType(type, target)
  return underlying === undefined ? byValue('an enumeration of no integer type') : unpassable(underlying)
}

/** Formats that JavaScript has no number for, and no conversion yet. */
const inexact: ReadonlySet<FloatingName> = new Set(['_Float16', '_Float128', '__bf16'])

const incomplete = 'its definition is missing'

const byValue = (what: string) => `${what} by value is not supported yet`

/** A parameter of type `va_list`, adjusted to a pointer as arrays are (psABI figure 3.34). */
function isVariableArguments(type: BareType): boolean {
  const pointed = type.kind === 'pointer' ? bareType(type.target) : undefined
  return pointed?.kind === 'record' && pointed.tag === '__va_list_tag'
}

const noVariableArguments =
  'a va_list is made by C alone, from the arguments of a variadic function: call the variadic form instead'
