/** For the tests of this folder: an exchange without a kernel, and a conversion's two forms side by side. */
import { integerType } from '../ctype/type.ts'
import { exchangeSize } from '../machine/control-block.ts'
import { slotWord } from './call.ts'
import type { Argument, ArgumentConversion, ResultConversion } from './conversion.ts'
import { type Views, word as words } from './exchange.ts'

export function makeViews(): Views {
  const buffer = new ArrayBuffer(exchangeSize)
  return {
    I32: new Int32Array(buffer),
    U32: new Uint32Array(buffer),
    F32: new Float32Array(buffer),
    F64: new Float64Array(buffer),
    I64: new BigInt64Array(buffer),
    U64: new BigUint64Array(buffer),
    U8: new Uint8Array(buffer),
  }
}

export const argument: Argument = { function: 'f', index: 1, name: 'n', type: integerType('int') }

/** The slot of the first argument, which tests fill with this first. */
const slot = slotWord(0)
const stale = 0xa5a5a5a5

/** The slot's two words after `store`. Throws what it throws. */
export function stored(views: Views, conversion: ArgumentConversion, value: unknown): number[] {
  views.U32.fill(stale, slot, slot + 2)
  conversion.store(value, slot, argument)
  return [...views.U32.subarray(slot, slot + 2)]
}

/** The same by the source for the usual case; undefined where that leaves the value to `store`. */
export function storedInline(views: Views, conversion: ArgumentConversion, value: unknown): number[] | undefined {
  views.U32.fill(stale, slot, slot + 2)
  const { when, store, scope } = inlineSource(conversion)
  const run = new Function(
    'scope',
    'value',
    `const {${Object.keys(scope)}}=scope;if(!(${when}))return false;${store};return true`,
  )
  return run({ ...scope, ...views }, value) ? [...views.U32.subarray(slot, slot + 2)] : undefined
}

function inlineSource(conversion: ArgumentConversion) {
  const scope: Record<string, unknown> = { I32: 0, U32: 0, F32: 0, F64: 0, I64: 0, U64: 0 }
  const bind = (hint: string, value: unknown): string => {
    scope[hint] = value
    return hint
  }
  return { ...conversion.inline('value', slot, bind), scope }
}

/** What both forms of a result make of the bits in the result slot. */
export function loaded(views: Views, conversion: ResultConversion, bits: bigint): { load: unknown; inline: unknown } {
  views.U64[words.result / 2] = bits
  const load = () => conversion.load({ function: 'f', type: integerType('long') })
  const source = `const {I32,U32,F32,F64,I64,U64,load}=scope;return ${conversion.inline('load()', () => 'load')}`
  return { load: load(), inline: new Function('scope', source)({ ...views, load }) }
}
