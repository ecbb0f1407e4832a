import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../root.mjs'

/** Folders that the compiler mirrors in build/. */
const compiledFolders = ['src', 'test', 'bench', 'examples']

const outputExtension = /\.(?:js|js\.map|d\.ts)$/

/** Removes compiled files whose source is gone: a deleted test would go on passing. */
export function removeStaleOutputs() {
  for (const folder of compiledFolders) {
    const outputs = join(root, 'build', folder)
    if (!existsSync(outputs)) continue
    for (const file of readdirSync(outputs, { recursive: true })) {
      if (!outputExtension.test(file)) continue
      const source = join(root, folder, file.replace(outputExtension, '.ts'))
      if (!existsSync(source)) rmSync(join(outputs, file))
    }
  }
}
