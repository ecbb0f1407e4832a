import { statSync } from 'node:fs'

const modified = file => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0

/** Whether a file is missing or older than one of those it is made from. */
export const isStale = (output, inputs) => inputs.some(input => modified(input) > modified(output))
