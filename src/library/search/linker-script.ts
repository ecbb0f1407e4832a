/**
 * Linker scripts that stand where a library is looked for (GNU ld manual, "Implicit Linker Scripts"). Debian's
 * /usr/lib/x86_64-linux-gnu/libm.so is this text:
 *
 *   OUTPUT_FORMAT(elf64-x86-64)
 *   GROUP ( /lib/x86_64-linux-gnu/libm.so.6  AS_NEEDED ( /lib/x86_64-linux-gnu/libmvec.so.1 ) )
 *
 * `dlopen` refuses it, "invalid ELF header"; the library meant is libm.so.6.
 */

const token = /\/\*[\s\S]*?(?:\*\/|$)|"[^"]*"|[()]|[^\s()",]+/g

/**
 * The shared libraries that a linker script names with INPUT and GROUP: paths, file names, `-lname`. Left out are archives
 * and objects, which cannot be opened, and AS_NEEDED libraries, which complete another. Of any other text, none.
 */
export function linkerScriptInputs(text: string): string[] {
  const inputs: string[] = []
  /** The command that each open parenthesis belongs to. */
  const open: string[] = []
  let previous = ''
  for (const [word] of text.matchAll(token)) {
    if (word.startsWith('/*')) continue
    if (word === '(') open.push(previous)
    else if (word === ')') open.pop()
    else if (open.length === 1 && isInputCommand(open[0]!)) inputs.push(withoutSysroot(word.replaceAll('"', '')))
    previous = word
  }
  // INPUT(AS_NEEDED(x)): the words before a parenthesis are commands, and not inputs.
  return inputs.filter(input => input !== 'AS_NEEDED' && !/\.[ao]$/.test(input))
}

const isInputCommand = (word: string): boolean => word === 'GROUP' || word === 'INPUT'

/** `=/lib/x.so` and `$SYSROOT/lib/x.so` are below the sysroot, which is `/` for the system's own linker. */
const withoutSysroot = (input: string): string => input.replace(/^(?:=|\$SYSROOT)(?=\/)/, '')
