/** `_Complex` in memory: the real part, then the imaginary one (C11 6.2.5 §13), as `{ re, im }`. */
import type { ComplexType, CType } from '../ctype/type.ts'
import { typeError } from '../exchange/argument-error.ts'
import { accessOf, type RawAccess } from './access.ts'
import type { Site } from './bytes.ts'

export interface Complex {
  readonly re: number | bigint
  readonly im: number | bigint
}

export function complexAccess({ element }: ComplexType): RawAccess {
  const part = accessOf(element)
  const scratch = new Uint8Array(2 * part.size)
  return {
    usesRoot: false,
    read: (memory, offset, root, site) => ({
      re: part.read(memory, offset, root, site),
      im: part.read(memory, offset + part.size, root, site),
    }),
    initialise(memory, offset, root, value, site) {
      const { re, im } = partsOf(value, site)
      // All or nothing: what was there comes back if the second part is refused.
      memory.bytes.copyIn(offset, scratch, site)
      part.initialise(memory, offset, root, re, partSite(site, 're', element))
      try {
        part.initialise(memory, offset + part.size, root, im, partSite(site, 'im', element))
      } catch (error) {
        memory.bytes.copyOut(offset, scratch, site)
        throw error
      }
    },
    inline: undefined,
  }
}

function partsOf(value: unknown, site: Site): { re: unknown; im: unknown } {
  if (typeof value === 'object' && value !== null && Object.keys(value).sort().join() === 'im,re') {
    return value as Complex
  }
  throw typeError(site, 'an object { re, im }', value)
}

const partSite = (site: Site, part: string, type: CType): Site => ({
  lvalue: `${site.lvalue}.${part}`,
  type,
  describe: address => site.describe(address),
})
