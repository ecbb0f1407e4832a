/** `npm run oracle -- calls --count 50000 --seed 1`: suites of random cases for as long as wanted, judged by a C compiler. */
import { run } from './run.mjs'

const suites = {
  // %-functions optimise a function when a test wants it optimised, not when the engine thinks it worth while.
  calls: ['--allow-natives-syntax', 'build/test/oracle/calls/command.js'],
  aggregates: ['--allow-natives-syntax', 'build/test/oracle/aggregates/command.js'],
  callbacks: ['--allow-natives-syntax', '--expose-gc', 'build/test/oracle/callbacks/command.js'],
  layouts: ['build/test/oracle/layouts/command.js'],
  constants: ['build/test/oracle/constants/command.js'],
}

const words = process.argv.slice(2)
/** Without a suite's name, layouts. */
const parameters = words[0]?.startsWith('--') ? ['layouts', ...words] : words
const suite = suites[parameters[0]]
if (suite === undefined) {
  console.error(`npm run oracle -- ${Object.keys(suites).join('|')} [options]; --help of each has them`)
  process.exit(1)
}
run(process.execPath, [...suite, ...parameters])
