import ffi from 'node:ffi'

const signature = (result, ...parameters) => ({ arguments: parameters, return: result })

export function bind({ library }) {
  const { functions: f } = ffi.dlopen(library, {
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
  })
  return {
    memory: { ffi, records: f.records() },
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
  read_guarded: ['s = (s + m.ffi.getInt32(m.records, 240)) | 0', '0', 'm.ffi.getInt32(m.records, 240)'],
  write_guarded: ['m.ffi.setInt32(m.records, 480, i & 511)', '0', 'm.ffi.setInt32(m.records, 480, 0) ?? 0'],
  read_indexed: ['s = (s + m.ffi.getInt32(m.records, (i & 511) * 48)) | 0', '0', 'm.ffi.getInt32(m.records, 5 * 48)'],
  write_indexed: ['m.ffi.setInt32(m.records, (i & 511) * 48, i & 511)', '0', 'm.ffi.getInt32(m.records, 0)'],
}

export const cannot = { add_i64_number: 'takes only bigints for 64-bit integers' }
