/** Prints the mappings that are writable and executable after calls and faults. With `--jitless` V8 has none. */
import { readFileSync } from 'node:fs'
import { openFault } from './libraries.ts'

const c = openFault()
c['add'](2, 3)
try {
  c['read_at'](0)
} catch {}
for (const line of readFileSync('/proc/self/maps', 'utf8').split('\n')) if (/^\S+ .wx/.test(line)) console.log(line)
