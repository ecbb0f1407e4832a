/** LuaJIT's own example: an image of RGBA pixels becomes grey, many times over. */
import { alloc, c, type Pointer } from 'cabi'
import type { Work } from './work.ts'

const colours = 4

/** A ramp of greens, from `set(byte, value)`. */
function inJavaScript(count: number, rounds: number): number {
  const bytes = new Uint8Array(colours * count)
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < count; i++) {
      bytes[colours * i] = 0
      bytes[colours * i + 1] = Math.floor((i * 255) / count)
      bytes[colours * i + 2] = 0
      bytes[colours * i + 3] = 255
    }
    for (let i = 0; i < colours * count; i += colours) {
      const y = 0.3 * bytes[i]! + 0.59 * bytes[i + 1]! + 0.11 * bytes[i + 2]!
      bytes[i] = y
      bytes[i + 1] = y
      bytes[i + 2] = y
    }
  }
  return bytes.reduce((sum, byte, i) => (i % colours === 0 ? sum + byte : sum), 0)
}

interface Grey {
  to_grey(pixels: Pointer, count: number): void
  grey_all_in_c(count: number, rounds: number): number
}

export const greyscale = (lib: Grey, { pixels, rounds }: { pixels: number; rounds: number }): Work => ({
  name: 'greyscale',
  inJavaScript: () => inJavaScript(pixels, rounds),
  hotPartInC() {
    const image = alloc(
      c.array(c.struct({ red: c.uint8_t, green: c.uint8_t, blue: c.uint8_t, alpha: c.uint8_t }), pixels),
    )
    const bytes = image.pointer.cast(c.uint8_t).array(colours * pixels) as Uint8Array
    for (let round = 0; round < rounds; round++) {
      for (let i = 0; i < pixels; i++) {
        bytes[colours * i] = 0
        bytes[colours * i + 1] = Math.floor((i * 255) / pixels)
        bytes[colours * i + 2] = 0
        bytes[colours * i + 3] = 255
      }
      lib.to_grey(image.pointer, pixels)
    }
    return bytes.reduce((sum, byte, i) => (i % colours === 0 ? sum + byte : sum), 0)
  },
  allInC: () => lib.grey_all_in_c(pixels, rounds),
})
