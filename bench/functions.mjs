/**
 * The JavaScript functions that every peer is called back with. What takes time to make is made when a peer is bound for warm
 * rows: cold rows import its module as well.
 */
export const increment = x => x + 1

/** The k-th adds k: written out, so that each is code of its own. */
export const makeFifty = () => Array.from({ length: 50 }, (_, k) => new Function('x', `return x + ${k}`))

/** 0 to 9,999 in an order that is always the same. */
export const makeShuffled = () => Int32Array.from({ length: 10000 }, (_, k) => (k * 7919) % 10000)

/** Compares two numbers that `read` gives of the pointers. */
export const compareWith = read => (a, b) => read(a) - read(b)
