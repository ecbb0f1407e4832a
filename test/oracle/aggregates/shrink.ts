/** Makes a failing signature smaller by leaving out parameters, as long as it still fails: many at first, then one by one. */
import { type Failure, runSignatures } from './run.ts'
import { type Signature, signatureAt } from './signature.ts'

export async function shrink(failure: Failure): Promise<Failure> {
  let smallest = failure
  for (let size = failure.signature.kept.length; size >= 1; size = Math.floor(size / 2)) {
    for (let next: Failure | undefined = smallest; next !== undefined; next = await firstFailing(next, size))
      smallest = next
  }
  return smallest
}

async function firstFailing({ signature }: Failure, size: number): Promise<Failure | undefined> {
  const { failures } = await runSignatures(candidates(signature, size))
  return failures[0]
}

/** The signature without `size` parameters that follow one another, wherever they are. */
function candidates({ seed, index, kept, fixed }: Signature, size: number): Signature[] {
  const starts = Array.from({ length: Math.ceil(kept.length / size) }, (_, i) => i * size)
  return starts
    .map(start => signatureAt(seed, index, [...kept.slice(0, start), ...kept.slice(start + size)]))
    .filter(candidate => fixed === undefined || candidate.fixed! > 0)
    .map((candidate, i) => ({ ...candidate, name: `f${index}_${i}` }))
}
