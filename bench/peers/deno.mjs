/* global Deno */
const signature = (result, ...parameters) => ({ parameters, result })

const encoder = new TextEncoder()

export function bind({ library }) {
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
  })
  const read = Deno.UnsafePointerView.getCString
  return {
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
