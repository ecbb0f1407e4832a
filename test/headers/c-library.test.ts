/** Real headers, as GCC’s preprocessor prints them: GCC judges all that is read from them. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseDeclarations } from '../../src/cdecl/parse.ts'
import { cLibraryGroups, cLibraryHeaders } from './c-library.ts'
import { checkLibrary } from './check-library.ts'
import { preprocess } from './preprocess.ts'

for (const library of cLibraryGroups) {
  test(`the headers of ${library.name} declare here what they declare to GCC`, t => checkLibrary(t, library))
}

for (const library of cLibraryHeaders) {
  test(`${library.name} is parsed by itself`, t => {
    const headers = preprocess(library)
    if ('missing' in headers) return t.skip(headers.missing)
    assert.ok(parseDeclarations(headers.text).constants.has('__linux__'))
  })
}
