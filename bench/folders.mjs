import { join } from 'node:path'

export const repository = join(import.meta.dirname, '..')

/** `native`: what gcc builds; `peers`: what npm installs. Neither is part of the project's own dependencies. */
export const folders = {
  native: join(repository, 'build/bench'),
  peers: process.env.CABI_BENCH_PEERS ?? join(repository, 'node_modules/.cache/cabi-bench'),
  results: join(import.meta.dirname, 'results'),
}
