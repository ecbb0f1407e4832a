/**
 * Finds and loads the kernel: the plain Node-API module, which serves every Node, and beside it the V8 fast calls for
 * the engines they were compiled for.
 */
import { resolve } from 'node:path'
import { CabiError } from '../error.ts'

export interface Kernel {
  /** Makes `exchange` this thread's. */
  attach(exchange: ArrayBuffer): void
  guard(faultExit: number): void
  /** Faults of such code, which has nothing on the stack but where it returns to, go on at `landingPad`. */
  guardCode(start: number, size: number, landingPad: number): void
  /** Of the engine's code, the i-th range: where it says `engineAccess`, a load or store that faults is skipped. */
  guardEngine(i: number, start: number, size: number): void
  /** Its address, a multiple of 64. */
  emit(code: Uint8Array): number
  invoke(): void
  /** The same for a call that the engine may be entered from. */
  invokeReentrant(): void
  /** 0 for what has no memory, -1 for what is no buffer. */
  addressOf(buffer: unknown): number
  bufferAt(address: number, size: number): ArrayBuffer
  /** Its typed arrays have no elements from now on. */
  detach(buffer: ArrayBuffer): void
  /** The UTF-8 string of so many bytes. */
  stringAt(address: number, bytes: number): string
  /** A handle, or the loader's words. `deep`: its own names, and those of what it needs, come before the process's. */
  openLibrary(path: string | null, global: boolean, now: boolean, deep?: boolean): number | string
  closeLibrary(handle: number): void
  findSymbol(handle: number, name: string): number | undefined
  libraryPath(handle: number): string | undefined
  /** File names of the library and of all that it needs. */
  libraryNeeds(handle: number): string[]
  /** Tells the collector that JavaScript holds so many bytes of C more, or fewer. */
  adjustExternalMemory(bytes: number): void
  /** Makes the call stack, and what C needs to call back: kernel/upcall.c. */
  upcalls(runner: (inside?: boolean) => boolean): UpcallAddresses
  /** Calls may start on it down to `limit`. */
  growCallStack(limit: number): void
  /** The bridge of another copy of cabi (src/exchange/copies.ts); `own` is this one's number among all. */
  meetCopy(own: number, hostFrame: number, run: number, abandon: number): void
  /** Reason and index of a callback that was refused: reason * 2 ** 32 + index, or 0. */
  refusedUpcall(): number
  readonly hasAvx: boolean
  /** Address of `int64_t string_fetch(char *to, const char *from)`: kernel/string.c. */
  readonly stringFetch: number
  /** Offsets of what `kernel/control_block.h` has, by name. */
  controlBlock(): Readonly<Record<string, number>>
}

export interface UpcallAddresses {
  readonly address: number
  /** Where its two ends are, the lower one first. */
  readonly callStack: number
  readonly stackLow: number
  readonly stackTop: number
  readonly signalReturn: number
  readonly admit: number
  readonly reenter: number
}

export interface FastCalls {
  invoke(thunk: number): void
  /**
   * A function of so many numbers, and a last one that is the function to call as a pattern: optimised code enters `code`
   * with them in registers. Other code has them stored into the slots of the exchange at that address, and enters `thunk`.
   * Kinds are one letter each: `i` int32, `u` uint32, `f` float, `d` double; the first is what it gives, the status or a
   * floating-point result itself, NaN where it is not done.
   */
  direct(kinds: string, code: number, exchange: number, thunk: number): (...values: number[]) => number
  /**
   * A function of so many numbers, an int32 (`i`) or doubles (`d`), that gives one, which any code calls as it is: the C
   * function `code`. At most one integer and two doubles.
   */
  inRegisters(kinds: string, result: 'i' | 'd', code: number): (...values: number[]) => number
  /** Takes views alone; 0 where the plain `addressOf` has to be asked. */
  addressOf(view: unknown): number
  /**
   * Stores the address of a typed array's memory at an address, and gives 1; -1 where there is none: it is empty, or its
   * buffer is gone. 0 where `moveOffHeap` is to be asked.
   */
  storeAddress(array: unknown, to: number): number
  /** The same of an array that is on the JavaScript heap: it gets memory of its own. */
  moveOffHeap(array: unknown, to: number): number
  /**
   * Copies a string as UTF-8, with a NUL behind it, to an address where there is `room` for so many bytes. Gives their
   * number without the NUL, or one of `noCopy`. Undefined where the engine's strings are not as expected.
   */
  readonly copyString: ((text: string, address: number, room: number) => number) | undefined
  /** The same of a string in any form, such as one of many pieces, or a part of another. */
  copyAnyString(text: string, address: number, room: number): number
  /** The string of so many bytes if it is ASCII. */
  stringAt(address: number, bytes: number): string | undefined
  /** A buffer over so many bytes of addresses, whether there is memory or not. Both are multiples of 8. */
  window(address: number, size: number): ArrayBuffer
  /** Start and size of each range of code that runs JavaScript, in turn. */
  engineCode(): number[]
  /** How many calls did not take the fast way. */
  slowCalls(): number
}

/** Why a string was not copied: kernel/utf8.h. `unknown`: it does not fit, or takes `copyAnyString`. */
export const noCopy = { nul: -1, surrogate: -2, unknown: -3 } as const

/** The V8 versions `kernel/fast_call.h` knows: Node 20, 22, 24 and 26. */
export const fastVersions: readonly string[] = ['11.3', '12.4', '13.6', '14.6']

/** A native module. `require` would come with Node's module loader, half a millisecond of it. */
function loadNative<T extends object>(file: string, exports: object = {}): T {
  const module = { exports }
  process.dlopen(module, file)
  return module.exports as T
}

/** Throws ERR_CABI_PLATFORM, saying what was tried and what to do. */
export function loadKernel(): Kernel {
  const file = `${binaries()}/kernel.node`
  try {
    // So many functions make a hash table of any object. Without a prototype it is one from the start: 3 KB less garbage.
    return loadNative<Kernel>(file, Object.create(null))
  } catch (error) {
    throw platformError(`${file}: ${firstLine(error)}`)
  }
}

/** Undefined where there is none for this engine, or `CABI_KERNEL=plain` asks to do without. */
export function loadFastCalls(): FastCalls | undefined {
  const version = process.versions.v8.split('.', 2).join('.')
  if (process.env['CABI_KERNEL'] === 'plain' || !fastVersions.includes(version)) return undefined
  try {
    return loadNative<FastCalls>(`${binaries()}/fast-v8-${version}.node`)
  } catch {
    // Not there, or compiled for another Node of this V8: the plain way works everywhere.
    return undefined
  }
}

/** The folder of compiled kernels in the package: one level above the bundle, three above this file compiled alone. */
function binaries(): string {
  const up = import.meta.dirname.endsWith('/src/exchange') ? '../../..' : '..'
  return resolve(import.meta.dirname, up, 'prebuilt', `${process.platform}-${process.arch}-glibc`)
}

export function platformError(tried: string): CabiError {
  const { platform, arch, version } = process
  return new CabiError(
    'ERR_CABI_PLATFORM',
    `cabi cannot run here (${platform} ${arch}, Node ${version}). Tried:\n  ${tried}\n` +
      'Linux on x86-64 with glibc and Node 20.16 or later is supported. There, reinstall cabi (its compiled kernel comes with ' +
      'the package), or build the kernel with `npm rebuild cabi --foreground-scripts`, which needs gcc and g++.',
    { tried },
  )
}

const firstLine = (error: unknown) => String(error instanceof Error ? error.message : error).split('\n', 1)[0]
