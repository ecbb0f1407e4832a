/** Makes one fault of the table, in a call without guard. */

import { faultsOf } from './fault-table.ts'
import { openFault } from './libraries.ts'

const c = openFault({ guard: false })
const [what] = process.argv.slice(2)
const fault = faultsOf(c).find(fault => fault.what === what)!
c[fault.function](...fault.arguments)
console.log('survived')
