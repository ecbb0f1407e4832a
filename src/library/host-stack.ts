/**
 * Libraries that insist on the thread's own stack: collectors that look for pointers between its bounds, and run-time
 * systems that check that they are within them.
 */
import type { Kernel } from '../exchange/kernel.ts'

/** By file name: of collectors (Boehm's, Guile, Ruby, Mono, JavaScriptCore, SpiderMonkey) and of those that check. */
const known =
  /^lib(?:gc|R|jvm|Qt[56]Qml|(?:guile|ruby|mono|monosgen|monoboehm|javascriptcoregtk|mozjs)-[\w.-]+|python3\.(?:1[4-9]|[2-9]\d)t?)\.so/

/** What every C library that was written in Go exports. */
const ofGo = 'crosscall2'

/** Whether the library, or any that it needs, is known to. */
export const insistsOnHostStack = (kernel: Kernel, handle: number): boolean =>
  kernel.libraryNeeds(handle).some(file => known.test(file)) || kernel.findSymbol(handle, ofGo) !== undefined
