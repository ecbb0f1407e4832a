import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as nodeZlib from 'node:zlib'
import { addressOf, open, type Pointer, sizeof } from 'cabi'

const z = open(
  'z',
  `
  #define ZLIB_VERSION "1.2.11"
  #define Z_NO_FLUSH 0
  #define Z_FINISH 4
  #define Z_OK 0
  #define Z_STREAM_END 1
  #define Z_DATA_ERROR (-3)
  #define Z_MEM_ERROR (-4)
  #define Z_BUF_ERROR (-5)
  #define Z_DEFAULT_COMPRESSION (-1)

  typedef unsigned char Bytef;
  typedef unsigned int uInt;
  typedef unsigned long uLong;
  typedef void *voidpf;
  typedef voidpf (*alloc_func)(voidpf opaque, uInt items, uInt size);
  typedef void (*free_func)(voidpf opaque, voidpf address);
  struct internal_state;

  typedef struct z_stream_s {
    const Bytef *next_in;
    uInt avail_in;
    uLong total_in;
    Bytef *next_out;
    uInt avail_out;
    uLong total_out;
    const char *msg;
    struct internal_state *state;
    alloc_func zalloc;
    free_func zfree;
    voidpf opaque;
    int data_type;
    uLong adler;
    uLong reserved;
  } z_stream;
  typedef z_stream *z_streamp;

  int deflateInit_(z_streamp strm, int level, const char *version, int stream_size);
  int deflate(z_streamp strm, int flush);
  int deflateEnd(z_streamp strm);
  int inflateInit_(z_streamp strm, const char *version, int stream_size);
  int inflate(z_streamp strm, int flush);
  int inflateEnd(z_streamp strm);
`,
)
const { z_stream, Z_OK, Z_STREAM_END, Z_BUF_ERROR, ZLIB_VERSION } = z

type Step = (stream: InstanceType<typeof z_stream>, flush: number) => number

/** Feeds `input` to a stream in pieces of 1 MB, and takes what comes out 64 KB at a time. */
function pump(stream: InstanceType<typeof z_stream>, step: Step, input: Uint8Array): Buffer {
  const output: Uint8Array[] = []
  const room = new Uint8Array(65536)
  const pieceSize = 2 ** 20
  for (let start = 0; start < input.length; start += pieceSize) {
    const piece = input.subarray(start, start + pieceSize)
    stream.next_in = addressOf(piece)
    stream.avail_in = piece.length
    const flush = start + pieceSize < input.length ? z['Z_NO_FLUSH'] : z['Z_FINISH']
    do {
      stream.next_out = addressOf(room)
      stream.avail_out = room.length
      const status = step(stream, flush)
      // Z_BUF_ERROR is no error: with all input gone there was no more to do, or no room for all of it.
      assert.ok(
        [Z_OK, Z_STREAM_END, Z_BUF_ERROR].some(code => code === status),
        `zlib: ${status} ${stream.msg}`,
      )
      output.push(room.slice(0, room.length - stream.avail_out))
    } while (stream.avail_out === 0)
  }
  return Buffer.concat(output)
}

function deflate(input: Uint8Array): Buffer {
  const stream = new z_stream()
  assert.equal(z['deflateInit_'](stream, z['Z_DEFAULT_COMPRESSION'], ZLIB_VERSION, sizeof(z_stream)), Z_OK)
  const output = pump(stream, z['deflate'], input)
  assert.equal(stream.total_in, input.length)
  assert.equal(stream.total_out, output.length)
  assert.equal(z['deflateEnd'](stream), Z_OK)
  return output
}

function inflate(input: Uint8Array): Buffer {
  const stream = new z_stream()
  assert.equal(z['inflateInit_'](stream, ZLIB_VERSION, sizeof(z_stream)), Z_OK)
  const output = pump(stream, z['inflate'], input)
  assert.equal(z['inflateEnd'](stream), Z_OK)
  return output
}

/** Words in an order that nobody can guess: half compressible. */
function someText(bytes: number): Buffer {
  const text = Buffer.alloc(bytes)
  let state = 1
  for (let i = 0; i < bytes; i += 4) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0
    text.writeUInt32LE((state >>> 16) & 0x0f0f0f0f, i)
  }
  return text
}

test('10 MB go through deflate and inflate of zlib, piece by piece, and come back', () => {
  const text = someText(10_000_000)
  const packed = deflate(text)
  assert.ok(packed.length < text.length / 2)
  assert.ok(inflate(packed).equals(text))
})

test("node:zlib reads what zlib's stream wrote, and the other way round", () => {
  const text = someText(3_000_000)
  assert.ok(nodeZlib.inflateSync(deflate(text)).equals(text))
  assert.ok(inflate(nodeZlib.deflateSync(text)).equals(text))
})

test('what is wrong with the bytes is in the message of the stream', () => {
  const stream = new z_stream({ next_in: Buffer.from('no zlib stream'), avail_in: 14 })
  assert.equal(z['inflateInit_'](stream, ZLIB_VERSION, sizeof(z_stream)), Z_OK)
  stream.next_out = addressOf(new Uint8Array(16))
  stream.avail_out = 16
  assert.equal(z['inflate'](stream, z['Z_NO_FLUSH']), z['Z_DATA_ERROR'])
  assert.equal(stream.msg, 'incorrect header check')
  assert.equal(z['inflateEnd'](stream), Z_OK)
})

test('zlib takes its memory from functions of JavaScript in fields of its stream', () => {
  const libc = open('libc.so.6', 'void *calloc(size_t nmemb, size_t size); void free(void *ptr);')
  const blocks = new Set<number>()
  const stream = new z_stream({
    zalloc(opaque: unknown, items: number, size: number) {
      assert.equal(opaque, null)
      const block = libc['calloc'](items, size)!
      blocks.add(block.address)
      return block
    },
    zfree(_: unknown, block: Pointer) {
      assert.ok(blocks.delete(block.address))
      libc['free'](block)
    },
  })
  const text = someText(1_000_000)
  assert.equal(z['deflateInit_'](stream, 9, ZLIB_VERSION, sizeof(z_stream)), Z_OK)
  assert.ok(blocks.size >= 4, `${blocks.size} blocks`)
  assert.ok(nodeZlib.inflateSync(pump(stream, z['deflate'], text)).equals(text))
  assert.equal(z['deflateEnd'](stream), Z_OK)
  assert.equal(blocks.size, 0)

  stream.zalloc = () => null
  assert.equal(z['deflateInit_'](stream, 9, ZLIB_VERSION, sizeof(z_stream)), z['Z_MEM_ERROR'])
})
