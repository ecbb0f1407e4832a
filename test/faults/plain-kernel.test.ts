/** Faults through plain Node-API, as on engines that the fast calls do not know. */
import { faultSuite } from './fault-suite.ts'

process.env['CABI_KERNEL'] = 'plain'
faultSuite()
