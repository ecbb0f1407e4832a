/** `npm test`, `npm test -- cdecl/parse` (parts of paths), `npm test -- --test-name-pattern=struct` (the runner's flags). */
import { run } from './run.mjs'
import { testFiles, testFlags } from './test-files.mjs'

const given = process.argv.slice(2)
const flags = given.filter(argument => argument.startsWith('-'))
const files = testFiles(given.filter(argument => !argument.startsWith('-')))

if (files.length === 0) {
  console.error(`no test file matches ${given.join(' ')}`)
  process.exit(1)
}
run(process.execPath, [...testFlags, ...flags, ...files])
