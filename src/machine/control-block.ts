/**
 * The exchange buffer of a thread as machine code sees it: byte offsets from its start. The kernel's copy of the head is
 * `kernel/control_block.h`; a test compares the two.
 *
 *   0x0000  control block      who called, what to call, how it went
 *   0x0080  result             16 bytes: rax or xmm0, and rdx or xmm1
 *   0x00c0  guarded access     24 bytes: address and value of a load or store, operands of a copy
 *   0x00d8  control block, continued
 *   0x0100  arguments          4096 slots of 8 bytes
 *   0x8100  scratch            strings and copies, last in first out
 */
export const controlBlock = {
  /** Stack pointer of the innermost host frame; 0 outside any call. Bit 0 is set where faults are not guarded. */
  hostFrame: 0x00,
  /** Stack pointer at which the next call on the call stack starts; 0 while calls run on the host stack. */
  callStack: 0x08,
  /** Thread pointer of the thread the exchange belongs to. */
  owner: 0x10,
  /**
   * Address of the C function the next thunk calls. Who stores values that can have code of their own (a getter, a name)
   * puts 0 there before: if it is not 0 any more behind that, the code has made a call, whose values are in the slots now.
   */
  target: 0x18,
  errnoAddress: 0x20,
  /** `errno` as the last call left it and as the next one finds it; int32. */
  errorNumber: 0x28,
  /** How `invoke` returned: one of `status`; uint32. */
  status: 0x2c,
  /** Floating-point control JavaScript runs with, put back after a fault; uint32, uint16. */
  mxcsr: 0x30,
  x87Control: 0x34,
  faultAddress: 0x38,
  faultPc: 0x40,
  faultSignal: 0x48,
  faultCode: 0x4c,
  /** What the plain `invoke` calls; a double. */
  thunk: 0x50,
  /** Byte offset in the exchange from which the running call may not touch scratch, and up to which the next has filled it. */
  scratchFloor: 0x58,
  scratchTop: 0x5c,
  /** Where the next thunk puts an aggregate result; a double. */
  resultAddress: 0x60,
  /** Machine code that ends a call on the call stack. */
  leaveCallStack: 0x68,
  /** Which callback C called; int32. */
  callback: 0x70,
  /** How many callbacks were refused where no JavaScript can run; written by any thread; uint32. */
  refusals: 0x74,
  /** Stack pointer of the fault. */
  faultStack: 0x78,
  /** 1 after a load or store that faulted, until JavaScript has seen it; uint32. */
  accessFault: 0xd8,
  /** ~offset while the engine itself loads or stores at that offset of a window (`src/memory/window.ts`); 0 once that faulted; int32. */
  engineAccess: 0xdc,
  /** Where the call that C called back from has started on the call stack. */
  parkedStart: 0xe0,
  /** How many of the calls in progress the engine may be entered from; int32. */
  reentrant: 0xe8,
  /** Below it, no call starts on the call stack until JavaScript has looked whether there is garbage on it. */
  callStackLimit: 0xf0,
} as const

/**
 * How a way into C ended. `callback`: C waits, on the call stack, for a result. `unwound`: not the innermost call is done
 * but one around it, to which C jumped (longjmp). `report`: done, and callbacks were refused or threw meanwhile.
 * `crowded`: it did not begin, because the call stack is used up to its limit.
 */
export const status = { done: 0, callback: 1, fault: 2, unwound: 3, report: 4, crowded: 5 } as const

export const resultOffset = 0x80
/** Apart from slots and result: memory may be looked at while a call's arguments are being stored. */
export const accessOffset = 0xc0
export const argumentsOffset = 0x100
export const scratchOffset = 0x8100
export const exchangeSize = 0x100000

/**
 * Bytes between C that is parked and a call that starts below it. C that has jumped out of that call (longjmp) and goes on
 * is told from C inside of it by where it is, as long as it does not need more than this.
 */
export const callStackGap = 0x10000

/** Bytes of the call stack that are used before it is asked whether they still are. */
export const leastRoom = 64 * callStackGap
