/** The headers that take longer, or many packages: `CABI_HEADERS=all` reads them too. */
import { test } from 'node:test'
import { otherTargets } from './c-library.ts'
import { checkLibrary } from './check-library.ts'
import { largeLibraries } from './libraries.ts'

const skip = process.env['CABI_HEADERS'] === 'all' ? false : 'every night, or with CABI_HEADERS=all'

for (const library of [...largeLibraries, ...otherTargets]) {
  test(`the headers of ${library.name} declare here what they declare to GCC`, { skip }, t => checkLibrary(t, library))
}
