/**
 * The example of LuaJIT's page on its FFI (https://luajit.org/ext_ffi.html, "Motivating Example: Using C Data
 * Structures"): a green ramp of RGBA pixels is turned to grey again and again. Each way makes an image, turns it grey, and
 * gives its bytes, which must be the same in all. A double is stored in a uint8_t by cutting it off, as C does.
 */
import { addressOf, alloc, c, cdef } from 'cabi'

const { rgba_pixel } = cdef('typedef struct { uint8_t red, green, blue, alpha; } rgba_pixel;')

/** How a hand-made array of bytes is used: what the others are compared with. */
const typedArray = {
  title: 'a typed array, by hand',
  make(count) {
    const image = new Uint8Array(count * 4)
    const step = 255 / (count - 1)
    for (let i = 0; i < count; i++) {
      image[i * 4 + 1] = i * step
      image[i * 4 + 3] = 255
    }
    return image
  },
  toGrey(image) {
    for (let i = 0; i < image.length; i += 4) {
      const grey = (0.3 * image[i] + 0.59 * image[i + 1] + 0.11 * image[i + 2]) | 0
      image[i] = grey
      image[i + 1] = grey
      image[i + 2] = grey
    }
  },
  bytes: image => image,
}

const objects = {
  title: 'plain JavaScript objects',
  make(count) {
    const step = 255 / (count - 1)
    return Array.from({ length: count }, (_, i) => ({ red: 0, green: (i * step) | 0, blue: 0, alpha: 255 }))
  },
  toGrey(image) {
    for (let i = 0; i < image.length; i++) {
      const pixel = image[i]
      const grey = (0.3 * pixel.red + 0.59 * pixel.green + 0.11 * pixel.blue) | 0
      pixel.red = grey
      pixel.green = grey
      pixel.blue = grey
    }
  },
  bytes: image => Uint8Array.from(image.flatMap(({ red, green, blue, alpha }) => [red, green, blue, alpha])),
}

function makeStructs(count) {
  const image = alloc(c.array(rgba_pixel, count))
  const [green, alpha] = [image.column('green'), image.column('alpha')]
  const step = 255 / (count - 1)
  for (let i = 0; i < count; i++) {
    green.set(i, (i * step) | 0)
    alpha.set(i, 255)
  }
  return image
}

const structBytes = image => addressOf(image).bytes(image.length * 4)

const byIndex = {
  title: 'cabi structs, by index',
  make: makeStructs,
  toGrey(image) {
    for (let i = 0; i < image.length; i++) {
      const pixel = image[i]
      const grey = (0.3 * pixel.red + 0.59 * pixel.green + 0.11 * pixel.blue) | 0
      pixel.red = grey
      pixel.green = grey
      pixel.blue = grey
    }
  },
  bytes: structBytes,
}

const byColumn = {
  title: 'cabi structs, by column',
  make: makeStructs,
  toGrey(image) {
    const { array: red, stride, length } = image.column('red')
    const { array: green } = image.column('green')
    const { array: blue } = image.column('blue')
    for (let i = 0, end = length * stride; i < end; i += stride) {
      const grey = (0.3 * red[i] + 0.59 * green[i] + 0.11 * blue[i]) | 0
      red[i] = grey
      green[i] = grey
      blue[i] = grey
    }
  },
  bytes: structBytes,
}

const byColumnIndex = {
  title: 'cabi structs, by column, at and set',
  make: makeStructs,
  toGrey(image) {
    const [red, green, blue] = [image.column('red'), image.column('green'), image.column('blue')]
    for (let i = 0; i < image.length; i++) {
      const grey = (0.3 * red.at(i) + 0.59 * green.at(i) + 0.11 * blue.at(i)) | 0
      red.set(i, grey)
      green.set(i, grey)
      blue.set(i, grey)
    }
  },
  bytes: structBytes,
}

export const ways = { typedArray, objects, byIndex, byColumn, byColumnIndex }
