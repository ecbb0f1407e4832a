/** Calls on the host stack, as many as are asked for, one in the other's callback; C jumps out of them all. */
import { openCallbacks } from './fixture.ts'

const lib = openCallbacks({ stack: 'host' })
const nest = (depth: number): number => (depth === 0 ? lib['jump'](0, 1) : lib['apply'](() => nest(depth - 1), 0))
lib['with_mark'](() => nest(Number(process.argv[2]) - 1), 0)
console.log('survived')
