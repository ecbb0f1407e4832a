/** The bytes of sections that a compiler makes of C text, without running anything. */
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { TargetName } from '../../../src/ctype/target.ts'
import { machineFlags, toolOf } from '../compiler.ts'

const run = promisify(execFile)

/** Compiles the text to an object. Gives the contents of the sections; throws with the compiler's complaint. */
export async function sectionsOf(
  text: string,
  target: TargetName,
  sections: readonly string[],
): Promise<readonly Uint8Array[]> {
  const folder = mkdtempSync(join(tmpdir(), 'cabi-layouts-'))
  try {
    const [source, object] = [join(folder, 'types.c'), join(folder, 'types.o')]
    writeFileSync(source, text)
    const flags = [
      '-std=gnu2x',
      '-w',
      '-Wno-psabi',
      '-Wno-packed-bitfield-compat',
      '-fmax-errors=5',
      ...machineFlags(target),
    ]
    await run(toolOf('gcc', target), [...flags, '-c', '-o', object, source], { maxBuffer: 1 << 26 })
    return await Promise.all(
      sections.map(async section => {
        const file = join(folder, section)
        await run(toolOf('objcopy', target), ['-O', 'binary', '-j', section, object, file])
        return readFileSync(file)
      }),
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}
