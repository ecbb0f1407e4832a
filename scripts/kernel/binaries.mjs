/** The kernel's binaries: which there are and where they lie. The loader in src/exchange/kernel.ts looks there too. */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const packageFolder = fileURLToPath(new URL('../..', import.meta.url))

/** The lines of Node that have a fast path, and their V8, the same through the whole line. */
export const nodeLines = [
  { major: 20, v8: '11.3' },
  { major: 22, v8: '12.4' },
  { major: 24, v8: '13.6' },
  { major: 26, v8: '14.6' },
]

export const runningV8 = process.versions.v8.split('.', 2).join('.')
export const hasFastPath = nodeLines.some(({ v8 }) => v8 === runningV8)

export const kernelFolder = join(packageFolder, 'kernel')
export const binaryFolder = join(packageFolder, 'prebuilt', `${process.platform}-${process.arch}-glibc`)
export const plainBinary = join(binaryFolder, 'kernel.node')
export const fastBinary = v8 => join(binaryFolder, `fast-v8-${v8}.node`)
