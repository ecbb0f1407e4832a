/**
 * Every fault of the table at every place where C can be when there are callbacks, on both stacks: in a call of its own, in one
 * inside of a callback, and in C that a callback has returned to, also inside of another's. The process goes on each time.
 */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { c, callback, release } from '../../src/index.ts'
import { checkArithmetic } from '../faults/arithmetic.ts'
import { callBackThen } from '../faults/fault-library.ts'
import { faultOf } from '../faults/fault-of.ts'
import { checkFault, type Fault, faultsOf } from '../faults/fault-table.ts'
import { openFault } from '../faults/libraries.ts'

const stacks = { 'call stack': openFault(), 'host stack': openFault({ stack: 'host' }) }
type Library = (typeof stacks)['call stack']

/** As long as it lives, calls are on the call stack. */
const kept = callback(c.fn(c.void, []), () => {})
after(() => release(kept))

function checkAlone(library: Library, fault: Fault): void {
  const faulty = library[fault.function]
  const error = faultOf(() => faulty(...fault.arguments))
  checkFault(error, fault, faulty, fault.function, fault.arguments)
}

function checkAfter(library: Library, fault: Fault): void {
  let returned = 0
  const given = callBackThen(library, fault, () => {
    returned++
  })
  const error = faultOf(() => library['call_back_then'](...given))
  checkFault(error, fault, library[fault.function], 'call_back_then', given)
  assert.equal(returned, 1)
}

/** What is thrown in a callback may be caught there, or by whoever called C. */
function checkInside(library: Library, fault: Fault): void {
  const faulty = library[fault.function]
  const error = faultOf(() => library['call_back'](() => faulty(...fault.arguments)))
  checkFault(error, fault, faulty, fault.function, fault.arguments)
  library['call_back'](() => checkAlone(library, fault))
}

function isInOrder(library: Library): void {
  let called = 0
  library['call_back'](() => {
    called = library['add'](2, 3)
  })
  assert.equal(called, 5)
  assert.equal(library['sum'](0.1, 0.2), 0.30000000000000004)
  checkArithmetic()
}

const places: Readonly<Record<string, (library: Library, fault: Fault) => void>> = {
  'in a call of its own': checkAlone,
  'in a call inside of a callback': checkInside,
  'in C that a callback has returned to': checkAfter,
  'in C that a callback has returned to, inside of another callback': (library, fault) =>
    library['call_back'](() => checkAfter(library, fault)),
}

for (const [stack, library] of Object.entries(stacks)) {
  for (const fault of faultsOf(library)) {
    test(`${fault.what} on the ${stack} is an error at every place, and the next calls are right`, () => {
      for (const [place, check] of Object.entries(places)) {
        for (let round = 0; round < 2; round++) {
          try {
            check(library, fault)
            isInOrder(library)
          } catch (error) {
            throw new Error(`${place}: ${(error as Error).message}`, { cause: error })
          }
        }
      }
    })
  }
}
