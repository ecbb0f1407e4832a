/**
 * Libraries that insist on the thread's own stack: collectors that look for pointers between its bounds, and run-time
 * systems that check that they are within them.
 */
import type { Kernel } from '../exchange/kernel.ts'

/**
 * How their file names begin: collectors (Boehm's, Guile, Ruby, Mono, JavaScriptCore, SpiderMonkey) and those that check.
 * Compared one by one: compiling a regular expression of them took 2 % of a program's first call.
 */
const known = (
  'libgc.so libguile- libruby- libmono- libmonosgen- libmonoboehm- libjavascriptcoregtk- libmozjs- ' +
  'libR.so libjvm.so libQt5Qml.so libQt6Qml.so'
).split(' ')

const python = 'libpython3.'
const firstPythonThatChecks = 14

const isKnown = (file: string) =>
  known.some(start => file.startsWith(start)) ||
  (file.startsWith(python) && Number.parseInt(file.slice(python.length), 10) >= firstPythonThatChecks)

/** What every C library that was written in Go exports. */
const ofGo = 'crosscall2'

/** Whether the library, or any that it needs, is known to. */
export const insistsOnHostStack = (kernel: Kernel, handle: number): boolean =>
  kernel.libraryNeeds(handle).some(isKnown) || kernel.findSymbol(handle, ofGo) !== undefined
