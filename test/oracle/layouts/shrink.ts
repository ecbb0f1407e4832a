/** Makes a failing case smaller by leaving out members, as long as it still fails: many at first, then one by one. */
import { type Case, caseAt } from './case.ts'
import { check, type Failure } from './check.ts'

export async function shrink(failure: Failure): Promise<Failure> {
  let smallest = failure
  for (let size = failure.failing.kept.length; size >= 1; size = Math.floor(size / 2)) {
    for (let next: Failure | undefined = smallest; next !== undefined; next = await firstFailing(next, size))
      smallest = next
  }
  return smallest
}

async function firstFailing({ failing }: Failure, size: number): Promise<Failure | undefined> {
  for (const candidate of candidates(failing, size)) {
    const [failure] = (await check([candidate])).failures
    if (failure !== undefined) return failure
  }
  return undefined
}

/** The case without `size` members that follow one another, wherever they are. */
function candidates({ target, seed, index, kept }: Case, size: number): Case[] {
  const starts = Array.from({ length: Math.ceil(kept.length / size) }, (_, i) => i * size)
  const without = (start: number): readonly number[] => [...kept.slice(0, start), ...kept.slice(start + size)]
  return starts.map(start => caseAt(target, seed, index, without(start)))
}
