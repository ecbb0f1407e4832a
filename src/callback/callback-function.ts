/**
 * A JavaScript function as C calls it. As for calls, V8 likes source best: what reads the arguments, calls, and stores the
 * usual results is written out, and shared by all callbacks of a shape with the same text. Where code from strings is
 * forbidden it is composed of closures.
 */

import { bareType } from '../ctype/type.ts'
import type { ResultSite } from '../exchange/conversion.ts'
import { dump } from '../exchange/dump.ts'
import { word as words } from '../exchange/exchange.ts'
import { compileText } from '../exchange/generate.ts'
import type { Upcall } from '../exchange/upcall.ts'
import { CallbackResult } from './callback-result.ts'
import type { UpcallShape } from './upcall-shape.ts'

export type Callable = (...values: unknown[]) => unknown

type Run = () => void
/** Makes what C's call runs, of a function and of what stores its unusual results. */
type RunMaker = (fn: Callable, storeResult: (value: unknown) => void, sites: readonly ResultSite[]) => Run

const makers = new WeakMap<UpcallShape, RunMaker>()

/** `name` is what errors call it. */
export function upcallOf(shape: UpcallShape, fn: Callable, name: string): Upcall {
  let maker = makers.get(shape)
  if (maker === undefined) {
    maker = generate(shape) ?? compose(shape)
    makers.set(shape, maker)
  }
  const sites = shape.parameters.map(({ type }, i) => ({ function: name, type, parameter: i + 1 }))
  const result = new CallbackResult(shape, name)
  return {
    name,
    isLive: false,
    run: maker(fn, value => result.store(value), sites),
    zero: shape.zero,
    resume: shape.pool.resume,
    neverReturns: shape.type.attributes.noreturn === true,
    slotCount: Math.max(0, ...shape.pool.plan.slots.map((slot, i) => slot + (i === slot ? 1 : 512))),
  }
}

const texts = new Map<string, (scope: object) => RunMaker>()

function generate(shape: UpcallShape): RunMaker | undefined {
  const { text, scope } = upcallSource(shape)
  let made = texts.get(text)
  if (made === undefined) {
    const compiled = compileText('exchange', `${text}\n//# sourceURL=cabi:callback-${texts.size + 1}`)
    if (compiled === undefined) return undefined
    dump('a callback', () => text)
    made = compiled(shape.exchange.views) as (scope: object) => RunMaker
    texts.set(text, made)
  }
  return made(scope)
}

function upcallSource({ parameters, readingOrder, result, type }: UpcallShape) {
  const scope: Record<string, unknown> = {}
  let bound = 0
  const bind = (hint: string, value: unknown): string => {
    const name = `${hint}${bound++}`
    scope[name] = value
    return name
  }
  const read = (i: number) => {
    const { conversion } = parameters[i]!
    const otherwise = `${bind('load', conversion.load)}(sites[${i}])`
    return `const a${i}=${conversion.inline(otherwise, bind)}`
  }
  const call = `fn(${parameters.map((_, i) => `a${i}`).join()})`
  const usual = result?.inline('result', words.result, bind)
  const isPlain = usual !== undefined && !result!.usesScratch && bareType(type.result).kind !== 'pointer'
  const body = [
    ...readingOrder.map(read),
    result === undefined ? call : `const result=${call}`,
    isPlain && `if(${usual.when}){${usual.store}}else storeResult(result)`,
    result !== undefined && !isPlain && 'storeResult(result)',
  ]
  const text = [
    "'use strict'",
    'const {I32,U32,F32,F64,I64,U64}=exchange',
    `return ({${Object.keys(scope)}})=>(fn,storeResult,sites)=>()=>{`,
    ...body.flatMap(line => (line ? `  ${line}` : [])),
    '}',
  ].join('\n')
  return { text, scope }
}

function compose({ parameters, readingOrder, result }: UpcallShape): RunMaker {
  return (fn, storeResult, sites) => () => {
    const values: unknown[] = new Array(parameters.length)
    for (const i of readingOrder) values[i] = parameters[i]!.conversion.load(sites[i]!)
    const value = fn(...values)
    if (result !== undefined) storeResult(value)
  }
}
