export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/**
 * How many times as long `a` takes as `b`: the median of the rounds' own ratios. Both numbers of a round are from the same
 * minutes, so that a machine which is slower for a while slows both.
 */
export const medianRatio = (a, b) => median(a.map((value, round) => value / b[round]))
