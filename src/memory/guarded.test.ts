import { testGuarded } from '../../test/memory/guarded-suite.ts'
import { guardedAccess } from './guarded.ts'

testGuarded(guardedAccess(), 3)
