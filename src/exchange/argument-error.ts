/** Errors about values given to C: which parameter of which function or which object, what C wants, what came. */
import { inspect } from 'node:util'
import { printType } from '../ctype/print.ts'
import { CabiError, codedError } from '../error.ts'
import type { Site } from './conversion.ts'

const maxShown = 60

/** What cabi's own objects say of themselves; undefined for anything else. */
type Description = (value: object) => string | undefined

const descriptions: Description[] = []

export const describeWith = (description: Description): void => void descriptions.push(description)

/** A value in few words, whatever it is: nothing converts it, and nothing it throws gets out. */
export function show(value: unknown): string {
  if ((typeof value === 'object' && value !== null) || typeof value === 'function') {
    for (const description of descriptions) {
      const text = description(value)
      if (text !== undefined) return text
    }
  }
  const text = inspected(value)
  return text.length > maxShown ? `${text.slice(0, maxShown).toWellFormed()}…` : text
}

/** Looking at a detached DataView, or at an object with a getter that throws, throws. */
function inspected(value: unknown): string {
  try {
    return inspect(value, {
      depth: 0,
      customInspect: false,
      breakLength: Number.POSITIVE_INFINITY,
      maxArrayLength: 3,
    })
  } catch {
    return ArrayBuffer.isView(value) ? 'a detached view' : `${typeof value === 'function' ? 'a function' : 'an object'}`
  }
}

/** `atoi: argument 1 (nptr) is 'const char *': …`, `point.x is 'int': …`: what every error about a value begins with. */
export const describeSite = (site: Site): string => `${siteName(site)} is '${printType(site.type)}'`

/** `atoi: argument 1 (nptr)`, `point.x` */
export function siteName(site: Site): string {
  if ('lvalue' in site) return site.lvalue
  const name = site.name === undefined ? '' : ` (${site.name})`
  return `${site.function}: argument ${site.index + 1}${name}`
}

const describe = (site: Site, expected: string, value: unknown) =>
  `${describeSite(site)}: expected ${expected}, got ${show(value)}`

const facts = (site: Site, value: unknown) => ({
  ...('lvalue' in site ? { lvalue: site.lvalue } : { function: site.function, parameter: site.name ?? site.index + 1 }),
  type: printType(site.type),
  value,
})

export const typeError = (site: Site, expected: string, value: unknown): TypeError =>
  codedError(TypeError, 'ERR_CABI_ARG_TYPE', describe(site, expected, value), facts(site, value))

export const rangeError = (site: Site, expected: string, value: unknown): RangeError =>
  codedError(RangeError, 'ERR_CABI_ARG_RANGE', describe(site, expected, value), facts(site, value))

/** For a value that C would take, and cabi cannot pass yet. */
export const unsupportedError = (site: Site, reason: string, value: unknown): CabiError =>
  new CabiError('ERR_CABI_UNSUPPORTED', `${describeSite(site)}: ${reason}`, facts(site, value))

/** `remark` is added where the declaration does not make the number plain. */
export function countError(
  name: string,
  expected: number,
  received: number,
  { atLeast = false, remark = '' }: { atLeast?: boolean; remark?: string } = {},
): TypeError {
  const wanted = `${atLeast ? 'at least ' : ''}${expected === 0 ? 'no' : expected} argument${expected === 1 ? '' : 's'}`
  const message = `${name}: expected ${wanted}, got ${received}${remark}`
  return codedError(TypeError, 'ERR_CABI_ARG_COUNT', message, { function: name, expected, received })
}
