/** What a fault inside C becomes: an error that names the function, the signal and the address. */
import { constants } from 'node:os'
import { CabiError } from '../error.ts'
import { status } from '../machine/control-block.ts'
import { show } from './argument-error.ts'
import { doubleword, type Views, word } from './exchange.ts'

/** `si_code` of a signal the CPU raised without knowing an address: a non-canonical one (Linux's SI_KERNEL). */
const siKernel = 0x80

const guarded = ['SIGSEGV', 'SIGBUS', 'SIGILL', 'SIGFPE', 'SIGABRT'] as const
const signalNames = new Map<number, string>(guarded.map(name => [constants.signals[name], name]))

const causes: Readonly<Record<string, string>> = {
  SIGBUS: 'a misaligned or truncated mapping',
  SIGILL: 'an illegal instruction',
  SIGFPE: 'an integer division by zero or out of range',
  SIGABRT: 'it called abort(), as a failed assert, a corrupted heap or an uncaught C++ exception does',
}

/** Takes the fault out of the exchange, which is then ready for the next call. */
export function takeFault(views: Views, name: string, values: readonly unknown[]): CabiError {
  views.U32[word.status] = status.done
  const signal = signalNames.get(views.I32[word.faultSignal]!) ?? `signal ${views.I32[word.faultSignal]}`
  const code = views.I32[word.faultCode]!
  // si_addr means something only where the CPU set it.
  const known = code > 0 && code !== siKernel && signal !== 'SIGABRT'
  const address = known ? Number(views.U64[doubleword.faultAddress]) : undefined
  const pc = Number(views.U64[doubleword.faultPc])
  const call = `${name}(${values.map(show).join(', ')})`
  return new CabiError('ERR_CABI_FAULT', `${call} was stopped by ${signal}: ${cause(signal, address)}`, {
    function: name,
    signal,
    address,
    pc,
    arguments: values,
  })
}

function cause(signal: string, address: number | undefined): string {
  const at = address === undefined ? '' : ` at address 0x${address.toString(16)}`
  if (signal !== 'SIGSEGV') return `${causes[signal] ?? 'a fault'}${at}`
  return address === undefined ? 'access to an address no memory can have' : `no access to memory${at}`
}
