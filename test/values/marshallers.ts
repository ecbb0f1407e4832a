/** Both marshallers of a C function: composed of closures, and generated where code may be generated. */
import { bareType, type FunctionType } from '../../src/ctype/type.ts'
import { Call } from '../../src/exchange/call.ts'
import { exchange } from '../../src/exchange/exchange.ts'
import { composeMarshaller, type Marshaller } from '../../src/exchange/marshaller.ts'
import type { CFunction } from '../../src/index.ts'
import { completeOptions } from '../../src/library/options.ts'
import { shapeCache } from '../../src/library/shape.ts'
import { ctypeOf } from '../../src/memory/type-handle.ts'

const options = completeOptions({})
const shapeOf = shapeCache(exchange(), options)

export function bothMarshallers(name: string, { address, type: handle }: CFunction): Marshaller[] {
  const type = bareType(ctypeOf(handle, 'bothMarshallers')) as FunctionType
  const shape = shapeOf(type, false)
  const call = new Call(shape, {
    name,
    address,
    parameters: type.parameters,
    library: { name: 'fixture', closed: false },
  })
  const generated = shape.compile()?.(call)
  return [composeMarshaller(call), ...(generated ? [generated] : [])]
}

/** How many marshallers there are of each function. */
export const marshallerCount = isCodeAllowed() ? 2 : 1

function isCodeAllowed(): boolean {
  try {
    return new Function('return true')()
  } catch {
    return false
  }
}
