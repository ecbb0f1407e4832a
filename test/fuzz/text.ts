import { generator } from '../oracle/random.ts'
import { amplified } from './amplify.ts'
import { type Corpus, sample } from './corpus.ts'
import { generated } from './grammar.ts'
import { mutated, randomBytes } from './mutate.ts'

/** The text of an index: the same for the same seed, as long as the corpus is the same. */
export function textAt(corpus: Corpus, seed: number, index: number): string {
  const random = generator(seed + Math.imul(index, 0x9e3779b1))
  const kind = random(100)
  if (kind < 5) return randomBytes(random)
  if (kind < 7) return amplified(random)
  if (kind < 10) return mutated(amplified(random), random, corpus)
  if (kind < 35) return generated(random)
  if (kind < 50) return mutated(generated(random), random, corpus)
  return mutated(sample(corpus, random), random, corpus)
}
