import { createRequire } from 'node:module'
import { increment, makeFifty, makeShuffled } from '../functions.mjs'

const require = createRequire(import.meta.url)

export function bind({ addons }) {
  const [fifty, shuffled] = [makeFifty(), makeShuffled()]
  const functions = require(`${addons}/addon.node`)
  for (const [k, f] of fifty.entries()) functions.keep(k, f)
  return {
    functions,
    memory: { increment, fifty, shuffled, values: new Int32Array(shuffled), compare: (a, b) => a - b },
    size: Number,
    pointer: 4096n,
    addressOf: address => address,
  }
}

export const steps = {
  callback: ['s = f.call_back(m.increment, 1000)', '0', 'f.call_back(m.increment, 10)'],
  callback_one: ['s = f.call_back(m.increment, 1)', '0', 'f.call_back(m.increment, 1)'],
  callback_lent: ['s = f.call_back(m.increment, 1)', '0', 'f.call_back(m.increment, 1)'],
  callback_fifty: ['s = f.call_back(m.fifty[i % 50], 1)', '0', 'f.call_back(m.fifty[49], 1)'],
  sort: ['m.values.set(m.shuffled); f.sort_ints(m.values, 10000, m.compare)', '0', 'm.values[0]'],
}

/** Built for 1, 200 and 300 functions. */
export const bindMany = ({ addons }, names) => require(`${addons}/addon_${names.length}.node`)
