/** Makes a checkout ready to run: dependencies, kernel, compiled TypeScript, bundle. Does only what is out of date. */
import { run } from './run.mjs'
import { bundle, bundleCommand } from './setup/bundle.mjs'
import { bundleLibffi } from './setup/bundle-libffi.mjs'
import { installDependencies } from './setup/dependencies.mjs'
import { buildKernel } from './setup/kernel.mjs'
import { publishTypes } from './setup/public-types.mjs'
import { removeStaleOutputs } from './setup/stale-outputs.mjs'

try {
  installDependencies()
  buildKernel()
  removeStaleOutputs()
  run(process.execPath, ['node_modules/typescript/bin/tsc', '--project', '.'])
  publishTypes()
  await bundle()
  await bundleCommand()
  await bundleLibffi()
  run(process.execPath, ['scripts/kernel/compiled-code.mjs'])
} catch (error) {
  console.error(`setup: ${error.message}`)
  process.exit(1)
}
