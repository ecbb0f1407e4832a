/** Makes a failing signature smaller by leaving out parameters, as long as it still fails: many at first, then one by one. */

/** What the suites' signatures have in common. */
interface Shrinkable {
  readonly index: number
  /** Which of its parameters are left. */
  readonly kept: readonly number[]
  /** Of a variadic one, the number of fixed parameters. */
  readonly fixed: number | undefined
}

interface Failed<S> {
  readonly signature: S
}

export interface Suite<S extends Shrinkable, F extends Failed<S>> {
  /** The same signature with these parameters alone. */
  keeping(signature: S, kept: readonly number[]): S
  /** Those of the signatures that fail. */
  failures(signatures: readonly S[]): Promise<readonly F[]>
}

export async function shrinkSignature<S extends Shrinkable, F extends Failed<S>>(
  suite: Suite<S, F>,
  failure: F,
): Promise<F> {
  let smallest = failure
  for (let size = failure.signature.kept.length; size >= 1; size = Math.floor(size / 2)) {
    for (let next: F | undefined = smallest; next !== undefined; [next] = await failing(suite, next.signature, size)) {
      smallest = next
    }
  }
  return smallest
}

const failing = <S extends Shrinkable, F extends Failed<S>>(suite: Suite<S, F>, signature: S, size: number) =>
  suite.failures(candidates(suite, signature, size))

/** The signature without `size` parameters that follow one another, wherever they are. */
function candidates<S extends Shrinkable, F extends Failed<S>>(suite: Suite<S, F>, signature: S, size: number): S[] {
  const { index, kept, fixed } = signature
  const starts = Array.from({ length: Math.ceil(kept.length / size) }, (_, i) => i * size)
  return starts
    .map(start => suite.keeping(signature, [...kept.slice(0, start), ...kept.slice(start + size)]))
    .filter(candidate => fixed === undefined || candidate.fixed! > 0)
    .map((candidate, i) => ({ ...candidate, name: `f${index}_${i}` }))
}
