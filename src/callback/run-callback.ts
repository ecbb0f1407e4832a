/**
 * How callbacks of a shape are run: the arguments read, the function called, its result stored. As for calls, V8 likes
 * source best, where it can inline the function into the loop of C's calls; where code from strings is forbidden, it is
 * composed of closures.
 */
import { bareType } from '../ctype/type.ts'
import type { Activation } from '../exchange/activation.ts'
import { dump } from '../exchange/dump.ts'
import { doubleword, word as words } from '../exchange/exchange.ts'
import { compileText } from '../exchange/generate.ts'
import { notResumed, notRun } from '../exchange/run-any-callbacks.ts'
import type { Upcall, UpcallRuns } from '../exchange/upcall.ts'
import { callStackGap, status } from '../machine/control-block.ts'
import type { CallbackFunction } from './callback-function.ts'
import type { CallbackConversions } from './upcall-shape.ts'

export const runsOf = (conversions: CallbackConversions): UpcallRuns => generate(conversions) ?? compose(conversions)

type Made = (scope: object) => UpcallRuns

const texts = new Map<string, Made>()

function generate(conversions: CallbackConversions): UpcallRuns | undefined {
  const { text, scope } = source(conversions)
  let made = texts.get(text)
  if (made === undefined) {
    const { views, upcallState } = conversions.exchange
    const compiled = compileText('exchange', `${text}\n//# sourceURL=cabi:callback-${texts.size + 1}`)
    if (compiled === undefined) return undefined
    dump('a callback', () => text)
    made = compiled({ ...views, state: upcallState }) as Made
    texts.set(text, made)
  }
  return made(scope)
}

/** The text names what resumes C: see `Resumption.number`. */
function source({ parameters, readingOrder, result, resultType, resumption }: CallbackConversions) {
  const resume = `resume${resumption.number}`
  const scope: Record<string, unknown> = { [resume]: resumption.enter }
  let bound = 0
  const bind = (hint: string, value: unknown): string => {
    const name = `${hint}${bound++}`
    scope[name] = value
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
  const call = `fn(${given.join()})`
  const usual = result?.inline('result', words.result, bind)
  const isInline = usual !== undefined && bareType(resultType).kind !== 'pointer'
  // As a marshaller does: a getter that has called C has used what is being stored into.
  const isUnread = result?.readsMembers ? `&&F64[${doubleword.target}]===0` : ''
  const body = [
    ...readingOrder.map(read),
    result === undefined ? call : `const result=${call}`,
    isInline && result!.usesScratch && `I32[${words.scratchTop}]=I32[${words.scratchFloor}]`,
    isInline && result!.readsMembers && `F64[${doubleword.target}]=0`,
    isInline && `if((${usual.when})${isUnread}){${usual.store}}else self.storeResult(result)`,
    result !== undefined && !isInline && 'self.storeResult(result)',
  ].flatMap(line => line || [])
  const text = [
    "'use strict'",
    'const {I32,U32,F32,F64,I64,U64,state}=exchange',
    `return ({${Object.keys(scope)}})=>({`,
    'run(self){',
    '  const {fn}=self',
    ...body.map(line => `  ${line}`),
    '},',
    'runAndResume(activation,self){',
    `  const highest=activation.start-${callStackGap}`,
    '  for(;;){',
    `    const parked=I32[${words.callStack}]`,
    `    if(self.holders<=0||parked>highest)return ${notRun}`,
    '    const {fn}=self',
    ...body.map(line => `    ${line}`),
    `    if(state.unwinding!==undefined||I32[${words.callStack}]!==parked)return ${notResumed}`,
    `    const status=${resume}(0)`,
    `    if(status!==${status.callback}||I32[${words.callback}]!==self.index)return status`,
    '  }',
    '}})',
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
    let outcome: number
    do {
      const parked = I32[words.callStack]!
      if (self.holders <= 0 || parked > start! - callStackGap) return notRun
      run(self)
      if (upcallState.unwinding !== undefined || I32[words.callStack] !== parked) return notResumed
      outcome = resumption.enter(0)
    } while (outcome === status.callback && I32[words.callback] === self.index)
    return outcome
  }
  return { run, runAndResume }
}
