import { dlopen, ptr } from 'bun:ffi'

const signature = (returns, ...args) => ({ args, returns })

export function bind({ library }) {
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
  })
  return { functions: symbols, size: Number, pointer: ptr(new Uint8Array(4096)), addressOf: address => address }
}

export function bindMany({ library }, names) {
  return dlopen(library, Object.fromEntries(names.map(name => [name, signature('i32', 'i32')]))).symbols
}
