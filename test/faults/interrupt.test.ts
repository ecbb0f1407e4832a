/** Signals for others arrive on a fault's way out as well. V8's profiler then reads the stack: there has to be one. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { open } from '../../src/index.ts'
import { compileFixture } from '../fixture.ts'
import { checkArithmetic } from './arithmetic.ts'

const c = open(
  compileFixture(new URL('./interrupt.c', import.meta.url), ['-lrt']),
  `void lose_stack(void);
   void start_timer(int microseconds);
   void stop_timer(void);
   int count_interrupts(void);
   int count_without_stack(void);`,
)

test('no instruction between a fault and JavaScript runs without a stack', () => {
  c['start_timer'](50)
  let faults = 0
  for (let i = 0; i < 2000; i++) {
    try {
      c['lose_stack']()
    } catch {
      faults++
    }
  }
  c['stop_timer']()
  assert.equal(faults, 2000)
  assert.ok(c['count_interrupts']() > 100)
  assert.equal(c['count_without_stack'](), 0)
  checkArithmetic()
})
