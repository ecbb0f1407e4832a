/** `first`, and the sum after each of `amounts`: where things of these sizes begin, and where the last one ends. */
export function runningTotals(first: number, amounts: readonly number[]): number[] {
  const totals = [first]
  for (const amount of amounts) totals.push(totals.at(-1)! + amount)
  return totals
}
