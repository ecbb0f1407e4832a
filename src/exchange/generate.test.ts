import assert from 'node:assert/strict'
import { test } from 'node:test'
import { printType } from '../ctype/print.ts'
import { boolType, type CType, floatingType, integerType, voidType } from '../ctype/type.ts'
import { bool, boolResult, voidResult } from './bool.ts'
import { Call, type CallShape } from './call.ts'
import type { ArgumentConversion, ResultConversion } from './conversion.ts'
import { exchange } from './exchange.ts'
import { double, doubleResult } from './floating.ts'
import { compiledTexts, compileMaker, isCompiled, marshallerSource } from './generate.ts'
import { narrowInteger, narrowResult, numberResult, wideInteger } from './integer.ts'

const shared = exchange()
const { views } = shared
const int32 = { size: 4, signed: true } as const
const int64 = { size: 8, signed: true } as const
const int = integerType('int')

function shapeOf(
  types: CType[],
  conversions: ArgumentConversion[],
  resultType: CType,
  result: ResultConversion,
): CallShape {
  return { exchange: shared, thunk: 0, stack: 'auto', parameters: types, conversions, resultType, result }
}

/** A conversion that copies into scratch, as strings do. */
const copied: ArgumentConversion = {
  usesScratch: true,
  store: () => {},
  inline: (value, word, bind) => ({ when: `${bind('copy', () => true)}(${value},${word})`, store: '' }),
}

test('numbers are checked and stored in line; what does not fit goes to the call', () => {
  const shape = shapeOf(
    [int, floatingType('double')],
    [narrowInteger(views, int32, false), double(views)],
    floatingType('double'),
    doubleResult(views),
  )
  const { text, scope } = marshallerSource(shape)
  assert.equal(
    text,
    `'use strict'
return (thunk)=>(call,liveness,target,name)=>
({__proto__:null,[name](a0,a1){
  const I32=i32,F64=f64
  if(liveness.closed||arguments.length!==2)throw call.refuse(arguments.length)
  if((typeof a0==='number'&&a0===(a0|0))&&(typeof a1==='number')){I32[64]=a0;F64[33]=a1}else call.store(arguments)
  F64[3]=target
  invoke(thunk)
  if(I32[11]!==0&&runCallbacks(thunk))call.leave(arguments)
  return F64[16]
}})[name]`,
  )
  assert.deepEqual(scope, { thunk: 0 })
})

const direct = { number: 7, returns: 'status', enter: () => 0 } as const
/** A double, which differs between engines: floating.test.ts. */
const passed = (value: string) => double(views).inline(value, 0, () => '').passed

test('what can go directly is passed as it was checked, with the function behind it; what does not fit goes by slots', () => {
  const types = [int, floatingType('double'), boolType]
  const conversions = [narrowInteger(views, { size: 2, signed: false }, false), double(views), bool(views)]
  const { text, scope } = marshallerSource({ ...shapeOf(types, conversions, int, narrowResult(views, int32)), direct })
  assert.equal(
    text,
    `'use strict'
return (thunk,direct7)=>(call,liveness,target,name)=>
({__proto__:null,[name](a0,a1,a2){
  if(liveness.closed||arguments.length!==3)throw call.refuse(arguments.length)
  if(((typeof a0==='number'&&a0===(a0&65535))&&(typeof a1==='number')&&(typeof a2==='boolean')?direct7(a0&65535,${passed('a1')},a2?1:0,target):call.enterBySlots(arguments))!==0&&runCallbacks(thunk))call.leaveDirect(a0,a1,a2)
  return I32[32]
}})[name]`,
  )
  assert.deepEqual(scope, { thunk: 0, direct7: direct.enter })
})

test('a direct call without parameters is entered and its status looked at', () => {
  const { text } = marshallerSource({ ...shapeOf([], [], voidType, voidResult), direct })
  assert.match(
    text,
    /\n {2}if\(direct7\(target\)!==0&&runCallbacks\(thunk\)\)call\.leaveDirect\(\)\n {2}return undefined\n/,
  )
})

test('a floating-point result is taken as it is; where it is NaN, the status is looked at, and the exchange has it', () => {
  const type = floatingType('double')
  const shape = shapeOf([type], [double(views)], type, doubleResult(views))
  const returns = (result: ResultConversion) =>
    marshallerSource({ ...shape, result, direct: { ...direct, returns: 'double' } }).text.match(
      /^ {2}let r[\s\S]*?return.*/m,
    )
  const taken = `\
  let r=((typeof a0==='number')?direct7(${passed('a0')},target):(call.enterBySlots(arguments),NaN))
  if(r!==r){if(I32[11]!==0&&runCallbacks(thunk))call.leaveDirect(a0);r=F64[16]}
`
  assert.equal(returns(shape.result)?.[0], `${taken}  return r`)
  const checked: ResultConversion = { ...shape.result, translate: Number, check: Number }
  assert.equal(returns(checked)?.[0], `${taken}  return call.check(translate0(r),arguments)`)
})

test('an argument that is no number until it is stored goes by slots, and so does a call that starts without errno', () => {
  const { text } = marshallerSource({ ...shapeOf([int], [copied], int, narrowResult(views, int32)), direct })
  assert.match(text, /invoke\(thunk\)/)
  const result = { ...narrowResult(views, int32), clearsErrno: true }
  assert.match(marshallerSource({ ...shapeOf([], [], int, result), direct }).text, /invoke\(thunk\)/)
})

test('a call that lends functions goes straight to the call stack where that is possible: it takes its target', () => {
  const lending: ArgumentConversion = { ...copied, usesScratch: false, lends: true }
  const shape = shapeOf([int], [lending], int, narrowResult(views, int32))
  const { text, scope } = marshallerSource({ ...shape, onCallStack: { ...direct, number: 5 } })
  assert.deepEqual(Object.keys(scope), ['thunk', 'copy0', 'direct5', 'lent1', 'endLoans2'])
  assert.match(text, /^return \(thunk,copy0,direct5,lent1,endLoans2\)=>/m)
  const body = text.split('\n').slice(6)
  assert.deepEqual(body, [
    '  if((copy0(a0,64))){}else call.store(arguments,loans)',
    '  if(direct5(target)!==0&&runCallbacksWithLoans(thunk,loans))call.leave(arguments,loans)',
    '  if(lent.length!==loans)endLoans2(lent,loans)',
    '  return I32[32]',
    '}})[name]',
  ])
})

test('without parameters there is nothing to check, without a result nothing to read', () => {
  assert.equal(
    marshallerSource(shapeOf([], [], voidType, voidResult)).text,
    `'use strict'
return (thunk)=>(call,liveness,target,name)=>
({__proto__:null,[name](){
  const I32=i32,F64=f64
  if(liveness.closed||arguments.length!==0)throw call.refuse(arguments.length)
  F64[3]=target
  invoke(thunk)
  if(I32[11]!==0&&runCallbacks(thunk))call.leave(arguments)
  return undefined
}})[name]`,
  )
})

test('what cannot be stored in line is a call of a bound function; scratch is taken and given back around the call', () => {
  const shape = shapeOf(
    [int, integerType('long')],
    [copied, wideInteger(views, int64)],
    integerType('long'),
    numberResult(views, int64),
  )
  const { text, scope } = marshallerSource(shape)
  assert.equal(
    text,
    `'use strict'
return (thunk,copy0,storeWide1)=>(call,liveness,target,name)=>
({__proto__:null,[name](a0,a1){
  const I32=i32,F64=f64
  if(liveness.closed||arguments.length!==2)throw call.refuse(arguments.length)
  const floor=I32[22];I32[23]=floor
  if((copy0(a0,64))&&(storeWide1(a1,66))){}else call.store(arguments)
  F64[3]=target
  I32[22]=I32[23]
  invoke(thunk)
  if(I32[11]!==0&&runCallbacks(thunk,floor))call.leave(arguments,undefined,floor)
  I32[22]=floor
  return (I32[33]===I32[32]>>31?I32[32]:call.load())
}})[name]`,
  )
  assert.deepEqual(Object.keys(scope), ['thunk', 'copy0', 'storeWide1'])
})

test('only numbers and names made here get into the text', () => {
  const hostile = integerType('int); throw(0' as 'int')
  const shape = shapeOf([hostile], [bool(views)], hostile, boolResult(views))
  assert.ok(!marshallerSource(shape).text.includes(printType(hostile)))
})

test('one text is compiled once, however many calls are made of it', () => {
  const sourceOf = () =>
    marshallerSource(
      shapeOf([int], [narrowInteger(views, { size: 2, signed: true }, false)], int, narrowResult(views, int32)),
    )
  const before = compiledTexts()
  assert.equal(isCompiled(sourceOf()), false)
  assert.ok(compileMaker(sourceOf(), shared))
  assert.ok(compileMaker(sourceOf(), shared))
  assert.equal(isCompiled(sourceOf()), true)
  assert.equal(compiledTexts(), before + 1)
})

test('marshallers of one source are different functions, each with its own call', () => {
  const shape = shapeOf([], [], voidType, voidResult)
  const maker = compileMaker(marshallerSource(shape), shared)!
  const marshallerOf = (name: string) =>
    maker(
      new Call(shape, {
        name,
        address: 0,
        parameters: [],
        library: { name: 'fixture', closed: false },
      }),
    )
  assert.throws(() => marshallerOf('a')(1), { message: 'a: expected no arguments, got 1' })
  assert.throws(() => marshallerOf('b')(1), { message: 'b: expected no arguments, got 1' })
})
