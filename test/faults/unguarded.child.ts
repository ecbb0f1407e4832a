/** Makes one fault of the table at one place, in a call without guard. */

import { type LooseLibrary, open } from 'cabi'
import { callBackThen, faultDeclarations, faultLibrary } from './fault-library.ts'
import { faultsOf } from './fault-table.ts'

const c: LooseLibrary = open(faultLibrary, faultDeclarations, { guard: false })
const [what, place] = process.argv.slice(2)
const fault = faultsOf(c).find(fault => fault.what === what)!
const places: Readonly<Record<string, () => unknown>> = {
  'in a call': () => c[fault.function](...fault.arguments),
  'in a call inside of a callback': () => c['call_back'](() => c[fault.function](...fault.arguments)),
  'after a callback': () => c['call_back_then'](...callBackThen(c, fault, () => {})),
}
places[place!]!()
console.log('survived')
