/* global Deno */
import { compareWith, increment, makeFifty, makeShuffled } from '../functions.mjs'

const signature = (result, ...parameters) => ({ parameters, result })

const encoder = new TextEncoder()

const point = { struct: ['f64', 'f64'] }
const record = { struct: ['i32', 'f32', 'i64', 'f64', 'f64', 'f64', 'f64'] }

export function bind({ library }) {
  const [fifty, shuffled] = [makeFifty(), makeShuffled()]
  const { symbols: f } = Deno.dlopen(library, {
    noop: signature('void'),
    add_i32: signature('i32', 'i32', 'i32'),
    add_f64: signature('f64', 'f64', 'f64'),
    sum8: signature('f64', 'f64', 'f64', 'f64', 'f64', 'i32', 'i32', 'i32', 'i32'),
    sum12: signature('i32', ...Array(12).fill('i32')),
    add_i64: signature('i64', 'i64', 'i64'),
    add_size: signature('usize', 'usize', 'usize'),
    ident: signature('pointer', 'pointer'),
    slen: signature('usize', 'buffer'),
    greet: signature('pointer'),
    greet_long: signature('pointer'),
    first: signature('u8', 'buffer'),
    add_points: signature(point, point, point),
    next_record: signature(record, record),
    records: signature('pointer'),
    call_back: signature('i32', 'function', 'i32'),
    keep: signature('void', 'i32', 'function'),
    call_kept: signature('i32', 'i32'),
    call_back_points: signature(point, 'function', 'i32'),
    sort_ints: signature('void', 'buffer', 'usize', 'function'),
  })
  const callback = (definition, f) => new Deno.UnsafeCallback(definition, f)
  const Increment = signature('i32', 'i32')
  const kept = fifty.map(f => callback(Increment, f).pointer)
  for (const [k, pointer] of kept.entries()) f.keep(k, pointer)
  const mirror = bytes => {
    const [x, y] = new Float64Array(bytes.buffer, bytes.byteOffset, 2)
    return new Uint8Array(new Float64Array([y, x]).buffer)
  }
  const toInt = pointer => new Deno.UnsafePointerView(pointer).getInt32()
  const read = Deno.UnsafePointerView.getCString
  const all = new Deno.UnsafePointerView(f.records())
  const bytes = new Uint8Array(new Int32Array([7, ...Array(11).fill(0)]).buffer)
  return {
    memory: {
      all,
      ...{ callback, Increment, shuffled },
      increment: callback(Increment, increment).pointer,
      fifty: kept,
      mirror: callback(signature(point, point), mirror).pointer,
      compare: callback(signature('i32', 'pointer', 'pointer'), compareWith(toInt)).pointer,
      values: new Int32Array(shuffled),
      point: new Uint8Array(new Float64Array([2, 1]).buffer),
      record: bytes,
      view: new DataView(bytes.buffer),
      other: new DataView(new ArrayBuffer(48)),
      vouched: new DataView(all.getArrayBuffer(512 * 48)),
      double: bytes => new Float64Array(bytes.buffer)[0],
      int: bytes => new Int32Array(bytes.buffer)[0],
    },
    // No parameter takes a string, and no result is one: this is how Deno's manual does it.
    functions: {
      ...f,
      slen: text => f.slen(encoder.encode(`${text}\0`)),
      greet: () => read(f.greet()),
      greet_long: () => read(f.greet_long()),
    },
    size: BigInt,
    pointer: Deno.UnsafePointer.of(new Uint8Array(8)),
    addressOf: pointer => Deno.UnsafePointer.value(pointer),
  }
}

export function bindMany({ library }, names) {
  return Deno.dlopen(library, Object.fromEntries(names.map(name => [name, signature('i32', 'i32')]))).symbols
}

export const steps = {
  read_guarded: ['s = (s + m.all.getInt32(240)) | 0', '0', 'm.all.getInt32(240)'],
  struct_16: ['s = f.add_points(s, m.point)', 'm.point', 'm.double(f.add_points(m.point, m.point))'],
  struct_48: ['s = f.next_record(s)', 'm.record', 'm.int(f.next_record(m.record))'],
  read_owned: ['s = (s + m.view.getInt32(0, true)) | 0', '0', 'm.view.getInt32(0, true)'],
  write_owned: ['m.other.setInt32(0, i & 1023, true)', '0', 'm.other.setInt32(0, 0, true) ?? 0'],
  read_indexed: ['s = (s + m.all.getInt32((i & 511) * 48)) | 0', '0', 'm.all.getInt32(5 * 48)'],
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
  callback_struct: ['s = f.call_back_points(m.mirror, 1000)', '0', 'm.double(f.call_back_points(m.mirror, 1))'],
  callback_create: [
    'm.callback(m.Increment, x => x + i).close()',
    '0',
    'f.call_back(m.callback(m.Increment, x => x + 1).pointer, 1)',
  ],
  sort: ['m.values.set(m.shuffled); f.sort_ints(m.values, 10000, m.compare)', '0', 'm.values[0]'],
  alloc: ['s = new Uint8Array(48)', '0', 'new Uint8Array(48)[0]'],
}

export const cannot = { write_guarded: 'a pointer view only reads', write_indexed: 'a pointer view only reads' }
