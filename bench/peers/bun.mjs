import { dlopen, JSCallback, ptr, read, toArrayBuffer } from 'bun:ffi'
import { compareWith, increment, makeFifty, makeShuffled } from '../functions.mjs'

const signature = (returns, ...args) => ({ args, returns })

export function bind({ library }) {
  const [fifty, shuffled] = [makeFifty(), makeShuffled()]
  const { symbols } = dlopen(library, {
    noop: signature('void'),
    add_i32: signature('i32', 'i32', 'i32'),
    add_f64: signature('f64', 'f64', 'f64'),
    sum8: signature('f64', 'f64', 'f64', 'f64', 'f64', 'i32', 'i32', 'i32', 'i32'),
    sum12: signature('i32', ...Array(12).fill('i32')),
    add_i64: signature('i64', 'i64', 'i64'),
    add_size: signature('usize', 'usize', 'usize'),
    ident: signature('ptr', 'ptr'),
    slen: signature('usize', 'cstring'),
    greet: signature('cstring'),
    greet_long: signature('cstring'),
    first: signature('u8', 'buffer'),
    records: signature('ptr'),
    call_back: signature('i32', 'function', 'i32'),
    keep: signature('void', 'i32', 'function'),
    call_kept: signature('i32', 'i32'),
    sort_ints: signature('void', 'ptr', 'usize', 'function'),
  })
  const records = symbols.records()
  const vouched = new DataView(toArrayBuffer(records, 0, 512 * 48))
  const view = new DataView(new ArrayBuffer(48))
  view.setInt32(0, 7, true)
  const callback = (f, returns, ...args) => new JSCallback(f, signature(returns, ...args))
  const callbacks = {
    ...{ callback, shuffled },
    increment: callback(increment, 'i32', 'i32').ptr,
    fifty: fifty.map(f => callback(f, 'i32', 'i32').ptr),
    compare: callback(
      compareWith(pointer => read.i32(pointer, 0)),
      ...['i32', 'ptr', 'ptr'],
    ).ptr,
    values: new Int32Array(shuffled),
  }
  for (const [k, pointer] of callbacks.fifty.entries()) symbols.keep(k, pointer)
  const memory = { ...callbacks, read, records, vouched, view, other: new DataView(new ArrayBuffer(48)) }
  return { functions: symbols, memory, size: Number, pointer: ptr(new Uint8Array(4096)), addressOf: address => address }
}

export function bindMany({ library }, names) {
  return dlopen(library, Object.fromEntries(names.map(name => [name, signature('i32', 'i32')]))).symbols
}

export const steps = {
  read_guarded: ['s = (s + m.read.i32(m.records, 240)) | 0', '0', 'm.read.i32(m.records, 240)'],
  read_owned: ['s = (s + m.view.getInt32(0, true)) | 0', '0', 'm.view.getInt32(0, true)'],
  write_owned: ['m.other.setInt32(0, i & 1023, true)', '0', 'm.other.setInt32(0, 0, true) ?? 0'],
  read_indexed: ['s = (s + m.read.i32(m.records, (i & 511) * 48)) | 0', '0', 'm.read.i32(m.records, 5 * 48)'],
  read_vouched: ['s = (s + m.vouched.getInt32((i & 511) * 48, true)) | 0', '0', 'm.vouched.getInt32(5 * 48, true)'],
  write_vouched: ['m.vouched.setInt32((i & 511) * 48, i & 511, true)', '0', 'm.vouched.getInt32(0, true)'],
  sweep: [
    'for (let k = 0; k < 512; k++) s = (s + m.vouched.getInt32(k * 48, true)) | 0',
    '0',
    'm.vouched.getInt32(511 * 48, true) * 256',
  ],
  callback: ['s = f.call_back(m.increment, 1000)', '0', 'f.call_back(m.increment, 10)'],
  callback_one: ['s = f.call_back(m.increment, 1)', '0', 'f.call_back(m.increment, 1)'],
  callback_lent: ['s = f.call_back(m.increment, 1)', '0', 'f.call_back(m.increment, 1)'],
  callback_fifty: ['s = f.call_back(m.fifty[i % 50], 1)', '0', 'f.call_back(m.fifty[49], 1)'],
  callback_create: [
    "m.callback(x => x + i, 'i32', 'i32').close()",
    '0',
    "f.call_back(m.callback(x => x + 1, 'i32', 'i32').ptr, 1)",
  ],
  sort: ['m.values.set(m.shuffled); f.sort_ints(m.values, 10000, m.compare)', '0', 'm.values[0]'],
  alloc: ['s = new Uint8Array(48)', '0', 'new Uint8Array(48)[0]'],
}

const byValue = 'has no structs by value'

export const cannot = {
  struct_16: byValue,
  struct_48: byValue,
  callback_struct: byValue,
  write_guarded: 'only reads through a pointer',
  write_indexed: 'only reads through a pointer',
}
