/** JavaScript values of every sort, each with what a C parameter may make of it. */
import { runInNewContext } from 'node:vm'
import { c, type Pointer, type TypeHandle } from '../../src/index.ts'

export type Meaning =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'bigint'; readonly value: bigint }
  | { readonly kind: 'string'; readonly value: string }
  | {
      /** A view or buffer; `elements` is undefined for a buffer. */
      readonly kind: 'memory'
      readonly elements: string | undefined
      /** Undefined where its memory is gone: detached, or out of reach of its shrunk buffer. */
      readonly bytes: Bytes | undefined
    }
  | {
      /** An array, which is copied. */
      readonly kind: 'list'
      readonly values: readonly number[]
    }
  | {
      readonly kind: 'pointer'
      /** In the spelling of `c-types.ts`. */
      readonly target: string
      readonly isConst: boolean
    }

export type Bytes = readonly number[] | Uint8Array

export interface ValueCase {
  readonly name: string
  readonly meaning: Meaning
  readonly make: () => unknown
}

/** What code of a value wrote here, though it must not run. */
export const ran: string[] = []

const nothing = (name: string, make: () => unknown): ValueCase => ({ name, meaning: { kind: 'nothing' }, make })

const list = (name: string, values: readonly number[]): ValueCase => ({
  name,
  meaning: { kind: 'list', values },
  make: () => [...values],
})

const numbers = [
  0,
  -0,
  1,
  -1,
  1.5,
  -0.5,
  65,
  127,
  128,
  -128,
  -129,
  255,
  256,
  300,
  32767,
  32768,
  -32768,
  -32769,
  65535,
  65536,
  2 ** 31 - 1,
  2 ** 31,
  -(2 ** 31),
  -(2 ** 31) - 1,
  2 ** 32 - 1,
  2 ** 32,
  2 ** 53 - 1,
  2 ** 53,
  -(2 ** 53) + 1,
  -(2 ** 53),
  2 ** 63,
  2 ** 64,
  -(2 ** 63),
  1e21,
  1e300,
  -1e300,
  3.4028234663852886e38,
  3.4028235677973362e38,
  3.4028235677973366e38,
  -3.4028235677973366e38,
  1e-46,
  5e-324,
  0.1,
  Number.MAX_VALUE,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
] // prettier-ignore

const bigints = [
  0n,
  1n,
  -1n,
  127n,
  2n ** 31n,
  2n ** 32n,
  2n ** 53n + 1n,
  2n ** 63n - 1n,
  2n ** 63n,
  -(2n ** 63n),
  -(2n ** 63n) - 1n,
  2n ** 64n - 1n,
  2n ** 64n,
  -(2n ** 64n),
  2n ** 1000n,
] // prettier-ignore

const strings: Readonly<Record<string, string>> = {
  empty: '',
  'a digit': '1',
  'a letter': 'a',
  'two letters': 'ab',
  'the last ASCII character': '\x7f',
  'only a NUL': '\0',
  'a NUL at the start': '\0ab',
  'a NUL in the middle': 'a\0b',
  'a NUL at the end': 'ab\0',
  'a high surrogate': '\ud83d',
  'a low surrogate': '\ude00',
  'surrogates the wrong way round': 'x\ude00\ud83dx',
  'a letter of two bytes': 'é',
  'a letter of three bytes': '한',
  'an emoji': '😀',
  'forty letters': 'f'.repeat(40),
  'forty-one letters': 'f'.repeat(41),
  'thirty-nine letters and one of two bytes': `${'f'.repeat(39)}é`,
  'a replacement character': 'a\ufffdb',
  '100 KB': 'k'.repeat(100_000),
  '300,000 letters of three bytes': '한'.repeat(300_000),
  '2 MB': 'm'.repeat(2 << 20),
  '2 MB with a NUL': `${'m'.repeat(2 << 20)}\0`,
  'the name of a number': 'NaN',
}

const content = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]
/** Ends in a NUL. */
const terminated = [65, 66, 67, 0, 0, 0, 0, 0]

const memory = (
  name: string,
  elements: string | undefined,
  bytes: Bytes | undefined,
  make: () => unknown,
): ValueCase => ({ name, meaning: { kind: 'memory', elements, bytes }, make })

const filled = (bytes: readonly number[] = content): ArrayBuffer => new Uint8Array(bytes).buffer

function shared(bytes: readonly number[] = content): SharedArrayBuffer {
  const buffer = new SharedArrayBuffer(bytes.length)
  new Uint8Array(buffer).set(bytes)
  return buffer
}

function detached<V extends ArrayBuffer | ArrayBufferView>(value: V): V {
  const buffer = ArrayBuffer.isView(value) ? value.buffer : value
  structuredClone(buffer, { transfer: [buffer as ArrayBuffer] })
  return value
}

const viewClasses = {
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  BigInt64Array,
  BigUint64Array,
  Float32Array,
  Float64Array,
  DataView,
}

type ViewClass = new (buffer: ArrayBufferLike, offset?: number, length?: number) => ArrayBufferView

/** `Float16Array` where there is one: C has no type for it. */
const newerClasses = Object.fromEntries(
  ['Float16Array'].flatMap(name => (name in globalThis ? [[name, Reflect.get(globalThis, name) as ViewClass]] : [])),
)

interface ResizableBuffer extends ArrayBuffer {
  resize(length: number): void
}

const ResizableBuffer = ArrayBuffer as unknown as new (length: number, options: object) => ResizableBuffer

/** A view behind the end of a buffer that was shrunk. */
function beyondTheEnd(View: ViewClass): ArrayBufferView {
  const buffer = new ResizableBuffer(32, { maxByteLength: 64 })
  const view = new View(buffer, 16, 1)
  buffer.resize(8)
  return view
}

/** A view of whatever its buffer has, which has grown. */
function lengthTracking(View: ViewClass): ArrayBufferView {
  const buffer = new ResizableBuffer(8, { maxByteLength: 64 })
  const view = new View(buffer)
  buffer.resize(16)
  new Uint8Array(buffer).set(content)
  return view
}

const viewCases = Object.entries<ViewClass>({ ...viewClasses, ...newerClasses } as Record<string, ViewClass>).flatMap(
  ([name, View]) => [
    memory(`${name} with a buffer`, name, content, () => new View(filled())),
    memory(`${name} from the middle`, name, content.slice(8), () => new View(filled(), 8)),
    memory(`${name} on shared memory`, name, content, () => new View(shared())),
    memory(`empty ${name}`, name, [], () => new View(new ArrayBuffer(0))),
    memory(`empty ${name} at the end of a buffer`, name, [], () => new View(filled(), 16)),
    memory(`detached ${name}`, name, undefined, () => detached(new View(filled()))),
    memory(`detached ${name} from the middle`, name, undefined, () => detached(new View(filled(), 8))),
    memory(`${name} out of bounds`, name, undefined, () => beyondTheEnd(View)),
    memory(`length-tracking ${name}`, name, content, () => lengthTracking(View)),
  ],
)

class OwnBytes extends Uint8Array {}

/** Lies about itself in every way a subclass can. */
class LyingBytes extends Uint8Array {
  override get length(): number {
    return this.lie('read length', 0)
  }
  override get byteLength(): number {
    return this.lie('read byteLength', 1 << 30)
  }
  override get byteOffset(): number {
    return this.lie('read byteOffset', 4)
  }
  override get buffer(): ArrayBuffer {
    return this.lie('read buffer', new ArrayBuffer(1))
  }
  override includes(): boolean {
    return this.lie('includes', true)
  }
  override keys(): never {
    return this.lie('keys', undefined as never)
  }
  private lie<T>(name: string, value: T): T {
    ran.push(name)
    return value
  }
}

const fromOtherRealm = (expression: string): unknown => runInNewContext(expression)

const moreMemory: ValueCase[] = [
  memory('small Uint8Array on the JavaScript heap', 'Uint8Array', content, () => Uint8Array.from(content)),
  memory('small Int32Array on the JavaScript heap', 'Int32Array', [7, 0, 0, 0], () => Int32Array.of(7)),
  memory('Float64Array of one NaN', 'Float64Array', [0, 0, 0, 0, 0, 0, 0xf8, 0x7f], () => Float64Array.of(Number.NaN)),
  memory('empty Uint8Array', 'Uint8Array', [], () => new Uint8Array(0)),
  memory('Uint8Array with a NUL', 'Uint8Array', terminated, () => Uint8Array.from(terminated)),
  memory('Int8Array with a NUL', 'Int8Array', terminated, () => Int8Array.from(terminated)),
  memory('Uint8Array of invalid UTF-8', 'Uint8Array', [0xff, 0xfe], () => Uint8Array.of(0xff, 0xfe)),
  memory('Uint8Array of 2 MB', 'Uint8Array', new Uint8Array(2 << 20).fill(7), () => new Uint8Array(2 << 20).fill(7)),
  memory('pooled Buffer', 'Uint8Array', [104, 101, 108, 108, 111], () => Buffer.from('hello')),
  memory('Buffer of its own', 'Uint8Array', [0, 0, 0, 0], () => Buffer.alloc(4)),
  memory('subclass of Uint8Array', 'Uint8Array', content, () => new OwnBytes(content)),
  memory('lying subclass of Uint8Array', 'Uint8Array', content, () => new LyingBytes(content)),
  memory('lying subclass with a NUL', 'Uint8Array', terminated, () => new LyingBytes(terminated)),
  memory('Uint8Array without a prototype', 'Uint8Array', content, () =>
    Object.setPrototypeOf(new Uint8Array(content), null),
  ),
  memory('Uint8Array in the dress of an Int32Array', 'Uint8Array', content, () =>
    Object.setPrototypeOf(new Uint8Array(content), Int32Array.prototype),
  ),
  memory('Uint8Array of another realm', 'Uint8Array', [1, 2], () => fromOtherRealm('Uint8Array.of(1, 2)')),
  memory('Int32Array of another realm', 'Int32Array', [1, 0, 0, 0], () => fromOtherRealm('Int32Array.of(1)')),
  memory('DataView of another realm', 'DataView', [0, 0], () => fromOtherRealm('new DataView(new ArrayBuffer(2))')),
  memory('ArrayBuffer of another realm', undefined, [0, 0], () => fromOtherRealm('new ArrayBuffer(2)')),
  memory('ArrayBuffer', undefined, content, () => filled()),
  memory('ArrayBuffer without a prototype', undefined, content, () => Object.setPrototypeOf(filled(), null)),
  memory('SharedArrayBuffer', undefined, content, () => shared()),
  memory('empty ArrayBuffer', undefined, [], () => new ArrayBuffer(0)),
  memory('empty SharedArrayBuffer', undefined, [], () => new SharedArrayBuffer(0)),
  memory('detached ArrayBuffer', undefined, undefined, () => detached(filled())),
  memory('memory of WebAssembly', undefined, [0, 0, 0, 0], () =>
    fromOtherRealm('new WebAssembly.Memory({ initial: 1 }).buffer'),
  ),
  memory('detached Buffer', 'Uint8Array', undefined, () => detached(Buffer.from(filled()))),
]

/** One for all: async hooks number them, which inspection shows. */
const promise = Promise.resolve(1)

/** A conversion of an object that tells on whoever calls it. */
const telling = (name: string) => (): number => {
  ran.push(name)
  return 1
}

class Fake {
  readonly byteLength = 8
  readonly length = 8
  readonly address = 8
}

const objects: ValueCase[] = [
  nothing('undefined', () => undefined),
  nothing('a symbol', () => Symbol('s')),
  nothing('a well-known symbol', () => Symbol.iterator),
  nothing('an arrow function', () => () => 1),
  nothing('a function', () => function named() {}),
  nothing('a class', () => Fake),
  nothing('an instance', () => new Fake()),
  nothing('a plain object', () => ({})),
  nothing('an object with an address', () => ({ address: 8, bits: 8n })),
  nothing('an object without a prototype', () => Object.create(null)),
  nothing('an object that converts itself', () => ({
    valueOf: telling('valueOf'),
    toString: telling('toString'),
    toJSON: telling('toJSON'),
    [Symbol.toPrimitive]: telling('toPrimitive'),
  })),
  nothing('an object that throws when inspected', () => ({
    get [Symbol.toStringTag](): string {
      throw new Error('the value threw')
    },
    [Symbol.for('nodejs.util.inspect.custom')]: telling('inspect'),
  })),
  nothing('a proxy', () => new Proxy({}, handlerThatTells())),
  nothing('a proxy of a typed array', () => new Proxy(new Uint8Array(8), handlerThatTells())),
  nothing('a proxy of a function', () => new Proxy(() => 1, handlerThatTells())),
  nothing('a revoked proxy', () => revoked({})),
  nothing('a revoked proxy of a function', () => revoked(() => 1)),
  list('an empty array', []),
  list('an array', [1, 2, 3]),
  list('an array of one', [1]),
  list('an array whose last value is too much for some', [1, 2, 200]),
  list('an array whose last value is no integer', [1, 2.5]),
  nothing('a proxy of an array', () => new Proxy([1], handlerThatTells())),
  nothing('a revoked proxy of an array', () => revoked([1])),
  nothing('a Date', () => new Date(0)),
  nothing('an invalid Date', () => new Date(Number.NaN)),
  nothing('a boxed number', () => Object(1)),
  nothing('a boxed string', () => Object('a')),
  nothing('a boxed boolean', () => Object(true)),
  nothing('a boxed bigint', () => Object(1n)),
  nothing('a map', () => new Map([[1, 2]])),
  nothing('an error', () => new Error('e')),
  nothing('a regular expression', () => /a/),
  nothing('a promise', () => promise),
  nothing('a weak map', () => new WeakMap()),
  nothing('arguments', () => argumentsOf(1)),
  nothing('a generator', () => (function* () {})()),
  nothing('a fake typed array', () => Object.create(Uint8Array.prototype)),
  nothing('a fake ArrayBuffer', () => Object.create(ArrayBuffer.prototype)),
  nothing('a fake DataView', () => Object.create(DataView.prototype)),
  nothing('a type handle', () => c.int),
  nothing('a pointer type handle', () => c.pointer(c.void)),
  nothing('a typed int', () => c.int(1)),
  nothing('a typed double', () => c.double(1)),
  nothing('a typed string', () => c.string('a')),
  nothing('a typed null', () => c.pointer(c.void)(null)),
  nothing('globalThis', () => globalThis),
]

function argumentsOf(..._: unknown[]): IArguments {
  // biome-ignore lint/complexity/noArguments: an arguments object is what is wanted
  return arguments
}

function handlerThatTells(): ProxyHandler<object> {
  return new Proxy({}, { get: (_, trap) => ran.push(`trap ${String(trap)}`) && undefined })
}

function revoked(target: object): unknown {
  const { proxy, revoke } = Proxy.revocable(target, {})
  revoke()
  return proxy
}

/** `memory` points to C's memory. */
export function valueCases(memoryOfC: Pointer, types: { readonly [name: string]: TypeHandle }): ValueCase[] {
  const targets: readonly (readonly [target: string, handle: TypeHandle])[] = [
    ['void', c.void],
    ['char', c.char],
    ['i8', c.int8_t],
    ['u8', c.uint8_t],
    ['i16', c.short],
    ['i32', c.int],
    ['i32', types['handle_t']!],
    ['u32', c.uint32_t],
    ['u32', types['enum color']!],
    ['long', c.int64_t],
    ['long long', c.long_long],
    ['unsigned long', c.size_t],
    ['float', c.float],
    ['double', c.double],
    ['bool', c.bool],
    ['struct thing', types['struct thing']!],
    ['struct thing', types['thing_t']!],
    ['struct other', types['struct other']!],
    ['void *', c.pointer(c.void)],
    ['char *', c.pointer(c.char)],
    ['const char *', c.string],
    ['int *', c.pointer(c.int)],
  ]
  const pointerCase = (target: string, isConst: boolean, handle: TypeHandle): ValueCase => ({
    name: `Pointer to ${handle}`,
    meaning: { kind: 'pointer', target, isConst },
    make: () => memoryOfC.cast(handle),
  })
  return [
    ...objects,
    { name: 'null', meaning: { kind: 'null' }, make: () => null },
    ...[true, false].map(
      (value): ValueCase => ({ name: `${value}`, meaning: { kind: 'boolean', value }, make: () => value }),
    ),
    ...numbers.map(
      (value): ValueCase => ({
        name: Object.is(value, -0) ? '-0' : `${value}`,
        meaning: { kind: 'number', value },
        make: () => value,
      }),
    ),
    ...bigints.map(
      (value): ValueCase => ({ name: `${value}n`, meaning: { kind: 'bigint', value }, make: () => value }),
    ),
    ...Object.entries(strings).map(
      ([name, value]): ValueCase => ({
        name: `string: ${name}`,
        meaning: { kind: 'string', value },
        make: () => value,
      }),
    ),
    ...viewCases,
    ...moreMemory,
    ...targets.flatMap(([target, handle]) => [
      pointerCase(target, false, handle),
      pointerCase(target, true, c.const(handle)),
    ]),
  ]
}
