/** The way round the one type that a field has for reading and writing. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { open } from 'cabi'

test('Object.assign gives fields all that the run time takes', () => {
  const lib = open('libc.so.6', 'struct inner { int a; }; struct outer { unsigned char *bytes; struct inner inner; };')
  const outer = new lib['struct outer']()
  Object.assign(outer, { bytes: Uint8Array.of(5), inner: { a: 7 } })
  assert.equal(outer.bytes?.value, 5)
  assert.equal(outer.inner.a, 7)
})
