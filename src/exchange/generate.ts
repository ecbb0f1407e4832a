/**
 * Marshallers as source. What V8 makes of them decides the speed of a call, so the source keeps to what it likes:
 *
 * - every outside value is a `const` of an enclosing function: V8 folds the typed arrays' addresses into the code of a
 *   caller (6 to 4 ns);
 * - the usual values are checked and stored in line, anything else goes to the closures of `marshaller.ts`, which keeps
 *   twelve parameters below the size V8 is ready to inline (460 bytes of bytecode);
 * - functions of one shape share one compiled source, and with it the optimised code: compiling costs 25 µs, making
 *   another function of it 1.
 *
 * Only numbers and names made here get into source text.
 */
import { status } from '../machine/control-block.ts'
import { dump } from './dump.ts'
import { doubleword, type Exchange, patternOf, word as words } from './exchange.ts'
import { takeFault } from './fault.ts'
import { type Call, type Marshaller, refusal, slotWord, storeArguments } from './marshaller.ts'

/** What is in the scope of one marshaller: itself as closures, and what its conversions bound. */
type Scope = Readonly<Record<string, unknown>>

export interface Source {
  readonly text: string
  readonly scope: Scope
}

/** Makes a marshaller of its shape from a scope. */
type Factory = (scope: Scope) => Marshaller

const factories = new Map<string, Factory>()

/** False where the host forbids code from strings (`--disallow-code-generation-from-strings`). */
let allowed = true

/** How many shapes have been compiled. */
export const compiledShapes = (): number => factories.size

/** Whether a function of this source can be had without compiling. */
export const isCompiled = (source: Source): boolean => factories.has(source.text)

/** The marshaller of a source; undefined where code from strings is forbidden. */
export function compileMarshaller(source: Source, call: Call): Marshaller | undefined {
  const factory = factories.get(source.text) ?? compile(source.text, call)
  return factory?.(source.scope)
}

function compile(text: string, { exchange, name }: Call): Factory | undefined {
  if (!allowed) return undefined
  dump(`marshaller, first used by ${name}`, () => text)
  try {
    const source = `${text}\n//# sourceURL=cabi:marshaller-${factories.size + 1}`
    const factory = new Function('exchange', source)(shared(exchange)) as Factory
    factories.set(text, factory)
    return factory
  } catch (error) {
    if (!(error instanceof EvalError)) throw error
    allowed = false
    return undefined
  }
}

const shared = ({ views, invoke }: Exchange): Scope => ({ ...views, invoke })

export function marshallerSource(call: Call): Source {
  const { conversions } = call
  const scope: Record<string, unknown> = { ...steps(call), target: patternOf(call.address), thunk: call.thunk }
  const bind = (hint: string, value: unknown): string => {
    const name = `${hint}${Object.keys(scope).length}`
    scope[name] = value
    return name
  }
  const parameters = conversions.map((_, i) => `a${i}`)
  const usual = conversions.map((conversion, i) => conversion.inline(`a${i}`, slotWord(i), bind))
  const result = call.result.inline('load()', bind)
  const stores = usual.map(({ store }) => store).filter(Boolean)
  const conditions = usual.map(({ when }) => `(${when})`)
  const body = [
    `if(liveness.closed||arguments.length!==${conversions.length})throw refuse(arguments.length)`,
    ...(conditions.length === 0 ? [] : [`if(${conditions.join('&&')}){${stores.join(';')}}else store(${parameters})`]),
    `F64[${doubleword.target}]=target`,
    'invoke(thunk)',
  ]
  const text = [
    "'use strict'",
    'const {I32,U32,F32,F64,I64,U64,invoke}=exchange',
    `return ({${Object.keys(scope).join()}})=>function(${parameters}){`,
    ...(conversions.some(conversion => conversion.usesScratch) ? withScratch(body) : body).map(line => `  ${line}`),
    `  if(I32[${words.status}]!==${status.done})throw fault(${parameters})`,
    `  return ${result}`,
    '}',
  ].join('\n')
  return { text, scope }
}

/** The parts of the marshaller that the usual call does not need. */
const steps = (call: Call) => ({
  liveness: call.liveness,
  refuse: (received: number) => refusal(call, received),
  store: (...values: unknown[]) => storeArguments(call, values),
  fault: (...values: unknown[]) => takeFault(call.exchange.views, call.name, values),
  load: () => call.result.load(call.site),
})

/** The same between taking the floor of scratch and giving it back: some argument is copied there. */
function withScratch([refuse, store, ...invoke]: string[]): string[] {
  const { scratchFloor, scratchTop } = words
  return [
    refuse!,
    `const floor=I32[${scratchFloor}];I32[${scratchTop}]=floor`,
    store!,
    `I32[${scratchFloor}]=I32[${scratchTop}]`,
    ...invoke,
    `I32[${scratchFloor}]=floor`,
  ]
}
