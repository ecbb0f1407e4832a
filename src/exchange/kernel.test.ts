import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { root } from '../../test/fixture.ts'
import { type Callable, optimisation } from '../../test/oracle/optimisation.ts'
import { controlBlock, scratchOffset } from '../machine/control-block.ts'
import { exchange } from './exchange.ts'
import { fastVersions, loadKernel, noCopy } from './kernel.ts'

setFlagsFromString('--allow-natives-syntax')
const { prepare, optimise, isOptimised } = optimisation()

const camelCase = (name: string) => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())

test('the kernel and generated code agree on every offset of the control block', () => {
  const offsets = Object.entries(loadKernel().controlBlock()).map(([name, offset]) => [camelCase(name), offset])
  assert.deepEqual(Object.fromEntries(offsets), controlBlock)
})

test('the kernel knows whether the processor has AVX', () => {
  assert.equal(loadKernel().hasAvx, /^flags\b.* avx /m.test(readFileSync('/proc/cpuinfo', 'utf8')))
})

test('the engines that the loader looks for a fast path for are those it is built for', async () => {
  const { nodeLines } = await import(`${root}/scripts/kernel/binaries.mjs`)
  assert.deepEqual(
    fastVersions,
    nodeLines.map(({ v8 }: { v8: string }) => v8),
  )
})

const letters = [
  'a',
  '\x01',
  '\x7f',
  '\x80',
  'é',
  'ÿ',
  'Ł',
  '\u07ff',
  '\u0800',
  '世',
  '\ud7ff',
  '\ue000',
  '\uffff',
  '😀',
  '\u{10ffff}',
]

/** Of one letter, and of one among plain ones; put together where they are long enough for that. */
const texts = letters.flatMap(letter =>
  [...Array(40).keys(), 64, 127, 128, 129, 160, 161, 300, 1000].flatMap(length => [
    letter.repeat(length),
    ...(length < 40 ? [...Array(length + 1).keys()] : [0, 1, 63, length - 1, length]).map(
      at => 'abcde'.repeat(length).slice(0, at) + letter + 'xyz'.repeat(length).slice(0, length - at),
    ),
  ]),
)

/** In two bytes a unit, and, where that is enough, in one. */
const flat = (text: string): string[] => [
  Buffer.from(text, 'utf16le').toString('utf16le'),
  ...(/^[\0-\xff]*$/.test(text) ? [Buffer.from(text, 'latin1').toString('latin1')] : []),
]

/** A string of two pieces, the first of which is of two pieces, and so on. */
const inPieces = (depth: number): string => (depth === 0 ? 'the innermost piece' : `${inPieces(depth - 1)}, one more`)

const copier = (name: 'copyString' | 'copyAnyString') => {
  const { base, fast } = exchange()
  const source = `return (text, room) => fast.${name}(text, address, room)`
  const copy: (text: string, room: number) => number = new Function('fast', 'address', source)(
    fast,
    base + scratchOffset,
  )
  return copy
}

const inBothWays = (f: (...values: never[]) => unknown, values: readonly unknown[], check: () => void) => {
  const callable = f as Callable
  prepare(callable)
  check()
  // Again where the engine is about to optimise it by itself.
  for (const end = Date.now() + 5000; !isOptimised(callable) && Date.now() < end; ) {
    optimise(callable)
    callable(...values)
  }
  assert.ok(isOptimised(callable))
  check()
}

test('a string is copied as UTF-8 with a NUL behind it, and no byte behind its room is touched', () => {
  const memory = Buffer.from(exchange().views.U8.buffer, scratchOffset)
  const checkAll = (copy: ReturnType<typeof copier>, forms: (text: string) => string[]) => () => {
    for (const text of texts) {
      const expected = Buffer.from(`${text}\0`)
      for (const form of forms(text)) {
        const room = 3 * text.length + 3
        memory.fill(0xa5, 0, room + 16)
        assert.equal(copy(form, room), expected.length - 1, text)
        assert.deepEqual(memory.subarray(0, expected.length), expected)
        assert.deepEqual(memory.subarray(room, room + 16), Buffer.alloc(16, 0xa5), text)
      }
    }
  }
  const [copyString, copyAnyString] = [copier('copyString'), copier('copyAnyString')]
  inBothWays(copyString, ['text', 100], checkAll(copyString, flat))
  // The fast call it was: it cannot make flat what is in many pieces.
  assert.equal(copyString(inPieces(10), 1000), noCopy.unknown)
  const forms = (text: string) => [text, `<${text}>`.slice(1, -1), ...flat(text)]
  inBothWays(copyAnyString, ['text', 100], checkAll(copyAnyString, forms))
})

test('a string with a NUL, with a lone surrogate or without room is told, wherever that is', () => {
  for (const copy of [copier('copyString'), copier('copyAnyString')]) {
    inBothWays(copy, ['text', 100], () => {
      for (const length of [...Array(40).keys(), 128, 200]) {
        for (let at = 0; at <= length; at++) {
          const around = (letter: string) => `${'a'.repeat(at)}${letter}${'b'.repeat(length - at)}`
          const result = (letter: string) => flat(around(letter)).map(text => copy(text, 1000))
          for (const bad of ['\0', 'é\0', '世\0']) {
            assert.deepEqual(new Set(result(bad)), new Set([noCopy.nul]), `${length} ${at}`)
          }
          for (const bad of ['\ud800', '\udc00', '\udbff\ud800\udc00', '\ude00\ud83d']) {
            assert.deepEqual(result(bad), [noCopy.surrogate], `${length} ${at}`)
          }
        }
        const [, bytes] = flat('x'.repeat(length))
        assert.equal(copy(bytes!, 1000), length)
        assert.equal(copy(bytes!, length), noCopy.unknown)
        assert.equal(copy(flat('世'.repeat(length + 1))[0]!, 3 * length + 3), noCopy.unknown)
        assert.equal(copy(flat('é'.repeat(length + 1))[1]!, 2 * length + 2), noCopy.unknown)
      }
    })
  }
})

test('the address of an array is that of its first byte, in both of the ways into C; small ones may have none yet', () => {
  const { fast } = exchange()
  const buffer = new ArrayBuffer(1024)
  const resizable = Reflect.construct(ArrayBuffer, [100, { maxByteLength: 1000 }])
  const arrays = [
    ...[Int8Array, Uint8ClampedArray, Int16Array, Uint32Array, Float32Array, Float64Array, BigInt64Array].flatMap(T => [
      new T(100),
      new T(buffer),
      new T(buffer, 16, 20),
      new T(buffer, 64, 1),
    ]),
    new (class extends Uint8Array {})(100),
    new Uint8Array(new SharedArrayBuffer(100)),
    ...[new Uint8Array(resizable), new Uint8Array(resizable, 8), new Uint8Array(resizable, 8, 8)],
    ...[Buffer.from('of a pool'), Buffer.alloc(1000)],
    new Uint8Array(1 << 20),
  ]
  const { addressOf } = loadKernel()
  const find: (array: unknown) => number = new Function('fast', 'return array => fast.addressOf(array)')(fast)
  let onHeap = 1
  inBothWays(find, [arrays[0]], () => {
    for (const array of arrays) {
      assert.equal(find(array), addressOf(array))
    }
    for (const view of [new DataView(buffer), new DataView(buffer, 100)]) {
      assert.ok([0, addressOf(view)].includes(find(view)))
    }
    onHeap = find(new Uint8Array(8))
  })
  assert.equal(onHeap, 0)
  const { base, views } = exchange()
  const store = new Function('fast', 'return (array, to) => fast.storeAddress(array, to)')(fast)
  const stored = () => views.U64[scratchOffset / 8]
  inBothWays(store, [arrays[0], base + scratchOffset], () => {
    for (const array of arrays) {
      assert.equal(store(array, base + scratchOffset), 1)
      assert.equal(stored(), BigInt(addressOf(array)))
    }
    const small = Uint8Array.of(1, 2, 3)
    if (store(small, base + scratchOffset) === 0) assert.equal(fast!.moveOffHeap(small, base + scratchOffset), 1)
    assert.equal(stored(), BigInt(addressOf(small)))
    assert.deepEqual([...small], [1, 2, 3])
  })
})

test('an array that is empty, detached or out of bounds has no address', () => {
  const { fast, base } = exchange()
  const resizable = Reflect.construct(ArrayBuffer, [100, { maxByteLength: 1000 }])
  const gone = [
    new Uint8Array(0),
    new Uint8Array(new ArrayBuffer(8), 8),
    new Uint8Array(100),
    new Uint8Array(8),
    new Float64Array(resizable, 8, 8),
    new Uint8Array(resizable, 50),
  ]
  for (const detached of [gone[2]!, gone[3]!])
    structuredClone(detached.buffer, { transfer: [detached.buffer as ArrayBuffer] })
  Reflect.apply(Reflect.get(resizable, 'resize'), resizable, [10])
  const store = new Function(
    'fast',
    'return (array, to) => { const s = fast.storeAddress(array, to); return s === 0 ? fast.moveOffHeap(array, to) : s }',
  )(fast)
  inBothWays(store, [new Uint8Array(100), base + scratchOffset], () => {
    for (const array of gone) assert.equal(store(array, base + scratchOffset), -1)
  })
})

test('a string in pieces is copied piece by piece, where each can stand alone', () => {
  const pieces = [
    'the first piece',
    'é of one byte',
    '世界 of two bytes',
    '\ud83d',
    '\ude00 and more',
    'with \0 a NUL',
    'an end\ud83d',
    '',
  ]
  const copy = copier('copyString')
  const memory = Buffer.from(exchange().views.U8.buffer, scratchOffset)
  const check = () => {
    for (const a of pieces) {
      for (const b of pieces) {
        for (const c of pieces) {
          for (const text of [`${a}${b}${c}`, a + (b + c)]) {
            const size = copy(text, 1000)
            const expected = text.includes('\0')
              ? noCopy.nul
              : text.isWellFormed()
                ? Buffer.byteLength(text)
                : noCopy.surrogate
            if (size === noCopy.unknown) {
              assert.ok(![a, b, c].every(piece => piece.isWellFormed()), JSON.stringify(text))
            } else {
              // Which of two faults is told is the first that is met.
              assert.ok(size === expected || (size < 0 && expected < 0), JSON.stringify(text))
              if (size >= 0) assert.equal(memory.toString('utf8', 0, size + 1), `${text}\0`)
            }
          }
        }
      }
    }
    for (let depth = 0; depth <= 4; depth++) assert.equal(copy(inPieces(depth), 1000), inPieces(depth).length)
  }
  inBothWays(copy, ['text', 100], check)
})
