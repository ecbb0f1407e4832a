/**
 * Marshallers as source. What V8 makes of them decides the speed of a call, so the source keeps to what it likes: every
 * outside value is a `const` of the enclosing function (V8 then folds typed arrays' addresses into the code: 6 to 4 ns),
 * and no two sources are equal (equal ones share their type feedback).
 *
 * Only numbers, names made here and the validated C identifier of the function get into source text.
 */
import { status } from '../machine/control-block.ts'
import { countError } from './argument-error.ts'
import { dump } from './dump.ts'
import { doubleword, patternOf, word as words } from './exchange.ts'
import { takeFault } from './fault.ts'
import { type Call, type Marshaller, slotWord } from './marshaller.ts'

/** False where the host forbids code from strings (`--disallow-code-generation-from-strings`). */
let allowed = true

let generated = 0

/** The marshaller of `call` as generated code; undefined where that is forbidden. */
export function generateMarshaller(call: Call): Marshaller | undefined {
  if (!allowed) return undefined
  const { source, scope } = marshallerSource(call)
  dump(`marshaller of ${call.name}`, () => source)
  try {
    const make = new Function('scope', source) as (scope: object) => Marshaller
    return make(Object.fromEntries(scope))
  } catch (error) {
    if (!(error instanceof EvalError)) throw error
    allowed = false
    return undefined
  }
}

export interface Source {
  readonly source: string
  /** What the source's free names stand for. */
  readonly scope: ReadonlyMap<string, unknown>
}

export function marshallerSource(call: Call): Source {
  const { exchange, conversions, name } = call
  const scope = new Map<string, unknown>(Object.entries(exchange.views))
  const bind = (hint: string, value: unknown): string => {
    const identifier = `${hint}_${scope.size}`
    scope.set(identifier, value)
    return identifier
  }
  const parameters = conversions.map((_, i) => `a${i}`)
  const body = [
    `if(${bind('liveness', call.liveness)}.closed)throw ${bind('closed', call.closedError)}()`,
    `if(arguments.length!==${conversions.length})throw ${bind('count', (received: number) =>
      countError(name, conversions.length, received),
    )}(arguments.length)`,
    ...scratch(call, [
      ...conversions.map((conversion, i) => {
        const otherwise = `${bind('convert', (value: unknown) => conversion.store(value, slotWord(i), call.arguments[i]!))}(a${i})`
        const usual = conversion.inline(`a${i}`, slotWord(i), bind)
        return [...usual.map(({ when, store }) => `if(${when}){${store}}else `), otherwise].join('')
      }),
    ], [
      `F64[${doubleword.target}]=${bind('target', patternOf(call.address))}`,
      `${bind('invoke', exchange.invoke)}(${bind('thunk', call.thunk)})`,
    ]),
    `if(I32[${words.status}]!==${status.done})throw ${bind('fault', (values: unknown[]) =>
      takeFault(exchange.views, name, values),
    )}([${parameters}])`,
    `return ${call.result.inline(`${bind('load', () => call.result.load(call.site))}()`, bind)}`,
  ]
  const source = [
    `const {${[...scope.keys()].join()}}=scope`,
    `return function(${parameters}){`,
    ...body.map(line => `  ${line}`),
    '}',
    `//# sourceURL=cabi:${name}#${++generated}`,
  ].join('\n')
  return { source, scope }
}

/** Storing and invoking, between taking the floor of scratch and giving it back, where any argument is copied there. */
function scratch(call: Call, store: string[], invoke: string[]): string[] {
  if (!call.conversions.some(conversion => conversion.usesScratch)) return [...store, ...invoke]
  const { scratchFloor, scratchTop } = words
  return [
    `const floor=I32[${scratchFloor}];I32[${scratchTop}]=floor`,
    ...store,
    `I32[${scratchFloor}]=I32[${scratchTop}]`,
    ...invoke,
    `I32[${scratchFloor}]=floor`,
  ]
}
