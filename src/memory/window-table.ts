/** Which window an address of C's memory is in: the windows of this thread, made when something in them is first read. */
import { loadNumberAt, type NumberReferent } from './number-load.ts'
import { createWindows, type ForeignBytes, type Windows, windowGap, windowSize } from './window.ts'

/** So many are kept, the first ones given up first. What has an object in one keeps that. */
const most = 64

/** By where they begin. */
const windows = new Map<number, ForeignBytes>()

let last: ForeignBytes | undefined

let made: Windows | undefined

function makers(): Windows {
  made ??= createWindows(loadAnyNumber)
  return made
}

/** What an address, given in halves, is in at the offset `offsetAround`: a window, or all that cannot be in one. */
export const windowAround = (low: number, high: number): ForeignBytes =>
  last?.start === (low & -windowSize) && last.upper === high ? last : findWindow(low, high)

/** Negative in the first bytes of a window, which are not in its buffer. */
export const offsetAround = (low: number): number => (low & (windowSize - 1)) - windowGap

function findWindow(low: number, high: number): ForeignBytes {
  const start = low & -windowSize
  const key = high * 2 ** 32 + (start >>> 0)
  let window = windows.get(key)
  if (window === undefined) {
    window = makers().windowBehind(start, high)
    if (windows.size >= most) windows.delete(windows.keys().next().value!)
    windows.set(key, window)
  }
  last = window
  return window
}

/** From any address on, without a window. */
export const foreignBytes = (base: number): ForeignBytes => makers().withoutWindow(base)

/** The number at an address. */
export const loadNumber = (low: number, high: number, referent: NumberReferent): number =>
  (last ?? findWindow(low, high)).loadNumber(low, high, referent)

function loadAnyNumber(low: number, high: number, referent: NumberReferent): number {
  const window = windowAround(low, high)
  // Of the others, no number has each address exactly.
  const site = window.end === 0 ? referent.siteAt(low, high) : referent
  return loadNumberAt(window, referent.load, offsetAround(low), site)
}
