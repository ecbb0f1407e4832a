/** What guarded loads and stores keep, whichever way they go: by address. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { exchange } from '../../src/exchange/exchange.ts'
import { open } from '../../src/index.ts'
import type { Guarded } from '../../src/memory/guarded.ts'
import { optimisation } from '../oracle/optimisation.ts'

setFlagsFromString('--allow-natives-syntax')
const { prepare, optimise, isOptimised } = optimisation()

const { mmap, munmap, mprotect, abs } = open(
  null,
  `void *mmap(uintptr_t addr, size_t length, int prot, int flags, int fd, off_t offset);
   int munmap(uintptr_t addr, size_t length);
   int mprotect(uintptr_t addr, size_t length, int prot);
   int abs(int j);`,
)

const site = { describe: (address: number) => `the value at ${address}` }

const memory = new DataView(new ArrayBuffer(256))
const bytes = new Uint8Array(memory.buffer)
const base = exchange().addressOf(bytes)

type Load = Exclude<Extract<keyof Guarded, `load${string}`>, 'loadPair'>

/** Bytes, and what a DataView calls it. */
const loads: Readonly<Record<Load, readonly [size: number, at: (offset: number) => number | bigint]>> = {
  loadI8: [1, at => memory.getInt8(at)],
  loadU8: [1, at => memory.getUint8(at)],
  loadI16: [2, at => memory.getInt16(at, true)],
  loadU16: [2, at => memory.getUint16(at, true)],
  loadI32: [4, at => memory.getInt32(at, true)],
  loadU32: [4, at => memory.getUint32(at, true)],
  loadF32: [4, at => memory.getFloat32(at, true)],
  loadF64: [8, at => memory.getFloat64(at, true)],
  loadI64: [8, at => memory.getBigInt64(at, true)],
  loadU64: [8, at => memory.getBigUint64(at, true)],
}

const loadNames = Object.keys(loads) as Load[]

function fillWithEveryByte(): void {
  for (let i = 0; i < bytes.length; i++) bytes[i] = (i * 89 + 200) & 255
}

const page = 4096
const [none, readOnly, readWrite, privateAnonymous] = [0, 1, 3, 0x22]

/** A page between one that is not there before it and one behind. */
function lonelyPage(t: { after(f: () => void): void }): number {
  const { address } = mmap(0, 3 * page, readWrite, privateAnonymous, -1, 0)
  t.after(() => munmap(address, 3 * page))
  for (const gap of [0, 2]) assert.equal(mprotect(address + gap * page, page, none), 0)
  return address + page
}

/** `hot` is a distance from aligned memory at which optimised code takes the fast way. */
export function testGuarded(guarded: Guarded, hot: number): void {
  /** Each with a value that has every byte different, or the one at the end of its range. */
  const stores: Readonly<Record<string, readonly [size: number, store: (address: number) => void, written: number[]]>> =
    {
      store8: [1, at => guarded.store8(at, -2, site), [0xfe]],
      'store8 of more bits': [1, at => guarded.store8(at, 0x1234, site), [0x34]],
      store16: [2, at => guarded.store16(at, 0xabcd, site), [0xcd, 0xab]],
      store32: [4, at => guarded.store32(at, 0x12345678, site), [0x78, 0x56, 0x34, 0x12]],
      'store32 unsigned': [4, at => guarded.store32(at, 0xfedcba98, site), [0x98, 0xba, 0xdc, 0xfe]],
      storeF32: [4, at => guarded.storeF32(at, -2, site), [0, 0, 0, 0xc0]],
      storeF64: [8, at => guarded.storeF64(at, -2, site), [0, 0, 0, 0, 0, 0, 0, 0xc0]],
      storeI64: [8, at => guarded.storeI64(at, -2n, site), [0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]],
      storeU64: [8, at => guarded.storeU64(at, 0x0102030405060708n, site), [8, 7, 6, 5, 4, 3, 2, 1]],
      storePair: [8, at => guarded.storePair(at, 0x05060708, -1, site), [8, 7, 6, 5, 0xff, 0xff, 0xff, 0xff]],
    }

  test('a load gives what a DataView gives, at every alignment', () => {
    fillWithEveryByte()
    for (const name of loadNames) {
      for (let offset = 0; offset <= 64; offset++) {
        assert.deepEqual(guarded[name](base + offset, site), loads[name][1](offset), `${name} at ${offset}`)
      }
    }
  })

  test('optimised code loads and stores numbers the same, without a frame for the engine, and its faults are errors', () => {
    const fast = exchange().fast
    fillWithEveryByte()
    for (const access of Object.values(guarded)) prepare(access)
    const made = (text: string) =>
      new Function('guarded', 'site', `return function(address) { ${text} }`)(guarded, site) as (
        address: unknown,
      ) => unknown
    const expectations: [text: string, expected: () => unknown][] = [
      ...loadNames
        .slice(0, -2)
        .map(name => [`return guarded.${name}(address, site)`, () => loads[name][1](hot)] as [string, () => unknown]),
      ['guarded.store8(address, 0x81, site)', () => undefined],
      ['guarded.store16(address, 0x8182, site)', () => undefined],
      ['guarded.store32(address, 0x81828384, site); return guarded.loadU32(address, site)', () => 0x81828384],
      ['guarded.storeF32(address, 0.1, site); return guarded.loadF32(address, site)', () => Math.fround(0.1)],
      ['guarded.storeF64(address, 0.1, site); return guarded.loadF64(address, site)', () => 0.1],
    ]
    for (const [text, expected] of expectations) {
      const access = made(text)
      prepare(access)
      for (let i = 0; i < 10; i++) assert.deepEqual(access(base + hot), expected(), text)
      const fault = { code: 'ERR_CABI_FAULT', signal: 'SIGSEGV', address: 9 }
      // Seen before: code that was never run is not optimised.
      assert.throws(() => access(9), fault, text)
      optimise(access)
      access(base + hot)
      const before = fast?.slowCalls()
      assert.deepEqual(access(base + hot), expected(), `optimised: ${text}`)
      assert.equal(fast?.slowCalls(), before, text)
      assert.ok(isOptimised(access), text)
      assert.throws(() => access(9), fault, `optimised: ${text}`)
      assert.deepEqual(access(base + hot), expected(), `after the fault: ${text}`)
    }
  })

  test('a fault where JavaScript has no stack left for an error is not taken for one of the next load', () => {
    let without = 0
    const deeper = (): void => {
      try {
        guarded.loadI32(16, site)
      } catch (error) {
        if (error instanceof RangeError && (error as { code?: string }).code === undefined) without++
      }
      deeper()
    }
    assert.throws(deeper, RangeError)
    assert.ok(without > 0)
    assert.equal(guarded.loadI32(base, site), memory.getInt32(0, true))
  })

  test('a pair is the two halves of eight bytes', () => {
    fillWithEveryByte()
    for (let offset = 0; offset <= 16; offset++) {
      guarded.loadPair(base + offset, site)
      assert.deepEqual(
        [guarded.low(), guarded.high()],
        [memory.getInt32(offset, true), memory.getInt32(offset + 4, true)],
      )
    }
  })

  test('a store writes its bytes and no other, at every alignment', () => {
    for (const [name, [size, store, written]] of Object.entries(stores)) {
      for (let offset = 1; offset <= 17; offset++) {
        bytes.fill(0xa5)
        store(base + offset)
        const expected = new Uint8Array(bytes.length).fill(0xa5)
        expected.set(written, offset)
        assert.deepEqual(bytes, expected, `${name} at ${offset}`)
        assert.equal(written.length, size)
      }
    }
  })

  test('NaN keeps being NaN, zero its sign, and a bigint all its bits', () => {
    guarded.storeF64(base, Number.NaN, site)
    assert.equal(guarded.loadF64(base, site), Number.NaN)
    guarded.storeF64(base, -0, site)
    assert.equal(guarded.loadF64(base, site), -0)
    for (const value of [0n, -1n, 2n ** 63n - 1n, -(2n ** 63n)]) {
      guarded.storeI64(base, value, site)
      assert.equal(guarded.loadI64(base, site), value)
      assert.equal(guarded.loadU64(base, site), BigInt.asUintN(64, value))
    }
  })

  test('the first and the last bytes of a page are read and written, and not a byte beyond', t => {
    const start = lonelyPage(t)
    const reads = loadNames.map(name => [loads[name][0], (at: number) => void guarded[name](at, site)] as const)
    const all = [...reads, ...Object.values(stores)]
    for (const [size, access] of all) {
      access(start)
      access(start + page - size)
      for (const [outside, fault] of [
        [start - 1, start - 1],
        [start + page - size + 1, start + page],
        [start + page, start + page],
      ] as const) {
        // A store or load across two pages faults at the first byte that is missing.
        assert.throws(() => access(outside), { code: 'ERR_CABI_FAULT', signal: 'SIGSEGV', address: fault })
      }
    }
  })

  test('a fault says what was read or written, the signal and the address', () => {
    assert.throws(() => guarded.loadF64(16, site), {
      name: 'CabiError',
      code: 'ERR_CABI_FAULT',
      message: 'reading the value at 16 was stopped by SIGSEGV: no access to memory at address 0x10',
      operation: 'read',
      access: 'the value at 16',
      signal: 'SIGSEGV',
      address: 16,
    })
    assert.throws(() => guarded.store8(0, 1, site), {
      code: 'ERR_CABI_FAULT',
      message: 'writing the value at 0 was stopped by SIGSEGV: no access to memory at address 0x0',
      operation: 'write',
      access: 'the value at 0',
      address: 0,
    })
  })

  test('addresses that no memory can have are said to be such', () => {
    for (const address of [2 ** 52, -(2 ** 52), 2 ** 63, Number.NaN]) {
      assert.throws(() => guarded.loadI32(address, site), {
        code: 'ERR_CABI_FAULT',
        message: `reading the value at ${address} was stopped by SIGSEGV: an address no memory can have`,
        address: undefined,
      })
    }
  })

  test('marks near 2^64 are addresses without memory', () => {
    assert.throws(() => guarded.loadU8(-1, site), { code: 'ERR_CABI_FAULT', address: -1 })
    assert.throws(() => guarded.storePair(-16, 0, 0, site), { code: 'ERR_CABI_FAULT', address: -16 })
  })

  test('memory that may only be read is read, and not written', t => {
    const start = lonelyPage(t)
    guarded.storeF64(start, 1.5, site)
    assert.equal(mprotect(start, page, readOnly), 0)
    assert.equal(guarded.loadF64(start, site), 1.5)
    for (const [, store] of Object.values(stores)) {
      assert.throws(() => store(start), { code: 'ERR_CABI_FAULT', operation: 'write', address: start })
    }
    assert.equal(guarded.loadF64(start, site), 1.5)
  })

  test('blocks are copied both ways, exactly', t => {
    const start = lonelyPage(t)
    for (const size of [0, 1, 2, 7, 8, 31, 64, 65, 1000, page]) {
      const out = Uint8Array.from({ length: size }, (_, i) => (i * 7 + size) & 255)
      guarded.copyOut(start + page - size, out, site)
      const back = new Uint8Array(size + 2).fill(0xa5)
      guarded.copyIn(start + page - size, back.subarray(1, 1 + size), site)
      assert.deepEqual(back, Uint8Array.of(0xa5, ...out, 0xa5))
    }
  })

  test('blocks that reach beyond memory are faults, and empty ones never', t => {
    const start = lonelyPage(t)
    const block = new Uint8Array(100)
    assert.throws(() => guarded.copyIn(start + page - 99, block, site), {
      code: 'ERR_CABI_FAULT',
      operation: 'read',
      message: /^reading the value at \d+ was stopped by SIGSEGV: no access to memory at address 0x[0-9a-f]+$/,
    })
    assert.throws(() => guarded.copyOut(start - 1, block, site), { code: 'ERR_CABI_FAULT', operation: 'write' })
    assert.throws(() => guarded.copyOut(16, new Uint8Array(1), site), { code: 'ERR_CABI_FAULT', address: 16 })
    guarded.copyIn(16, new Uint8Array(0), site)
    guarded.copyOut(16, new Uint8Array(0), site)
  })

  test('memory can be looked at while a call is being prepared, and after a fault calls go on', () => {
    const { I32, F64 } = exchange().views
    I32[64] = 77
    F64[16] = 1.25
    guarded.loadF64(base, site)
    assert.throws(() => guarded.loadF64(8, site), { code: 'ERR_CABI_FAULT' })
    assert.deepEqual([I32[64], F64[16]], [77, 1.25])
    assert.equal(abs(-3), 3)
  })

  test('ten thousand faults are ten thousand errors', () => {
    let faults = 0
    for (let i = 0; i < 10_000; i++) {
      try {
        guarded.loadI32(i, site)
      } catch {
        faults++
      }
    }
    assert.equal(faults, 10_000)
    fillWithEveryByte()
    assert.equal(guarded.loadI32(base, site), memory.getInt32(0, true))
  })
}
