import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bestOfVisits } from './warm-round.mjs'

test('the best visit counts, unless there is one that did not work', () => {
  assert.deepEqual(bestOfVisits([{ value: 9 }, { value: 6 }, { value: 7 }]), { value: 6 })
  assert.deepEqual(bestOfVisits([{ value: 9 }, { failed: 'gave 3, not 4' }]), { failed: 'gave 3, not 4' })
  assert.deepEqual(bestOfVisits([{ cannot: 'has no structs' }, { cannot: 'has no structs' }]), {
    cannot: 'has no structs',
  })
})
