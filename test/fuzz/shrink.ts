/** Makes a failing text smaller: without each of its parts, halves first, as long as it still fails in the same way. */
const SECONDS = 60

export function shrink(text: string, fails: (text: string) => boolean): string {
  const end = performance.now() + 1000 * SECONDS
  let smallest = text
  for (let size = smallest.length >> 1; size >= 1; ) {
    const before = smallest.length
    for (let at = 0; at < smallest.length; ) {
      if (performance.now() > end) return smallest
      const shorter = smallest.slice(0, at) + smallest.slice(at + size)
      if (fails(shorter)) smallest = shorter
      else at += size
    }
    if (smallest.length === before || size > 1) size >>= 1
  }
  return smallest
}
