import { fileURLToPath } from 'node:url'

/** The repository's folder; ends with a slash. */
export const root = fileURLToPath(new URL('..', import.meta.url))
