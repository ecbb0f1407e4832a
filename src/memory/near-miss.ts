/**
 * Names near a mistyped one, by the optimal string alignment distance (Damerau-Levenshtein with each part edited once):
 * the least number of letters inserted, deleted, replaced, or swapped with their neighbour. Case and leading underscores
 * do not count: `Strlen` and `__strlen` are as near to `strlen` as can be.
 */

/** The `limit` nearest of `names`, nearest first, equally near ones in code-unit order; none that is far off. */
export function nearMisses(name: string, names: Iterable<string>, limit = 3): string[] {
  const wanted = fold(name)
  const reach = tolerance(wanted.length)
  const found: { name: string; distance: number }[] = []
  for (const other of new Set(names)) {
    if (other === name || other.length < wanted.length - reach) continue
    const folded = fold(other)
    if (folded.length > wanted.length + reach || lacksMore(folded, wanted, reach)) continue
    const distance = editDistance(wanted, folded, reach)
    if (distance <= reach) found.push({ name: other, distance })
  }
  found.sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
  return found.slice(0, limit).map(({ name }) => name)
}

/** One mistake in three letters; more than three make another word of any name. */
const tolerance = (length: number): number => Math.min(3, Math.floor(length / 3))

function fold(name: string): string {
  let start = 0
  while (name[start] === '_') start++
  return name.slice(start).toLowerCase()
}

/** Each letter of `wanted` that `other` has nowhere is a mistake: this rules out nearly all names before their table. */
function lacksMore(other: string, wanted: string, reach: number): boolean {
  let lacking = 0
  for (let i = 0; i < wanted.length && lacking <= reach; i++) if (!other.includes(wanted[i]!)) lacking++
  return lacking > reach
}

/** Row `i` of the table holds the distances of a[0, i) to each b[0, j); only the last three rows are kept. */
function editDistance(a: string, b: string, reach: number): number {
  let beforePrevious: number[] = []
  let previous: number[] = []
  for (let j = 0; j <= b.length; j++) previous.push(j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    let least = i
    for (let j = 1; j <= b.length; j++) {
      const replaced = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      let cost = Math.min(replaced, previous[j]! + 1, row[j - 1]! + 1)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, beforePrevious[j - 2]! + 1)
      }
      row.push(cost)
      least = Math.min(least, cost)
    }
    // No later row can come below its least.
    if (least > reach) return least
    beforePrevious = previous
    previous = row
  }
  return previous[b.length]!
}
