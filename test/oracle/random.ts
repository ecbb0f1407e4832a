/** Random whole numbers from 0 up to a bound. */
export type Random = (bound: number) => number

/** Mulberry32. */
export function generator(seed: number): Random {
  let state = seed
  return bound => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) % bound
  }
}
