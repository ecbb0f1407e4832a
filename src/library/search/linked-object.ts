/** The shared object that a linker takes for a file: the file itself, or what the linker script in it names. */
import { dirname, resolve } from 'node:path'
import { isSharedObjectHeader } from './elf.ts'
import { linkerScriptInputs } from './linker-script.ts'
import { withFile } from './read-at.ts'
import { locate, type SearchPath } from './search-path.ts'

/** Longer text is no linker script: glibc's have 250 bytes. */
const longestScript = 2048

/**
 * The path of the shared object at `file`, or undefined when there is none for this machine: `file` itself, or the first
 * shared input of the linker script there. `INPUT(libncurses.so.6 -ltinfo)` means libncurses, which needs the other; with
 * libncurses missing, libtinfo in its place would be another library. `seen` ends scripts that name each other.
 */
export function linkedObject(file: string, path: SearchPath, seen: Set<string> = new Set()): string | undefined {
  if (seen.has(file)) return undefined
  seen.add(file)
  const head = withFile(file, read => read(0, longestScript))
  if (!head) return undefined
  if (isSharedObjectHeader(head)) return file
  const [input] = linkerScriptInputs(head.toString())
  return input === undefined ? undefined : inputObject(input, dirname(file), path, seen)
}

/** An input is a path, `-lname`, or the name of a file beside the script or on the search path. */
function inputObject(input: string, folder: string, path: SearchPath, seen: Set<string>): string | undefined {
  if (input.startsWith('-l')) return developmentObject(input.slice(2), path, seen)
  const beside = linkedObject(resolve(folder, input), path, seen)
  return beside ?? (input.includes('/') ? undefined : locate(input, path))
}

/**
 * What `ld -lname` links with: the development link `lib<name>.so` in a folder of LD_LIBRARY_PATH or of the linker, as the
 * shared object that it leads to.
 */
export function developmentObject(name: string, path: SearchPath, seen?: Set<string>): string | undefined {
  for (const folder of [...path.libraryPath, ...path.linkerFolders]) {
    const object = linkedObject(`${folder}/lib${name}.so`, path, seen)
    if (object) return object
  }
  return undefined
}
