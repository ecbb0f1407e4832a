import assert from 'node:assert/strict'
import { Session } from 'node:inspector'
import { test } from 'node:test'
import { Activation } from './activation.ts'
import { makeRunning, type Running } from './running.ts'

const activation = (unwindings: number) => new Activation(unwindings, undefined, 0)

/** Whose JavaScript is the innermost. */
const innermost = (running: Running) => running.arguments?.[0]

test('the innermost of the activations in progress is known, and that there is none', () => {
  const running = makeRunning()
  const [outer, inner] = [activation(1), activation(2)]
  assert.equal(innermost(running), undefined)
  const result = running(outer, given => {
    assert.equal(given, outer)
    assert.equal(innermost(running), outer)
    running(inner, () => assert.equal(innermost(running), inner))
    assert.equal(innermost(running), outer)
    return 5
  })
  assert.equal(result, 5)
  assert.throws(() =>
    running(outer, () => {
      throw new Error('left')
    }),
  )
  assert.equal(innermost(running), undefined)
})

test('what is seldom run is as well in progress as the rest', () => {
  const running = makeRunning()
  const outer = activation(1)
  const result = running(outer, undefined, 5, (given, what) => {
    assert.equal(given, outer)
    assert.equal(innermost(running), outer)
    return what
  })
  assert.equal(result, 5)
  assert.equal(innermost(running), undefined)
})

test('one whose JavaScript was terminated is none, and the one around it is the innermost again', () => {
  const session = new Session()
  session.connect()
  const running = makeRunning()
  const outer = activation(1)
  const terminate = () => {
    session.post('Runtime.terminateExecution')
    for (;;);
  }
  Object.assign(globalThis, { terminate: () => running(activation(2), terminate) })
  running(outer, () => {
    session.post('Runtime.evaluate', { expression: 'terminate()' })
    assert.equal(innermost(running), outer)
  })
  assert.equal(innermost(running), undefined)
  session.disconnect()
})

test('optimised code does not lose it', () => {
  const running = makeRunning()
  let wrong = 0
  const look = (given: Activation) => {
    if (innermost(running) !== given) wrong++
    return given.unwindings
  }
  const call = (number: number) => running(activation(number), look)
  let sum = 0
  for (let i = 0; i < 20_000; i++) sum += call(i)
  assert.deepEqual([wrong, sum], [0, 199_990_000])
})
