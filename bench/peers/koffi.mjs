import { createRequire } from 'node:module'
import { declarations } from '../declarations.mjs'

const koffi = createRequire(process.env.CABI_BENCH_PEERS)('koffi')

const nameOf = declaration => /(\w+)\(/.exec(declaration)[1]

export function bind({ library }) {
  const lib = koffi.load(library)
  return {
    functions: Object.fromEntries(declarations.map(text => [nameOf(text), lib.func(text)])),
    size: Number,
    pointer: koffi.alloc('int', 2),
    addressOf: pointer => koffi.address(pointer),
  }
}

export function bindMany({ library }, names) {
  const lib = koffi.load(library)
  return Object.fromEntries(names.map(name => [name, lib.func(`int ${name}(int)`)]))
}
