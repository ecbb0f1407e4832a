/** Reads of parts of a file nobody vouches for: limited in size, so that no forged length exhausts memory. */
import { closeSync, constants, existsSync, fstatSync, openSync, readSync } from 'node:fs'

/** Bytes of a file: fewer than asked for where it ends, none for a length that no real table has. */
export type ReadAt = (offset: number, length: number) => Buffer

/** The largest real table met is the names of LLVM: 3 MB. */
const largestRead = 64 * 1024 * 1024

/** Up to here the size of the file is not asked for: a fifth of the time of a process's first search. */
const smallRead = 64 * 1024

/** `use` on an open file; undefined when it cannot be read. */
export function withFile<T>(path: string, use: (read: ReadAt) => T): T | undefined {
  // Most folders of a search lack the file, and an exception costs ten times as much as asking.
  if (!existsSync(path)) return undefined
  let file: number | undefined
  try {
    // Opening a FIFO without O_NONBLOCK would wait for its writer.
    file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
    return use(readerOf(file))
  } catch {
    return undefined
  } finally {
    if (file !== undefined) closeSync(file)
  }
}

function readerOf(file: number): ReadAt {
  return (offset, length) => {
    const wanted = length <= smallRead ? length : Math.min(length, fstatSync(file).size - offset)
    if (wanted <= 0 || wanted > largestRead) return Buffer.alloc(0)
    const bytes = Buffer.allocUnsafe(wanted)
    const count = readSync(file, bytes, 0, wanted, offset)
    return count === wanted ? bytes : bytes.subarray(0, count)
  }
}
