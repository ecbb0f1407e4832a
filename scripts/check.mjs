/** Format, lint, types with two compilers and what they cost, and the kernel's C without warnings. Writes what can be fixed, except with CI=true: then it is an error. */
import { lintKernel } from './kernel/compile.mjs'
import { exitCode } from './run.mjs'
import { installDependencies } from './setup/dependencies.mjs'
import { runningHeaders } from './setup/kernel.mjs'
import { typesAreCheap } from './type-budgets.mjs'

function kernelIsClean() {
  try {
    lintKernel(runningHeaders())
    return true
  } catch (error) {
    console.error(`check: ${error.message}`)
    return false
  }
}

installDependencies()
const write = process.env.CI === 'true' ? [] : ['--write']
const results = [
  exitCode('node_modules/.bin/biome', ['check', '--error-on-warnings', ...write]) === 0,
  exitCode(process.execPath, ['node_modules/typescript/bin/tsc', '--project', '.', '--noEmit']) === 0,
  exitCode(process.execPath, ['node_modules/typescript-5.9/bin/tsc', '--project', 'test/infer/tsconfig.json']) === 0,
  typesAreCheap(),
  kernelIsClean(),
]
if (results.includes(false)) process.exit(1)
