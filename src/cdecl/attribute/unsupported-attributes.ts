/**
 * Attributes that change how values lie in memory or how functions are called, and are not understood: to ignore them would
 * be wrong without a word. Each with the targets whose compilers have it, and the arguments with which it changes nothing.
 */
import type { TargetName } from '../../ctype/target.ts'

interface Unsupported {
  /** Undefined for all. */
  readonly targets?: readonly TargetName[]
  readonly harmless?: RegExp
}

const x86: readonly TargetName[] = ['x86_64-linux', 'x86_64-windows', 'i386-linux']
const i386: readonly TargetName[] = ['i386-linux']
const arm: readonly TargetName[] = ['armhf-linux']
const neon: readonly TargetName[] = ['armhf-linux', 'aarch64-linux']

export const unsupportedAttributes: ReadonlyMap<string, Unsupported> = new Map([
  // GCC's.
  ['scalar_storage_order', { harmless: /little-endian/ }],
  ['hardbool', {}],
  ['regparm', { targets: i386, harmless: /^\s*0\s*$/ }],
  ['sseregparm', { targets: i386 }],
  ['callee_pop_aggregate_return', { targets: i386 }],
  ['pcs', { targets: arm, harmless: /aapcs-vfp/ }],
  ['randomize_layout', {}],
  // Clang's.
  ['ext_vector_type', {}],
  ['matrix_type', {}],
  ['neon_vector_type', { targets: neon }],
  ['neon_polyvector_type', { targets: neon }],
  ['address_space', { harmless: /^\s*0\s*$/ }],
  ['overloadable', {}],
  ['pass_object_size', {}],
  ['pass_dynamic_object_size', {}],
  ['swiftcall', {}],
  ['swiftasynccall', {}],
  ['preserve_none', {}],
  ['regcall', { targets: x86 }],
  ['pascal', { targets: i386 }],
  ['intel_ocl_bicc', {}],
  // Microsoft's: a member that is none, but two functions.
  ['property', {}],
])

/** On some target, with some argument. */
export const isRefusedSomewhere = (name: string): boolean => unsupportedAttributes.has(name)

/** `argument` is the text between the parentheses. */
export function isUnsupported(name: string, argument: string, target: TargetName): boolean {
  const attribute = unsupportedAttributes.get(name)
  if (attribute === undefined || attribute.targets?.includes(target) === false) return false
  return attribute.harmless?.test(argument) !== true
}
