/** A program that leaves a callback for the exit of the process: there is no JavaScript any more then. */
import { c, callback } from 'cabi'
import { openCallbacks } from './fixture.ts'

const kept = callback(c.fn(c.void, []), () => console.log('from the grave'))
openCallbacks()['at_exit'](kept)
console.log('last words')
