/** Faults through the fast calls. */
import { faultSuite } from './fault-suite.ts'

faultSuite()
