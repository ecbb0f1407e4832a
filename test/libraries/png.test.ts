import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { inflateSync } from 'node:zlib'
import { alloc, c, callback, cdef, open, type Pointer, release, type TypeHandle } from 'cabi'

/** A header as the compiler sees it, with its macros: too much to paste. */
const header = (name: string): string =>
  execFileSync('gcc', ['-E', '-dD', '-include', name, '-x', 'c', '/dev/null'], { encoding: 'utf8' })

const png = open('png16', header('png.h'))
const { png_image, PNG_IMAGE_VERSION, PNG_FORMAT_RGBA } = png
/** As `png_error_ptr`, for functions that libpng cannot go on after. */
const declared = cdef(
  `struct png_struct_def;
   typedef void failing(struct png_struct_def *, const char *) __attribute__((noreturn));`,
)

const [width, height] = [200, 100]

function somePixels(): Uint8Array {
  const pixels = new Uint8Array(width * height * 4)
  for (let i = 0; i < pixels.length; i++) pixels[i] = (i * 7) ^ (i >> 8)
  return pixels
}

/** The bytes of a PNG file. Called without memory, libpng only says how many there will be. */
function encode(pixels: Uint8Array): Buffer {
  const image = new png_image({ version: PNG_IMAGE_VERSION, width, height, format: PNG_FORMAT_RGBA })
  const size = alloc(c.size_t)
  const write = (memory: Uint8Array | null) => png['png_image_write_to_memory'](image, memory, size, 0, pixels, 0, null)
  assert.equal(write(null), 1, image.message)
  const file = Buffer.alloc(size.value)
  assert.equal(write(file), 1, image.message)
  return file.subarray(0, size.value)
}

function decode(file: Uint8Array): Uint8Array {
  const image = new png_image({ version: PNG_IMAGE_VERSION })
  if (png['png_image_begin_read_from_memory'](image, file, file.length) === 0) throw new Error(image.message)
  assert.equal(image.width, width)
  assert.equal(image.height, height)
  image.format = PNG_FORMAT_RGBA
  const pixels = new Uint8Array(image.width * image.height * 4)
  assert.equal(png['png_image_finish_read'](image, null, pixels, 0, null), 1, image.message)
  return pixels
}

test('an image that libpng wrote is a PNG file, of the same pixels when libpng reads it', () => {
  const pixels = somePixels()
  const file = encode(pixels)
  assert.equal(file.toString('latin1', 1, 4), 'PNG')
  assert.equal(file.readUInt32BE(16), width)
  assert.equal(file.readUInt32BE(20), height)
  assert.deepEqual(decode(file), pixels)
})

test('its image data is what node:zlib unpacks: a filter and a row of pixels, again and again', () => {
  const rows = inflateSync(imageData(encode(somePixels())))
  assert.equal(rows.length, height * (1 + width * 4))
})

test('what libpng has to say of other bytes is in the message of the image', () => {
  assert.throws(() => decode(Buffer.from('this is no image at all')), { message: /^Not a PNG file/i })
})

test('an error function in JavaScript, which must not return, ends the call of libpng with its exception', () => {
  const structs: Pointer[] = []
  const fail = callback(declared['failing'] as TypeHandle, (struct: Pointer, message: string) => {
    structs.push(struct)
    throw new SyntaxError(`libpng: ${message}`)
  })
  const warnings: string[] = []
  const warn = callback(png['png_error_ptr'], (_: Pointer, message: string) => void warnings.push(message))
  let file: Uint8Array = Buffer.from('this is no image at all')
  let at = 0
  const read = callback(png['png_rw_ptr'], (_: Pointer, data: Pointer, count: number) => {
    if (at + count > file.length) throw new RangeError('the file is too short')
    data.bytes(count).set(file.subarray(at, at + count))
    at += count
  })
  for (let round = 0; round < 100; round++) {
    const struct = png['png_create_read_struct'](png['PNG_LIBPNG_VER_STRING'], null, fail, warn)
    const info = png['png_create_info_struct'](struct)
    png['png_set_read_fn'](struct, null, read)
    at = 0
    assert.throws(() => png['png_read_info'](struct, info), { name: 'SyntaxError', message: 'libpng: Not a PNG file' })
    assert.equal(structs.pop()!.address, struct.address)
    destroy(struct, info)
  }

  file = encode(somePixels())
  const struct = png['png_create_read_struct'](png['PNG_LIBPNG_VER_STRING'], null, fail, warn)
  const info = png['png_create_info_struct'](struct)
  png['png_set_read_fn'](struct, null, read)
  at = 0
  png['png_read_info'](struct, info)
  assert.deepEqual(
    [png['png_get_image_width'](struct, info), png['png_get_image_height'](struct, info)],
    [width, height],
  )
  const row = new Uint8Array(width * 4)
  for (let y = 0; y < height; y++) {
    png['png_read_row'](struct, row, null)
    assert.deepEqual(row, somePixels().subarray(y * width * 4, (y + 1) * width * 4))
  }
  destroy(struct, info)
  assert.deepEqual(warnings, [])
  for (const given of [fail, warn, read]) release(given)
})

function destroy(struct: Pointer, info: Pointer): void {
  const box = (type: unknown, pointer: Pointer) => Object.assign(alloc(type as never) as object, { value: pointer })
  png['png_destroy_read_struct'](box(png['png_structp'], struct), box(png['png_infop'], info), null)
}

/** The contents of the chunks IDAT, one after the other (PNG specification, 5.3). */
function imageData(file: Buffer): Buffer {
  const pieces: Buffer[] = []
  for (let at = 8; at < file.length; ) {
    const length = file.readUInt32BE(at)
    const type = file.toString('latin1', at + 4, at + 8)
    if (type === 'IDAT') pieces.push(file.subarray(at + 8, at + 8 + length))
    at += 12 + length
  }
  return Buffer.concat(pieces)
}
