/** What takes longer than a change should wait for. Every step runs, whatever became of those before. */
import { exitCode } from './run.mjs'

const steps = [
  { name: 'binaries', script: 'scripts/prebuild.mjs' },
  { name: 'every Node', script: 'scripts/test-matrix.mjs' },
  { name: 'package', script: 'scripts/test-package.mjs' },
  {
    name: 'long fuzz',
    script: 'scripts/test.mjs',
    parameters: ['--test-timeout=1800000'],
    environment: { CABI_FUZZ_SECONDS: '300' },
  },
  { name: 'oracle', script: 'scripts/oracle.mjs', parameters: ['calls', '--count', '50000'] },
  { name: 'speed', script: 'bench/run.mjs', parameters: ['--check'] },
]

const failed = steps.filter(({ name, script, parameters = [], environment }) => {
  console.log(`\n== ${name}`)
  return exitCode(process.execPath, [script, ...parameters], { env: { ...process.env, ...environment } }) !== 0
})
if (failed.length > 0) {
  console.error(`\nFailed: ${failed.map(({ name }) => name).join(', ')}`)
  process.exit(1)
}
