import ffi from 'node:ffi'
import { compareWith, increment, makeFifty, makeShuffled } from '../functions.mjs'

const signature = (result, ...parameters) => ({ arguments: parameters, return: result })

export function bind({ library }) {
  const [fifty, shuffled] = [makeFifty(), makeShuffled()]
  const { functions: f, lib } = ffi.dlopen(library, {
    noop: signature('void'),
    add_i32: signature('i32', 'i32', 'i32'),
    add_f64: signature('f64', 'f64', 'f64'),
    sum8: signature('f64', 'f64', 'f64', 'f64', 'f64', 'i32', 'i32', 'i32', 'i32'),
    sum12: signature('i32', ...Array(12).fill('i32')),
    add_i64: signature('i64', 'i64', 'i64'),
    add_size: signature('u64', 'u64', 'u64'),
    ident: signature('pointer', 'pointer'),
    slen: signature('u64', 'string'),
    greet: signature('pointer'),
    greet_long: signature('pointer'),
    first: signature('u8', 'buffer'),
    records: signature('pointer'),
    call_back: signature('i32', 'pointer', 'i32'),
    keep: signature('void', 'i32', 'pointer'),
    call_kept: signature('i32', 'i32'),
    sort_ints: signature('void', 'buffer', 'u64', 'pointer'),
  })
  const callback = (type, f) => lib.registerCallback(type, f)
  const Increment = signature('i32', 'i32')
  const callbacks = {
    ...{ lib, callback, Increment, shuffled },
    increment: callback(Increment, increment),
    fifty: fifty.map(f => callback(Increment, f)),
    compare: callback(
      signature('i32', 'pointer', 'pointer'),
      compareWith(pointer => ffi.getInt32(pointer, 0)),
    ),
    values: new Int32Array(shuffled),
  }
  for (const [k, pointer] of callbacks.fifty.entries()) f.keep(k, pointer)
  return {
    memory: { ...callbacks, ffi, records: f.records() },
    // A result of type 'string' is an address: reading it is a second call.
    functions: { ...f, greet: () => ffi.toString(f.greet()), greet_long: () => ffi.toString(f.greet_long()) },
    size: BigInt,
    pointer: 4096n,
    addressOf: address => address,
  }
}

export function bindMany({ library }, names) {
  return ffi.dlopen(library, Object.fromEntries(names.map(name => [name, signature('i32', 'i32')]))).functions
}

export const steps = {
  callback: ['s = f.call_back(m.increment, 1000)', '0', 'f.call_back(m.increment, 10)'],
  callback_one: ['s = f.call_back(m.increment, 1)', '0', 'f.call_back(m.increment, 1)'],
  callback_lent: ['s = f.call_back(m.increment, 1)', '0', 'f.call_back(m.increment, 1)'],
  callback_fifty: ['s = f.call_back(m.fifty[i % 50], 1)', '0', 'f.call_back(m.fifty[49], 1)'],
  callback_create: [
    'm.lib.unregisterCallback(m.callback(m.Increment, x => x + i))',
    '0',
    'f.call_back(m.callback(m.Increment, x => x + 1), 1)',
  ],
  sort: ['m.values.set(m.shuffled); f.sort_ints(m.values, 10000n, m.compare)', '0', 'm.values[0]'],
  read_guarded: ['s = (s + m.ffi.getInt32(m.records, 240)) | 0', '0', 'm.ffi.getInt32(m.records, 240)'],
  write_guarded: ['m.ffi.setInt32(m.records, 480, i & 511)', '0', 'm.ffi.setInt32(m.records, 480, 0) ?? 0'],
  read_indexed: ['s = (s + m.ffi.getInt32(m.records, (i & 511) * 48)) | 0', '0', 'm.ffi.getInt32(m.records, 5 * 48)'],
  write_indexed: ['m.ffi.setInt32(m.records, (i & 511) * 48, i & 511)', '0', 'm.ffi.getInt32(m.records, 0)'],
}

export const cannot = {
  callback_struct: 'has no structs by value',
  add_i64_number: 'takes only bigints for 64-bit integers',
}
