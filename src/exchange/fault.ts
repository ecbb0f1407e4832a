/** What a fault inside C becomes: an error that names the function, the signal and the address. */
import { CabiError } from '../error.ts'
import { status } from '../machine/control-block.ts'
import { show } from './argument-error.ts'
import { doubleword, type Views, word } from './exchange.ts'

/** Linux's numbers (asm-generic/signal.h). */
const signalNames = { 4: 'SIGILL', 6: 'SIGABRT', 7: 'SIGBUS', 8: 'SIGFPE', 11: 'SIGSEGV' } as const

type SignalNumber = keyof typeof signalNames
type SignalName = (typeof signalNames)[SignalNumber]

/** Values of `si_code` (Linux, asm-generic/siginfo.h). What is not positive was sent, not raised by the CPU. */
const siKernel = 0x80
const busMisaligned = 1
const fpeInteger = 1

const aborted = 'it called abort(), as a failed assert, a corrupted heap or an uncaught C++ exception does'
const sent = 'it was sent by raise()'
const noSuchAddress = 'an address no memory can have'
const protection = 'an address no memory can have, a misaligned vector access or a privileged instruction'

const causes: Readonly<Record<SignalName, (code: number) => string>> = {
  SIGSEGV: () => 'no access to memory',
  SIGBUS: code => (code === busMisaligned ? 'a misaligned access' : 'memory beyond the end of the file mapped there'),
  SIGILL: () => 'an illegal instruction',
  SIGFPE: code =>
    code === fpeInteger ? 'an integer division by zero or out of range' : 'an unmasked floating-point exception',
  SIGABRT: () => aborted,
}

/** Takes the fault out of the exchange, which is then ready for the next call. */
export function takeFault(views: Views, name: string, values: readonly unknown[]): CabiError {
  const { pc, words, ...facts } = readFault(views, protection)
  const message = `${name}(${values.map(show).join(', ')}) was stopped by ${words}`
  return new CabiError('ERR_CABI_FAULT', message, { function: name, ...facts, pc, arguments: values })
}

/** The same of a load or store by cabi itself: `reading point.x of (struct point *) 0x10 was stopped by ...`. */
export function takeAccessFault(views: Views, operation: 'read' | 'write', access: string): CabiError {
  const { signal, address, words } = readFault(views, noSuchAddress)
  const message = `${operation === 'read' ? 'reading' : 'writing'} ${access} was stopped by ${words}`
  return new CabiError('ERR_CABI_FAULT', message, { operation, access, signal, address })
}

/** `protectionCause` is what a general protection fault comes from, of which Linux knows no address. */
function readFault(views: Views, protectionCause: string) {
  views.U32[word.status] = status.done
  const signal = signalNames[views.I32[word.faultSignal] as SignalNumber]
  const code = views.I32[word.faultCode]!
  const bits = hasAddress(signal, code) ? views.U64[doubleword.faultAddress]! : undefined
  const at = bits === undefined ? '' : ` at address 0x${bits.toString(16)}`
  return {
    signal,
    address: bits === undefined ? undefined : addressOf(bits),
    pc: addressOf(views.U64[doubleword.faultPc]!),
    words: `${signal}: ${code === siKernel ? protectionCause : cause(signal, code)}${at}`,
  }
}

/** `si_addr` means something only where the CPU set it. */
const hasAddress = (signal: SignalName, code: number): boolean =>
  code > 0 && code !== siKernel && signal !== 'SIGABRT' && !(signal === 'SIGBUS' && code === busMisaligned)

function cause(signal: SignalName, code: number): string {
  if (code <= 0 && signal !== 'SIGABRT') return sent
  return causes[signal](code)
}

/** As `Pointer.address`: negative near 2^64. Where no number is exact, which only a wild jump's can be, all bits. */
function addressOf(bits: bigint): number | bigint {
  const address = Number(BigInt.asIntN(64, bits))
  return Number.isSafeInteger(address) ? address : bits
}
