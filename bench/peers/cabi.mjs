import { open } from '../../dist/index.js'
import { declarations } from '../declarations.mjs'

export function bind({ library }) {
  const functions = open(library, `${declarations.join(';\n')};`)
  return {
    functions,
    size: Number,
    pointer: functions.ident(new Uint8Array(8)),
    addressOf: pointer => pointer.address,
  }
}

export const bindMany = ({ library }, names) => open(library, names.map(name => `int ${name}(int);`).join('\n'))
