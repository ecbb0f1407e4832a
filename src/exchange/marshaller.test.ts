import assert from 'node:assert/strict'
import { test } from 'node:test'
import { resultValue, slotValue } from '../abi/slot.ts'
import { x86_64_linux } from '../ctype/target.ts'
import { floatingType, integerType } from '../ctype/type.ts'
import { Call, type Callee, type CallShape } from './call.ts'
import { exchange, word as words } from './exchange.ts'
import { double, doubleResult } from './floating.ts'
import { compileMaker, marshallerSource } from './generate.ts'
import { narrowInteger, narrowResult } from './integer.ts'
import { composeMarshaller } from './marshaller.ts'
import { symbolAddress } from './native.ts'

const shared = exchange()
const { views } = shared
const int32 = { size: 4, signed: true } as const
const int = integerType('int')
const doubleType = floatingType('double')

const abs: CallShape = {
  exchange: shared,
  stack: 'auto',
  thunk: shared.thunk({ parameters: ['int32'], result: 'int32', fixed: undefined }, { guarded: true, stack: 'auto' })
    .address,
  parameters: [int],
  conversions: [narrowInteger(views, int32, false)],
  resultType: int,
  result: narrowResult(views, int32),
}

const ldexp: CallShape = {
  exchange: shared,
  stack: 'auto',
  thunk: shared.thunk(
    { parameters: ['double', 'int32'], result: 'double', fixed: undefined },
    { guarded: true, stack: 'auto' },
  ).address,
  parameters: [doubleType, int],
  conversions: [double(views), narrowInteger(views, int32, false)],
  resultType: doubleType,
  result: doubleResult(views),
}

function bothForms(shape: CallShape, callee: Partial<Callee> & { name: string }) {
  const call = new Call(shape, {
    address: symbolAddress(shared, callee.name),
    parameters: [],
    library: { name: 'libc', closed: false },
    ...callee,
  })
  const generate = (shape: CallShape) => compileMaker(marshallerSource(shape), shared)!(call)
  const parameters = shape.parameters.map(type => slotValue(type, x86_64_linux))
  const signature = { parameters, result: resultValue(shape.resultType, x86_64_linux), fixed: undefined }
  const direct = shared.directCalls?.of(signature, true, shape.thunk)
  return { composed: composeMarshaller(call), generated: generate(shape), direct: generate({ ...shape, direct }) }
}

for (const form of ['composed', 'generated', 'direct'] as const) {
  test(`${form}: arguments go in, the result comes out`, () => {
    assert.equal(bothForms(abs, { name: 'abs' })[form](-5), 5)
    assert.equal(bothForms(ldexp, { name: 'ldexp' })[form](0.75, 4), 12)
  })

  test(`${form}: a closed library and a wrong count are refused before values are looked at, closed first`, () => {
    const library = { name: 'libc', closed: false }
    const marshaller = bothForms(abs, { name: 'abs', library })[form]
    assert.throws(() => marshaller('a', 'b'), { message: 'abs: expected 1 argument, got 2' })
    library.closed = true
    assert.throws(() => marshaller('a', 'b'), { message: "abs: the library 'libc' was closed" })
    assert.throws(() => marshaller(1), { message: "abs: the library 'libc' was closed" })
  })

  test(`${form}: the error of a count says where the declaration has no prototype`, () => {
    const thunk = shared.thunk({ parameters: [], result: 'int32', fixed: 0 }, { guarded: true, stack: 'auto' }).address
    const getpid: CallShape = { ...abs, thunk, parameters: [], conversions: [], isPrototype: false }
    const marshaller = bothForms(getpid, { name: 'getpid' })[form]
    assert.equal(marshaller(), process.pid)
    assert.throws(() => marshaller(1), {
      code: 'ERR_CABI_ARG_COUNT',
      message: 'getpid: expected no arguments, got 1; its declaration, getpid(), names no parameters',
    })
  })

  test(`${form}: after a refused value or a fault the next call is as any other`, () => {
    const marshaller = bothForms(abs, { name: 'abs', parameters: [{ name: 'j' }] })[form]
    assert.throws(() => marshaller('a'), { code: 'ERR_CABI_ARG_TYPE', parameter: 'j' })
    const wild = bothForms(abs, { name: 'abs', address: 8 })[form]
    assert.throws(() => wild(7), {
      code: 'ERR_CABI_FAULT',
      function: 'abs',
      signal: 'SIGSEGV',
      address: 8,
      arguments: [7],
    })
    assert.equal(marshaller(-6), 6)
  })

  test(`${form}: scratch is as it was before the call, whatever happened in it`, () => {
    const floor = views.I32[words.scratchFloor]
    const wild = bothForms(abs, { name: 'abs', address: 8 })[form]
    assert.throws(() => wild(7))
    assert.throws(() => wild('a'))
    assert.throws(() => wild())
    bothForms(abs, { name: 'abs' })[form](1)
    assert.equal(views.I32[words.scratchFloor], floor)
  })
}
