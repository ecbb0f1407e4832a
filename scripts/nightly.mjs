/** What takes longer than a change should wait for. Every step runs, whatever became of those before. */
import { exitCode } from './run.mjs'

const steps = [
  // First, since all tests read the headers that are there.
  { name: 'packages of large headers', program: 'scripts/install-debian-packages.sh', parameters: ['large'] },
  { name: 'binaries', script: 'scripts/prebuild.mjs' },
  { name: 'every Node', script: 'scripts/test-matrix.mjs' },
  { name: 'package', script: 'scripts/test-package.mjs' },
  {
    name: 'all headers',
    script: 'scripts/test.mjs',
    parameters: ['--test-timeout=1800000', 'headers'],
    environment: { CABI_HEADERS: 'all' },
  },
  { name: 'texts', script: 'build/test/fuzz/command.js', parameters: ['--seconds', '600'] },
  { name: 'inputs that must fail', script: 'scripts/refused-share.mjs' },
  { name: 'calls', script: 'scripts/oracle.mjs', parameters: ['calls', '--count', '50000'] },
  { name: 'aggregates', script: 'scripts/oracle.mjs', parameters: ['aggregates', '--count', '50000'] },
  {
    name: 'callbacks',
    script: 'scripts/oracle.mjs',
    parameters: ['callbacks', '--count', '50000', '--optimise', '10'],
  },
  {
    name: 'callbacks for long',
    script: 'scripts/test.mjs',
    parameters: ['--test-timeout=1800000', 'lifetime/callbacks', 'callbacks/termination', 'callbacks/programs'],
    environment: { CABI_CALLBACKS: 'long' },
  },
  { name: 'callbacks in engines', script: 'scripts/engine.mjs' },
  { name: 'layouts', script: 'scripts/oracle.mjs', parameters: ['layouts', '--count', '100000'] },
  { name: 'constants', script: 'scripts/oracle.mjs', parameters: ['constants', '--count', '100000'] },
  { name: 'types', script: 'scripts/type-budgets.mjs' },
  {
    name: 'types of all headers',
    script: 'scripts/test.mjs',
    parameters: ['--test-timeout=1800000', 'infer/agreement'],
    environment: { CABI_HEADERS: 'all' },
  },
  { name: 'speed', script: 'bench/run.mjs', parameters: ['--check'] },
]

const failed = steps.filter(({ name, program, script, parameters = [], environment }) => {
  console.log(`\n== ${name}`)
  const env = { ...process.env, ...environment }
  const command = program ? [program] : [process.execPath, script]
  return exitCode(command[0], [...command.slice(1), ...parameters], { env }) !== 0
})
if (failed.length > 0) {
  console.error(`\nFailed: ${failed.map(({ name }) => name).join(', ')}`)
  process.exit(1)
}
