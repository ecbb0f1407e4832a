/** `npm run oracle -- calls --count 50000 --seed 1`: suites of random cases for as long as wanted, judged by a C compiler. */
import { run } from './run.mjs'

// %-functions optimise a function when a test wants it optimised, not when the engine thinks it worth while.
run(process.execPath, ['--allow-natives-syntax', 'build/test/oracle/calls/command.js', ...process.argv.slice(2)])
