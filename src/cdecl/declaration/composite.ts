/** The composite type (C11 6.2.7 §3-4): what is known of a name that was declared twice with compatible types. */
import {
  arrayType,
  type CType,
  type FunctionAttributes,
  type FunctionType,
  functionType,
  pointerType,
  qualifiedType,
} from '../../ctype/type.ts'
import { mergedFunctionAttributes } from '../attribute/function-attributes.ts'

/** The types are compatible; what does not add to `before` leaves it as it is. */
export function compositeType(before: CType, now: CType): CType {
  if (before === now) return before
  // A typedef name says no less than what it stands for.
  if (now.kind === 'typedef' && before.kind !== 'typedef') return compositeType(before, now.type)
  if (before.kind !== now.kind) return before
  switch (before.kind) {
    case 'array': {
      const { element, count } = now as typeof before
      return arrayType(compositeType(before.element, element), before.count ?? count)
    }
    case 'pointer':
      return pointerType(compositeType(before.target, (now as typeof before).target))
    case 'qualified':
      return qualifiedType(compositeType(before.type, (now as typeof before).type), before)
    case 'function':
      return compositeFunction(before, now as FunctionType)
    default:
      return before
  }
}

export function compositeFunction(before: FunctionType, now: FunctionType): FunctionType {
  if (before === now) return before
  const result = compositeType(before.result, now.result)
  const attributes = isSaid(before.attributes, now.attributes)
    ? before.attributes
    : mergedFunctionAttributes(before.attributes, now.attributes)
  const [shape, other] = before.isPrototype || !now.isPrototype ? [before, now] : [now, before]
  let { parameters } = shape
  if (other.isPrototype) {
    const composite = parameters.map(({ name, type }, i) => ({
      name: name ?? other.parameters[i]!.name,
      type: compositeType(type, other.parameters[i]!.type),
    }))
    const isNew = composite.some(({ name, type }, i) => name !== parameters[i]!.name || type !== parameters[i]!.type)
    if (isNew) parameters = composite
  }
  if (
    shape === before &&
    result === before.result &&
    parameters === before.parameters &&
    attributes === before.attributes
  ) {
    return before
  }
  const { variadic, isPrototype } = shape
  return functionType(result, parameters, { variadic, isPrototype, attributes })
}

/** Whether the first declaration says all that the second does. */
function isSaid(before: FunctionAttributes, now: FunctionAttributes): boolean {
  if (before === now) return true
  for (const key in now)
    if (before[key as keyof FunctionAttributes] !== now[key as keyof FunctionAttributes]) return false
  return true
}
