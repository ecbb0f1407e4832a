/** Intel syntax, as GNU `as` reads it back under `.intel_syntax noprefix`. */
import type { Label, Memory, MemoryKind, Operand } from './operand.ts'

const sizes: Readonly<Record<MemoryKind, string>> = {
  m: '',
  m8: 'byte ptr ',
  m16: 'word ptr ',
  m32: 'dword ptr ',
  m64: 'qword ptr ',
  m80: 'tbyte ptr ',
  m128: 'xmmword ptr ',
}

/** `mov qword ptr [rbx+0x40], rax` */
export function printInstruction(mnemonic: string, operands: readonly Operand[]): string {
  return [mnemonic.replace('_', ' '), operands.map(printOperand).join(', ')].filter(Boolean).join(' ')
}

export function printOperand(operand: Operand): string {
  if (typeof operand !== 'object') return printInteger(operand)
  if (operand.kind === 'rel32') return printLabel(operand)
  return 'base' in operand ? printMemory(operand) : operand.name
}

/** Where it is, as the listing counts. */
const printLabel = ({ offset }: Label) => (offset === undefined ? '?' : `0x${offset.toString(16).padStart(4, '0')}`)

function printMemory({ kind, base, displacement }: Memory): string {
  const sign = displacement < 0 ? '' : '+'
  return `${sizes[kind]}[${base.name}${displacement === 0 ? '' : sign + printInteger(displacement)}]`
}

/** One digit as it is, more in hexadecimal: `8`, `0x40`, `-0x81`. */
export function printInteger(value: number | bigint): string {
  const magnitude = value < 0 ? -value : value
  if (magnitude < 10 || (typeof value === 'number' && !Number.isInteger(value))) return String(value)
  return `${value < 0 ? '-' : ''}0x${magnitude.toString(16)}`
}
