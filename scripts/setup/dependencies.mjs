import { join } from 'node:path'
import { isStale } from '../freshness.mjs'
import { root } from '../root.mjs'
import { run } from '../run.mjs'

/** Installs what package-lock.json says, unless that was done since it last changed. */
export function installDependencies() {
  // npm writes this copy of the lock file last.
  const installed = join(root, 'node_modules/.package-lock.json')
  if (!isStale(installed, [join(root, 'package-lock.json')])) return
  console.log('Installing dependencies')
  run('npm', ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'])
}
