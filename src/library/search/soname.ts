/** The parts of a soname: `lib<short name>.so.<version>`. */

const wholeVersion = /^\d\w*(?:\.\w+)*$/
const soname = /\.so(?:\.\d\w*(?:\.\w+)*)?$/

/** `1`, `6.0.30`, `1.0.2k`, `0d`; not `6.0.30-gdb.py`, which lies beside its library. */
export const isVersion = (text: string): boolean => wholeVersion.test(text)

/** Whether a name is that of a file, `libz.so` or `libz.so.1`, and no short name. */
export const isSoname = (name: string): boolean => soname.test(name)

/** `z` of `libz.so.1`, and of `z`. */
export const shortNameOf = (name: string): string => name.replace(/^lib(?=.)/, '').replace(soname, '')

/**
 * Negative when `a` is the lower version. Parts between dots compare as numbers, `10` above `9`; a letter counts after its
 * number, `1.0.2 < 1.0.2k`, and `1 < 1.0`.
 */
export function compareVersions(a: string, b: string): number {
  const x = a.split('.')
  const y = b.split('.')
  for (let i = 0; i < Math.min(x.length, y.length); i++) {
    const order = compareParts(x[i]!, y[i]!)
    if (order !== 0) return order
  }
  return x.length - y.length
}

function compareParts(a: string, b: string): number {
  const difference = leadingNumber(a) - leadingNumber(b)
  if (difference !== 0) return difference
  if (a === b) return 0
  return a < b ? -1 : 1
}

/** A part without one is below all that have one. */
const leadingNumber = (part: string): number => (/^\d/.test(part) ? Number.parseInt(part, 10) : -1)
