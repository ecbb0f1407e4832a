import type { Random } from '../oracle/random.ts'

export const pick = <T>(random: Random, from: readonly T[]): T => from[random(from.length)]!

/** Small numbers mostly, now and then one of up to `bound`. */
export const mostlySmall = (random: Random, bound: number): number =>
  random(random(4) === 0 ? bound : Math.min(bound, 8))
