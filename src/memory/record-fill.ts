/** Values for a whole struct or union: an instance of it, or a plain object with its members by name. */
import { printType } from '../ctype/print.ts'
import { typeError } from '../exchange/argument-error.ts'
import type { Site } from './bytes.ts'
import { copyBytes, zeroBytes } from './copy-bytes.ts'
import type { Memory } from './memory.ts'
import { nearMisses } from './near-miss.ts'
import { type RecordClass, recordClassOfInstance } from './record-class.ts'
import { sameRecord } from './record-place.ts'
import type { Root } from './root.ts'
import { siteOf } from './site.ts'

/** Replaces all of what is there. If a value is refused, members before it have been stored. */
export function fillRecord(
  record: RecordClass,
  memory: Memory,
  offset: number,
  rootOf: () => Root | undefined,
  value: unknown,
  site: Site,
): void {
  const from = recordClassOfInstance(value)
  if (from !== undefined && sameRecord(from.record, record.record)) {
    const { memoryOf, offsetOf, rootOf: sourceRoot } = from.form
    const source = value as object
    const place = { memory: memoryOf(source), offset: offsetOf(source), root: sourceRoot(source) }
    copyBytes({ memory, offset, root: rootOf() }, place, record.size, site)
    return
  }
  if (from !== undefined || !isPlain(value)) {
    throw typeError(site, `an instance of '${printType(record.type)}' or a plain object with its members`, value)
  }
  const keys = Object.keys(value)
  for (const key of keys) if (!record.byName.has(key)) throw noMember(record, key, site, value)
  zeroBytes({ memory, offset, root: rootOf() }, record.size, site)
  // Members of a union share their bytes: the last one named stays, as with designators in C (C11 6.7.9 §19).
  for (const key of keys) {
    const field = record.byName.get(key)!
    // An argument's members are named after it: `f: argument 1 (p).x`.
    const part = site === record.site ? field.site : siteOf(`${site.lvalue}.${key}`, field.type)
    field.access.initialise(memory, offset + field.offset, rootOf(), value[key], part)
  }
}

/** Of any realm. What has a class of its own may keep its state where no key shows it. */
export function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

function noMember(record: RecordClass, key: string, site: Site, value: unknown): TypeError {
  const near = nearMisses(key, record.byName.keys())
  const hint = near.length === 0 ? '' : ` (did you mean ${near.map(name => `'${name}'`).join(' or ')}?)`
  return typeError(site, `members of '${printType(record.type)}', which has no '${key}'${hint}`, value)
}
