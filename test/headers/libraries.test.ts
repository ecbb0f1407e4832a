/** Real headers, as GCC's preprocessor prints them: GCC judges all that is read from them. */
import { test } from 'node:test'
import { checkLibrary } from './check-library.ts'
import { libraries } from './libraries.ts'

for (const library of libraries) {
  test(`the headers of ${library.name} declare here what they declare to GCC`, t => checkLibrary(t, library))
}
