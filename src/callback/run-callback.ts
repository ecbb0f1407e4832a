/**
 * How callbacks of a shape are run: the arguments read, the function called, its result stored. As for calls, V8 likes
 * source best, where it can inline the function into the loop of C's calls; where code from strings is forbidden, it is
 * composed of closures.
 */
import { bareType } from '../ctype/type.ts'
import type { Activation } from '../exchange/activation.ts'
import { notResumed, notRun } from '../exchange/callback-outcome.ts'
import { dump } from '../exchange/dump.ts'
import { doubleword, type Exchange, word as words } from '../exchange/exchange.ts'
import { compileText } from '../exchange/generate.ts'
import type { Upcall, UpcallRuns } from '../exchange/upcall.ts'
import { callStackGap, status } from '../machine/control-block.ts'
import type { CallbackFunction } from './callback-function.ts'
import type { CallbackConversions } from './upcall-shape.ts'

export const runsOf = (conversions: CallbackConversions): UpcallRuns => generate(conversions) ?? compose(conversions)

/** What a text has become, and what was last made of it. */
interface Compiled {
  readonly make: (...scope: readonly unknown[]) => UpcallRuns
  last: { readonly scope: Scope; readonly runs: UpcallRuns } | undefined
}

type Scope = Readonly<Record<string, unknown>>

const texts = new Map<string, Compiled>()

/**
 * Types that differ in nothing that the text names have one function, `int (*)(int)` in two prototypes as well: of two
 * functions with one text V8 knows neither's constants, and loads all of them with each callback (353 instructions instead
 * of 278).
 */
function generate(conversions: CallbackConversions): UpcallRuns | undefined {
  const { text, scope } = source(conversions)
  const compiled = texts.get(text) ?? compile(text, conversions.exchange)
  if (compiled === undefined) return undefined
  const { make, last } = compiled
  if (last !== undefined && Object.keys(scope).every(name => scope[name] === last.scope[name])) return last.runs
  const runs = make(...Object.values(scope))
  compiled.last = { scope, runs }
  return runs
}

function compile(text: string, { views, upcallState, activations }: Exchange): Compiled | undefined {
  const { I32, U32, F32, F64, I64, U64 } = views
  const values = { i32: I32, U32, F32, F64, I64, U64, state: upcallState, upcalls: activations.upcalls.all }
  const made = compileText(Object.keys(values).join(), `${text}\n//# sourceURL=cabi:callback-${texts.size + 1}`)
  if (made === undefined) return undefined
  dump('a callback', () => text)
  const compiled: Compiled = { make: made(...Object.values(values)) as Compiled['make'], last: undefined }
  texts.set(text, compiled)
  return compiled
}

/** The text names what resumes C: see `Resumption.number`. */
function source({ parameters, readingOrder, result, resultType, resumption }: CallbackConversions) {
  const resume = `resume${resumption.number}`
  const named: Record<string, unknown> = { [resume]: resumption.enter }
  const bound = new Map<unknown, string>()
  const bind = (hint: string, value: unknown): string => {
    const name = bound.get(value) ?? `${hint}${bound.size}`
    bound.set(value, name)
    named[name] = value
    return name
  }
  const read = (i: number) => {
    const { conversion } = parameters[i]!
    const otherwise = `${bind('load', conversion.load)}(self.sites[${i}])`
    return `const a${i}=${conversion.inline(otherwise, bind)}`
  }
  const given = parameters.map(({ conversion: { translate } }, i) =>
    translate === undefined ? `a${i}` : `${bind('translate', translate)}(a${i})`,
  )
  // Made when all others have been read, which must not have used the slots by then.
  const keepsSlots = parameters.every(
    ({ conversion: { makesCalls, translate } }) => !makesCalls && translate === undefined,
  )
  const objects = parameters.map(({ conversion: { object } }) => (keepsSlots ? object?.(bind) : undefined))
  const isObject = (i: number) => objects[i] !== undefined
  const assign = result === undefined ? '' : 'result='
  const calls = objects.some(object => object !== undefined)
    ? [
        ...(result === undefined ? [] : ['let result']),
        `if(${objects.flatMap(object => object?.when ?? []).join('&&')})${assign}fn(${objects.map((object, i) => object?.value ?? given[i])})`,
        'else{',
        ...readingOrder.filter(isObject).map(i => `  ${read(i)}`),
        `  ${assign}fn(${given})`,
        '}',
      ]
    : [`${result === undefined ? '' : 'const '}${assign}fn(${given})`]
  const usual = result?.inline('result', words.result, bind)
  const isInline = usual !== undefined && bareType(resultType).kind !== 'pointer'
  // As a marshaller does: a getter that has called C has used what is being stored into.
  const isUnread = result?.readsMembers ? `&&F64[${doubleword.target}]===0` : ''
  const body = [
    ...readingOrder.filter(i => !isObject(i)).map(read),
    ...calls,
    isInline && result!.usesScratch && `I32[${words.scratchTop}]=I32[${words.scratchFloor}]`,
    isInline && result!.readsMembers && `F64[${doubleword.target}]=0`,
    isInline && `if((${usual.when})${isUnread}){${usual.store}}else self.storeResult(result)`,
    result !== undefined && !isInline && 'self.storeResult(result)',
  ].flatMap(line => line || [])
  const lines = body.join()
  const scope = Object.fromEntries(Object.entries(named).filter(([name]) => name === resume || lines.includes(name)))
  const text = [
    "'use strict'",
    `return (${Object.keys(scope)})=>{`,
    // A function by itself: V8 knows the scope of one that is called, and not of a loop that it enters halfway.
    'const runAndResume=(activation,self)=>{',
    '  const I32=i32',
    `  const parked=I32[${words.callStack}]`,
    `  if(self.holders<=0||parked>activation.start-${callStackGap})return ${notRun}`,
    '  const {fn}=self',
    ...body.map(line => `  ${line}`),
    `  return state.unwinding===undefined&&I32[${words.callStack}]===parked?${resume}(0):${notResumed}`,
    '}',
    'return {',
    'run(self){',
    '  const I32=i32,{fn}=self',
    ...body.map(line => `  ${line}`),
    '},',
    'runAndResume,',
    'runOn(activation,self){',
    '  const I32=i32',
    '  for(;;){',
    '    const status=runAndResume(activation,self)',
    `    if(status!==${status.callback})return status`,
    `    const index=I32[${words.callback}]`,
    '    if(index!==self.index){',
    '      const next=upcalls[index]',
    '      if(next.shape.runAndResume!==runAndResume)return status',
    '      activation.running=index',
    '      self=next',
    '    }',
    '  }',
    '}}}',
  ].join('\n')
  return { text, scope }
}

function compose({ exchange, parameters, readingOrder, result, resumption }: CallbackConversions): UpcallRuns {
  const { I32 } = exchange.views
  const { upcallState } = exchange
  const run = (upcall: Upcall): void => {
    const self = upcall as CallbackFunction
    const { fn } = self
    const values: unknown[] = new Array(parameters.length)
    for (const i of readingOrder) values[i] = parameters[i]!.conversion.load(self.sites[i]!)
    parameters.forEach(({ conversion: { translate } }, i) => {
      if (translate !== undefined) values[i] = translate(values[i])
    })
    const value = fn(...values)
    if (result !== undefined) self.storeResult(value)
  }
  const runAndResume = ({ start }: Activation, self: Upcall): number => {
    const parked = I32[words.callStack]!
    if (self.holders <= 0 || parked > start! - callStackGap) return notRun
    run(self)
    if (upcallState.unwinding !== undefined || I32[words.callStack] !== parked) return notResumed
    return resumption.enter(0)
  }
  const { all: upcalls } = exchange.activations.upcalls
  const runOn = (activation: Activation, first: Upcall): number => {
    let self = first
    for (;;) {
      const outcome = runAndResume(activation, self)
      if (outcome !== status.callback) return outcome
      const next = upcalls[I32[words.callback]!]!
      if (next.shape.runAndResume !== runAndResume) return outcome
      activation.running = next.index
      self = next
    }
  }
  return { run, runAndResume, runOn }
}
