/**
 * The forms of an instruction, read from the table, and the choice among them: the first whose operands all fit. If none
 * does, the error says whether an immediate is out of range or the operands belong to no form.
 */
import { codedError } from '../../error.ts'
import { instructions, type Mnemonic, type OperandKind } from './instruction.ts'
import type { Operand } from './operand.ts'
import { printInstruction, printInteger } from './print.ts'

/** A row of the table, whose parts are read when they are first asked for: most programs need few of them. */
export class Form {
  /** The operands as the table writes them: `r64, simm8`. */
  readonly text: string
  readonly #row: string
  #operands: readonly OperandKind[] | undefined
  #bytes: FormBytes | undefined

  constructor(text: string, row: string) {
    this.text = text
    this.#row = row
  }

  get operands(): readonly OperandKind[] {
    this.#operands ??= this.text === '' ? [] : (this.text.split(', ') as OperandKind[])
    return this.#operands
  }

  /** How its bytes are made up. */
  get bytes(): FormBytes {
    this.#bytes ??= readBytes(this.#row)
    return this.#bytes
  }
}

export interface FormBytes {
  /** Where each operand is encoded: one of `M`, `R`, `O`, `I`, `D`, `-` (see instruction.ts). */
  readonly encoding: string
  /** Operand size or mandatory prefix, if there is one: 66, F2, F3. */
  readonly prefixes: readonly number[]
  /** REX.W. */
  readonly wide: boolean
  readonly opcode: readonly number[]
  /** The `/6` of `FF /6`: more opcode, in ModRM.reg. */
  readonly extension: number | undefined
  readonly immediateSize: 0 | 1 | 4 | 8
}

const formsRead = new Map<Mnemonic, readonly Form[]>()

/** The forms of an instruction in the table's order; read when the first of them is wanted. */
export function formsOf(mnemonic: Mnemonic): readonly Form[] {
  let forms = formsRead.get(mnemonic)
  if (forms === undefined) {
    const rows: Readonly<Record<string, string>> = instructions[mnemonic]
    forms = Object.keys(rows).map(text => new Form(text, rows[text]!))
    formsRead.set(mnemonic, forms)
  }
  return forms
}

const immediateSizes: Readonly<Record<string, FormBytes['immediateSize']>> = { ib: 1, id: 4, io: 8, cd: 4 }

const isPrefix = (byte: number) => byte === 0x66 || byte === 0xf2 || byte === 0xf3

/**
 * Reads a row: where operands are encoded, and the SDM's opcode notation (vol. 2, 3.1.1.1): `RM: 66 REX.W 0F 6E /r`,
 * `OI: B8+r id`, `M: FF /6`. Word by word, as lists of them were 30 KB of garbage for the first call.
 */
function readBytes(row: string): FormBytes {
  const colon = row.indexOf(':')
  let prefixes: readonly number[] = none
  let opcode: readonly number[] = none
  let wide = false
  let extension: number | undefined
  let immediateSize: FormBytes['immediateSize'] = 0
  for (let start = colon + ': '.length, end = 0; end >= 0; start = end + 1) {
    end = row.indexOf(' ', start)
    const word = row.slice(start, end < 0 ? row.length : end)
    if (word === 'REX.W') wide = true
    else if (word.startsWith('/')) extension = word === '/r' ? undefined : Number(word.slice(1))
    else if (word in immediateSizes) immediateSize = immediateSizes[word]!
    else {
      const byte = Number.parseInt(word, 16)
      if (opcode === none && !wide && isPrefix(byte)) prefixes = [byte]
      else opcode = opcode === none ? [byte] : opcode.concat(byte)
    }
  }
  return { encoding: row.slice(0, colon), prefixes, wide, opcode, extension, immediateSize }
}

const none: readonly number[] = []

/**
 * `simm` is extended with its sign to the operand's size; `imm` fills the operand, so that both readings of its bits are
 * allowed. Of a shift count the processor sees six bits (SDM vol. 2, SAL/SAR/SHL/SHR): 64 would be 0, and is refused.
 */
const immediates = {
  one: { least: 1, most: 1 },
  count: { least: 0, most: 63 },
  simm8: { least: -0x80, most: 0x7f },
  simm32: { least: -0x8000_0000, most: 0x7fff_ffff },
  imm32: { least: -0x8000_0000, most: 0xffff_ffff },
  imm64: { least: -0x8000_0000_0000_0000n, most: 0xffff_ffff_ffff_ffffn },
} as const satisfies Partial<Record<OperandKind, { least: number | bigint; most: number | bigint }>>

type ImmediateKind = keyof typeof immediates

const isImmediateKind = (kind: OperandKind): kind is ImmediateKind => Object.hasOwn(immediates, kind)

/** The first form that fits: registers and memory name theirs, an immediate has to be tried. Throws a TypeError where none has such operands, a RangeError where an immediate is too large. */
export function selectForm(mnemonic: Mnemonic, operands: readonly Operand[]): Form {
  const forms = formsOf(mnemonic)
  // Not `for of`, here and in encoding.ts: code that has run a few times only makes an object for each step of an iterator.
  for (let i = 0; i < forms.length; i++) if (isOf(forms[i]!, operands)) return forms[i]!
  for (let i = 0; i < forms.length; i++) if (matches(forms[i]!, operands, fits)) return forms[i]!
  const text = printInstruction(mnemonic, operands)
  const last = formsOf(mnemonic).findLast(candidate => matches(candidate, operands, isOfKind))
  if (!last) throw codedError(TypeError, 'ERR_CABI_ARG_TYPE', `${text}: ${expectedForms(mnemonic, operands)}`)
  // An instruction's widest immediate is its last: a shorter encoding is always listed first.
  throw codedError(RangeError, 'ERR_CABI_ARG_RANGE', `${text}: ${expectedRange(last.operands.find(isImmediateKind)!)}`)
}

/** Whether the form's operands are exactly these, registers and memory: compared as text, which needs not be read first. */
function isOf({ text }: Form, operands: readonly Operand[]): boolean {
  const first = operands[0]
  const second = operands[1]
  if (first === undefined) return text === ''
  if (typeof first !== 'object') return false
  if (second === undefined) return text === first.kind
  if (typeof second !== 'object' || text.length !== first.kind.length + ', '.length + second.kind.length) return false
  return text.startsWith(first.kind) && text.endsWith(second.kind)
}

function matches(form: Form, operands: readonly Operand[], test: (kind: OperandKind, operand: Operand) => boolean) {
  const kinds = form.operands
  if (kinds.length !== operands.length) return false
  for (let i = 0; i < kinds.length; i++) if (!test(kinds[i]!, operands[i]!)) return false
  return true
}

/** Whether the operand is of the kind, whatever an immediate's value. */
function isOfKind(kind: OperandKind, operand: Operand): boolean {
  if (typeof operand === 'object') {
    return operand.kind === kind || (kind === 'rax' && operand.kind === 'r64' && operand.name === 'rax')
  }
  return isImmediateKind(kind) && (typeof operand === 'number' || kind === 'imm64')
}

/** Whether the operand can stand where the kind is wanted. A number beyond 2^53 may have been rounded: only bigints go there. */
export function fits(kind: OperandKind, operand: Operand): boolean {
  if (!isOfKind(kind, operand)) return false
  if (!isImmediateKind(kind) || typeof operand === 'object') return true
  if (typeof operand === 'number' && !Number.isSafeInteger(operand)) return false
  return immediates[kind].least <= operand && operand <= immediates[kind].most
}

function expectedForms(mnemonic: Mnemonic, operands: readonly Operand[]): string {
  const list = (kinds: readonly string[]) => `(${kinds.join(', ')})`
  const taken = formsOf(mnemonic).map(form => list(form.operands))
  const given = operands.map(operand => (typeof operand === 'object' ? operand.kind : typeof operand))
  return `${mnemonic} takes ${taken.join(', ')}; not ${list(given)}`
}

function expectedRange(kind: ImmediateKind): string {
  const { least, most } = immediates[kind]
  const integer = kind === 'imm64' ? 'a safe integer or a bigint' : 'an integer'
  return `the immediate must be ${integer} from ${printInteger(least)} to ${printInteger(most)}`
}
