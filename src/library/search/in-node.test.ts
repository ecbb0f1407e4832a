import assert from 'node:assert/strict'
import { test } from 'node:test'
import { open, sizeof } from '../../index.ts'
import { isInNode } from './in-node.ts'

test('libraries are known by their file, whatever its folder and version', () => {
  for (const file of ['libz.so', 'libz.so.1', '/usr/lib/x86_64-linux-gnu/libcrypto.so.3', './libuv.so.1.0.0']) {
    assert.equal(isInNode(file), true, file)
  }
  for (const file of [null, 'libc.so.6', 'libzip.so.4', 'libpng16.so.16', '/libz.so.d/libx.so', 'xlibz.so']) {
    assert.equal(isInNode(file), false, `${file}`)
  }
})

test('zlib calls its own functions, not those that Node exports', () => {
  const { deflateInit_, deflateEnd, zlibVersion, z } = open(
    'z',
    `typedef struct { const void *next_in; unsigned avail_in; unsigned long total_in; void *next_out; unsigned avail_out;
       unsigned long total_out; const char *msg; void *state, *zalloc, *zfree, *opaque; int data_type;
       unsigned long adler, reserved; } z;
     const char *zlibVersion(void); int deflateInit_(z *strm, int level, const char *version, int size);
     int deflateEnd(z *strm);`,
  )
  const stream = new z()
  // Z_OK, and the state that deflateEnd checks is one of the same zlib.
  assert.equal(deflateInit_(stream, 6, zlibVersion(), sizeof(z)), 0)
  assert.equal(deflateEnd(stream), 0)
})
