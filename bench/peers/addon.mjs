import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)

export function bind({ addons }) {
  return {
    functions: require(`${addons}/addon.node`),
    size: Number,
    pointer: 4096n,
    addressOf: address => address,
  }
}

/** Built for 1, 200 and 300 functions. */
export const bindMany = ({ addons }, names) => require(`${addons}/addon_${names.length}.node`)
