/**
 * Marshallers as source. What V8 makes of them decides the speed of a call, so the source keeps to what it likes:
 *
 * - every outside value is a plain parameter of an enclosing function, which nothing assigns to: V8 folds the typed arrays'
 *   addresses into the code of a caller (6 to 4 ns), and need not look whether it is there yet, as it does for each use of a
 *   `const` (two bytes each);
 * - it is short: V8 inlines up to 460 bytes of bytecode (twelve integers: 24 to 11 ns). The usual values are checked and
 *   stored in line, anything else goes to the closures of `Call`; the views used most are locals, as a local costs no
 *   bytes to load; a list of the arguments is `arguments`, as each element of another would be nine bytes;
 * - functions of one shape share one compiled source, and with it the optimised code: compiling costs 25 µs, making
 *   another function of it 1.
 *
 * Only numbers and names made here get into source text.
 */
import { status } from '../machine/control-block.ts'
import { type Call, type CallShape, slotWord } from './call.ts'
import type { Bind, ResultConversion } from './conversion.ts'
import type { DirectCall } from './direct.ts'
import { dump } from './dump.ts'
import { doubleword, type Exchange, word as words } from './exchange.ts'
import { endLoans } from './lending.ts'
import type { Marshaller } from './marshaller.ts'

export interface Source {
  readonly text: string
  /** What the text calls by name, besides the exchange and the call. */
  readonly scope: Readonly<Record<string, unknown>>
}

/** Makes the marshaller of a call of its shape. */
export type MarshallerMaker = (call: Call) => Marshaller

/** Of the values of a scope, in its order: what makes the function for a call and the facts of it that the text names. */
type Compiled = (...scope: readonly unknown[]) => (call: Call, ...facts: readonly unknown[]) => Marshaller

const compiled = new Map<string, Compiled>()

/** False where the host forbids code from strings (`--disallow-code-generation-from-strings`). */
let allowed = true

/** How many different texts have been compiled. */
export const compiledTexts = (): number => compiled.size

export const isCompiled = ({ text }: Source): boolean => compiled.has(text)

/** Undefined where code from strings is forbidden. */
export function compileMaker({ text, scope }: Source, exchange: Exchange): MarshallerMaker | undefined {
  const make = (compiled.get(text) ?? compile(text, exchange))?.(...Object.values(scope))
  return make && (call => make(call, call.liveness, call.target, call.callee.name))
}

function compile(text: string, { views, invoke, activations }: Exchange): Compiled | undefined {
  const { I32, F64, U32, F32, I64, U64 } = views
  const { runCallbacks, runCallbacksWithLoans } = activations
  // Those used most by two names: a text that has them as locals needs others for their values.
  const values = { i32: I32, f64: F64, I32, F64, U32, F32, I64, U64, invoke, runCallbacks, runCallbacksWithLoans }
  const made = compileText(Object.keys(values).join(), `${text}\n//# sourceURL=cabi:marshaller-${compiled.size + 1}`)
  if (made === undefined) return undefined
  dump('a marshaller', () => text)
  const make = made(...Object.values(values)) as Compiled
  compiled.set(text, make)
  return make
}

/** A function of `parameters`, names with commas, with `text` as its body; undefined where code from strings is forbidden. */
export function compileText(parameters: string, text: string): ((...values: unknown[]) => unknown) | undefined {
  if (!allowed) return undefined
  try {
    return new Function(parameters, text) as (...values: unknown[]) => unknown
  } catch (error) {
    if (!(error instanceof EvalError)) throw error
    allowed = false
    return undefined
  }
}

/** Where the engine can be entered again. */
export const invokeOnHost =
  (exchange: Exchange) =>
  (thunk: number): void =>
    exchange.activations.invokeOnHost(thunk)

export function marshallerSource(shape: CallShape): Source {
  const { direct, result } = shape
  return (direct && !result.clearsErrno && directSource(shape, direct)) || slotsSource(shape)
}

/**
 * The text names the function: see `DirectCall.number`. Undefined where an argument is no number until it is stored. A
 * result that comes in a register goes on from there: through memory, a chain of additions took 0.9 ns more a call (7.0 on
 * Node 26). For errors, the parameters have the arguments, since what is passed may replace them: see `passedNumber`.
 */
function directSource({ conversions, result, thunk }: CallShape, direct: DirectCall): Source | undefined {
  const name = `direct${direct.number}`
  const scope: Record<string, unknown> = { thunk }
  const bind = binderOf(scope)
  const usual = conversions.map((conversion, i) => conversion.inline(`a${i}`, slotWord(i), bind))
  const passed = usual.map(({ passed }) => passed)
  if (passed.includes(undefined)) return undefined
  const parameters = conversions.map((_, i) => `a${i}`).join()
  const enter = `${name}(${[...passed, 'target'].join()})`
  const conditions = usual.map(({ when }) => `(${when})`).join('&&')
  const bySlots = 'call.enterBySlots(arguments)'
  const entered = (otherwise: string) => (conditions === '' ? enter : `(${conditions}?${enter}:${otherwise})`)
  const leave = `runCallbacks(thunk))call.leaveDirect(${parameters})`
  const loaded = loadSource(result, bind)
  const body = [
    `if(liveness.closed||arguments.length!==${conversions.length})throw call.refuse(arguments.length)`,
    ...(direct.returns === 'status'
      ? [`if(${entered(bySlots)}!==${status.done}&&${leave}`, `return ${finishSource(result, loaded, bind)}`]
      : [
          `let r=${entered(`(${bySlots},NaN)`)}`,
          `if(r!==r){if(I32[${words.status}]!==${status.done}&&${leave};r=${loaded}}`,
          `return ${finishSource(result, 'r', bind)}`,
        ]),
  ]
  scope[name] = direct.enter
  return { text: textOf(scope, parameters, body), scope }
}

/** The text names the function that enters, as above, where there is one for the call. */
function slotsSource({ exchange, conversions, result, thunk, stack, onCallStack }: CallShape): Source {
  const scope: Record<string, unknown> = { thunk }
  const bind = binderOf(scope)
  const parameters = conversions.map((_, i) => `a${i}`).join()
  const lends = conversions.some(conversion => conversion.lends)
  const readsMembers = conversions.some(conversion => conversion.readsMembers)
  // What members do can be anything, and of that only `Call.store` ends the loans.
  const isInline = !(lends && readsMembers)
  const usual = isInline ? conversions.map((conversion, i) => conversion.inline(`a${i}`, slotWord(i), bind)) : []
  const conditions = usual.map(({ when }) => `(${when})`)
  const stores = usual.flatMap(({ store }) => store || []).join(';')
  const usesScratch = conversions.some(conversion => conversion.usesScratch)
  const { target } = doubleword
  // As `Call.store` does.
  if (readsMembers && isInline) conditions.push(`F64[${target}]===0`)
  const { scratchFloor, scratchTop } = words
  const enter = `direct${onCallStack?.number}`
  if (onCallStack) scope[enter] = onCallStack.enter
  const outcome = onCallStack === undefined ? `I32[${words.status}]` : `${enter}(target)`
  // Whatever is undefined comes last, or not at all: the shorter a call the better.
  const found = [lends && 'loans', usesScratch && (lends ? 'floor' : 'undefined,floor')].filter(Boolean)
  const runs = lends
    ? `runCallbacksWithLoans(${['thunk', ...found]})`
    : `runCallbacks(thunk${usesScratch ? ',floor' : ''})`
  const value = finishSource(result, loadSource(result, bind), bind)
  const body = [
    `if(liveness.closed||arguments.length!==${conversions.length})throw call.refuse(arguments.length)`,
    lends && `const lent=${bind('lent', exchange.lent)},loans=lent.length`,
    usesScratch && `const floor=I32[${scratchFloor}];I32[${scratchTop}]=floor`,
    readsMembers && isInline && `F64[${target}]=0`,
    !isInline && 'call.store(arguments,loans)',
    conditions.length > 0 &&
      `if(${conditions.join('&&')}){${stores}}else call.store(arguments${lends ? ',loans' : ''})`,
    result.place && `const place=${result.place.inline(bind)}`,
    onCallStack === undefined && `F64[${target}]=target`,
    result.clearsErrno && `I32[${words.errorNumber}]=0`,
    usesScratch && `I32[${scratchFloor}]=I32[${scratchTop}]`,
    stack === 'host' && `${bind('onHost', invokeOnHost(exchange))}(thunk)`,
    stack !== 'host' && onCallStack === undefined && 'invoke(thunk)',
    // On the host stack they have run.
    `if(${outcome}!==${status.done}${stack === 'host' ? '' : `&&${runs}`})call.leave(${['arguments', ...found]})`,
    usesScratch && `I32[${scratchFloor}]=floor`,
    lends && `if(lent.length!==loans)${bind('endLoans', endLoans)}(lent,loans)`,
    `return ${value}`,
  ]
  return { text: textOf(scope, parameters, [localViews(body), ...body]), scope }
}

/** Those that the lines of a marshaller use, as locals. */
function localViews(body: readonly (string | false | undefined)[]): string | false {
  const lines = body.join()
  const used = ['I32', 'F64'].filter(view => lines.includes(`${view}[`))
  return used.length > 0 && `const ${used.map(view => `${view}=${view.toLowerCase()}`)}`
}

const loadSource = (result: ResultConversion, bind: Bind): string =>
  result.inline(result.place === undefined ? 'call.load()' : 'call.load(place)', bind)

/** What the program itself makes of a result. */
function finishSource(result: ResultConversion, loaded: string, bind: Bind): string {
  const translated = result.translate === undefined ? loaded : `${bind('translate', result.translate)}(${loaded})`
  return result.check === undefined ? translated : `call.check(${translated},arguments)`
}

/** The text of a marshaller: its scope, its parameters, its lines. */
function textOf(scope: Source['scope'], parameters: string, body: readonly (string | false | undefined)[]): string {
  return [
    "'use strict'",
    `return (${Object.keys(scope)})=>(call,liveness,target,name)=>`,
    // A method: it cannot be called with `new`. With its name from the start: one that is defined later makes the function a
    // hash table, 300 bytes each. Of an object that is a hash table itself: others would cost a hidden class for each name.
    `({__proto__:null,[name](${parameters}){`,
    ...body.flatMap(line => (line ? `  ${line}` : [])),
    '}})[name]',
  ].join('\n')
}

function binderOf(scope: Record<string, unknown>): Bind {
  let bound = 0
  return (hint, value) => {
    const name = `${hint}${bound++}`
    scope[name] = value
    return name
  }
}
