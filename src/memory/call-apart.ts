/**
 * A call that stays one. V8 inlines what a place has called so far into each loop that may come there, even where that is
 * done once for thousands of rounds; what every round does comes last, and may find no room (920 bytes of bytecode). It does
 * not at a place that has called different functions, and this has been one from the beginning.
 */
type Way<A, B, R> = (a: A, b: B) => R

/** Where V8 does not see that it is the same function again. */
const called: Way<never, never, unknown>[] = []

/** `f(a, b)`. */
export function callApart<A, B, R>(f: Way<A, B, R>, a: A, b: B): R {
  called[0] = f
  return (called[0] as Way<A, B, R>)(a, b)
}

/** As often as it takes for V8 to note who is called. */
const enough = 100

const ways = [() => 0, () => 1]
for (let i = 0; i < enough; i++) callApart(ways[i & 1]!, 0, 0)
