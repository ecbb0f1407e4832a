/** For the tests of this folder: registers and memory to run code on, filled with bits that differ wherever they are asked for. */
import { readListing } from '../../../test/oracle/gnu-assembler.ts'
import { type Aggregate, aggregateOf } from '../../abi/aggregate.ts'
import type { ScalarResult } from '../../abi/slot.ts'
import { x86_64_linux } from '../../ctype/target.ts'
import { struct } from '../../ctype/testing.ts'
import { arrayType, complexType, floatingType, integerType, vectorType } from '../../ctype/type.ts'
import type { Assembler } from './assembler.ts'

const [char, int, long] = [integerType('char'), integerType('int'), integerType('long')]
const [float, double, longDouble] = [floatingType('float'), floatingType('double'), floatingType('long double')]

/** A struct of so many bytes. */
export const bytes = (count: number) => struct({ s: arrayType(char, count) })

/** Every number of bytes in registers of either kind, and all that is special in memory. */
export const aggregates: readonly Aggregate[] = [
  ...Array.from({ length: 17 }, (_, i) => bytes(i)),
  ...[20, 24, 63, 64, 65, 128, 129, 135, 300].map(bytes),
  ...Array.from({ length: 7 }, (_, i) => struct({ a: arrayType(floatingType('_Float16'), i + 1) })),
  struct({ x: double, y: double }),
  struct({ x: float, y: float, z: float }),
  struct({ l: long, f: float }),
  struct({ f: float, c: { type: char, align: 8 } }),
  struct({ x: longDouble }),
  struct({ c: { type: char, align: 32 } }),
  struct({ c: { type: char, align: 256 } }),
  struct({ c: char, l: long }, { packed: true }),
  vectorType(int, 16),
  integerType('__int128'),
  complexType(longDouble),
].map(type => aggregateOf(type, x86_64_linux)!)

/** psABI figure 3.4. */
export const calleeSaved = ['rbx', 'rbp', 'r12', 'r13', 'r14', 'r15']
export const callerSaved = ['rax', 'rcx', 'rdx', 'rsi', 'rdi', 'r8', 'r9', 'r10', 'r11']
export const vectors = Array.from({ length: 16 }, (_, i) => `xmm${i}`)

export function bitsFrom(seed: number): () => bigint {
  let state = BigInt(seed) + 1n
  return () => {
    // Knuth's MMIX generator; its low bits repeat soon, so they are mixed.
    state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n)
    return state ^ (state >> 29n)
  }
}

export const widthOf = (value: ScalarResult): number =>
  ({ bool: 8, float: 32, double: 64, x87: 64 })[value as string] ?? Number(value.match(/\d+/)![0])

/** The value that a scalar's own bits have, whatever is above them. */
export const as = (value: ScalarResult, bits: bigint): bigint =>
  value.startsWith('int') ? BigInt.asIntN(widthOf(value), bits) : BigInt.asUintN(widthOf(value), bits)

/** A double in the middle of those that there are: it survives as an address does not have to. */
export const ordinaryDouble = (bits: bigint): bigint => (bits & ~(0x7ffn << 52n)) | (0x400n << 52n)

/** Of an ordinary double. The exponent's bias is another, and the leading 1 is written (Intel SDM vol. 1, 4.2.2). */
export const extendedBits = (double: bigint): bigint =>
  ((double >> 63n) << 79n) | (0x4000n << 64n) | (1n << 63n) | ((double & ((1n << 52n) - 1n)) << 11n)

export function bitsOfNumber(value: bigint): bigint {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, Number(value))
  return view.getBigUint64(0)
}

export const memory = (start: bigint, size: number) => ({ start, data: new DataView(new ArrayBuffer(size)) })

/** Of the instruction that calls, in bytes. */
export const offsetOfCall = (code: Assembler): number =>
  readListing(code.listing()).find(({ text }) => text.startsWith('call'))!.offset
