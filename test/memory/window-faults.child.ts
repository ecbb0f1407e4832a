/**
 * Reads and writes through pointers of all kinds, where there is memory and where there is none, as often as it takes each
 * of the engine's tiers to compile them; here, in a worker, and in a callback. Prints how many were faults.
 */
import { isMainThread, Worker } from 'node:worker_threads'
import { c, open } from '../../src/index.ts'

const { All, mmap, munmap, qsort } = open(
  null,
  `typedef struct All {
     int i; unsigned u; signed char i8; unsigned char u8; short i16; unsigned short u16; float f; double d;
     long long i64; unsigned long long u64; _Bool b; enum { ONE, TWO } e; const char *text; void *p; int (*call)(void);
   } All;
   void *mmap(void *addr, size_t length, int prot, int flags, int fd, off_t offset);
   int munmap(void *addr, size_t length);
   void qsort(void *base, size_t n, size_t size, int (*compare)(const void *, const void *));`,
)

const [none, readOnly, readWrite, privateAnonymous, noReserve] = [0, 1, 3, 0x22, 0x4000]
const page = 4096
const map = (protection: number) => mmap(null, page, protection, privateAnonymous, -1, 0)

/** Where nothing is mapped meanwhile: in the middle of a terabyte that nobody has. */
function nowhere() {
  const size = 2 ** 40
  const start = mmap(null, size, none, privateAnonymous | noReserve, -1, 0)
  munmap(start, size)
  return start.cast(c.uint8_t).add(size / 2)
}

type Access = (...values: unknown[]) => unknown
const access = (parameters: string, body: string) =>
  new Function(parameters, `let s;for(let i=0;i<n;i++){${body}}return s`) as Access

let faults = 0

function expectFault(what: string, f: () => void): void {
  try {
    f()
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_CABI_FAULT') throw error
    faults++
    return
  }
  throw new Error(`${what} was no fault`)
}

/** How often each is done before it is tried where there is no memory. */
const counts = isMainThread ? [1, 10, 5000] : [1, 300]

function members(): void {
  const there = map(readWrite).cast(All)
  const fixed = map(readOnly).cast(All)
  const missing = [map(none).cast(All), nowhere().cast(All)]
  const values: Record<string, unknown> = { i64: 1n, u64: 1n, b: true, text: null, p: null, call: null }
  for (const name of ['i', 'u', 'i8', 'u8', 'i16', 'u16', 'f', 'd', 'i64', 'u64', 'b', 'e', 'text', 'p', 'call']) {
    const value = name in values ? values[name] : 1
    const read = access('p,n', `s=p.value.${name}`)
    const twice = access('p,q,n', `s=p.value.${name};s=q.value.${name}`)
    const write = access('p,v,n', `p.value.${name}=v`)
    for (const n of counts) {
      read(there, n)
      twice(there, there, n)
      write(there, value, n)
      read(fixed, n)
      for (const there2 of missing) {
        expectFault(`reading ${name}`, () => read(there2, 1))
        expectFault(`reading ${name} after another`, () => twice(there, there2, 1))
        expectFault(`writing ${name}`, () => write(there2, value, 1))
      }
      expectFault(`writing ${name} of what is read-only`, () => write(fixed, value, 1))
      if (read(there, 1) !== value) throw new Error(`${name} is ${String(read(there, 1))} after ${n}`)
    }
  }
}

function numbers(): void {
  const types = [c.int, c.uint32_t, c.int8_t, c.uint8_t, c.int16_t, c.uint16_t, c.float, c.double, c.int64_t]
  const memory = map(readWrite)
  const missing = [map(none), nowhere()]
  for (const type of types) {
    const there = memory.cast(type)
    const value = type === c.int64_t ? 1n : 1
    const read = access('p,n', 's=p.value;s=p.at(0)')
    const write = access('p,v,n', 'p.value=v')
    for (const n of counts) {
      write(there, value, n)
      if (read(there, n) !== value) throw new Error(`${String(type)} after ${n}`)
      for (const pointer of missing) {
        expectFault('reading a number', () => read(pointer.cast(type), 1))
        expectFault('writing a number', () => write(pointer.cast(type), value, 1))
      }
    }
  }
}

members()
numbers()
if (isMainThread) {
  qsort(new Int32Array([2, 1]), 2, 4, () => {
    numbers()
    return 1
  })
  const worker = new Worker(new URL(import.meta.url))
  worker.on('exit', code => (process.exitCode ||= code))
  process.on('exit', () => process.stdout.write(`${faults}\n`))
}
