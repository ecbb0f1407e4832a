/** UTF-32, little-endian: what glibc's `wchar_t` holds. No decoder of the engine knows it. */

/** Whether all are Unicode scalar values (Unicode 3.9, D90). `bytes` are a multiple of four, at any alignment. */
export function isUtf32(bytes: Uint8Array): boolean {
  return unitsOf(bytes).every(unit => unit < 0xd800 || (unit > 0xdfff && unit <= 0x10ffff))
}

export function decodeUtf32(bytes: Uint8Array): string {
  const units = unitsOf(bytes)
  const parts: string[] = []
  for (let at = 0; at < units.length; at += mostArguments) {
    parts.push(String.fromCodePoint(...units.subarray(at, at + mostArguments)))
  }
  return parts.join('')
}

/** Far below what an engine's stack takes. */
const mostArguments = 8192

/** A copy: C's characters may lie at any address, and a Uint32Array only at multiples of four. */
const unitsOf = (bytes: Uint8Array) => new Uint32Array(new Uint8Array(bytes).buffer)
