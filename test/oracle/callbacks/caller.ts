/**
 * C functions that call back. Each passes the arguments that JavaScript has put into a state that both can see, keeps values
 * in registers meanwhile, and writes down what it is given.
 */
import { aggregateOf } from '../../../src/abi/aggregate.ts'
import { preferredAlignOf, sizeOf } from '../../../src/ctype/layout.ts'
import { x86_64_linux as target } from '../../../src/ctype/target.ts'
import { bareType } from '../../../src/ctype/type.ts'
import { definitionsOf } from '../aggregates/callee.ts'
import { largest, type Parameter } from '../aggregates/parameter.ts'
import { mostParameters, type Signature } from '../aggregates/signature.ts'
import { declare } from '../layouts/print-case.ts'

/**
 * 64-bit words of the state, by index. `broken` counts kept values and canaries that came back different; a callback is
 * called `times` times in a row.
 */
export const word = { total: 0, calls: 1, broken: 2, times: 3, keys: 4 }

const keyCount = 4

export const seenOffset = 64
export const argumentOffset = (position: number): number => seenOffset + largest * (position + 1)
export const stateSize = argumentOffset(mostParameters)

const shared = `\
#include <string.h>
typedef unsigned long long word;
static struct {
  word total, calls, broken, times, keys[${keyCount}];
  unsigned char seen[${largest}], arguments[${mostParameters}][${largest}];
} state;
void *state_address(void) { return &state; }

enum { CANARY = 0xc3 };

static __attribute__((noinline, unused)) void canaries(const unsigned char *at, word count) {
  for (word i = 0; i < count; i++) state.broken += at[i] != CANARY;
}
`

export function callerSource(signatures: readonly Signature[]): string {
  // Those of a signature that is made smaller have the same definitions.
  const definitions = new Set(signatures.flatMap(definitionsOf))
  return [shared, ...definitions, ...signatures.flatMap(callers)].join('\n')
}

export const callbackType = ({ name }: Signature): string => `${name}_callback`
export const resultType = ({ name }: Signature): string => `${name}_result`

/** Calls back as gcc does it. */
export const ordinaryCaller = ({ name }: Signature): string => `${name}_call`
/** The same with the address of a result in memory as an argument (psABI 3.2.3), canaries round the place. */
export const canaryCaller = ({ name }: Signature): string => `${name}_canaries`

/** All larger ones are, as wider vectors are refused; but of those without a named member GCC returns nothing. */
export const isInMemory = ({ result }: Signature): boolean =>
  result !== undefined &&
  bareType(result.type).kind === 'record' &&
  sizeOf(result.type, target)! > 16 &&
  !aggregateOf(bareType(result.type), target)!.isEmpty

/** What C and cabi both read, before the callers. */
export function callbackDeclarations(signature: Signature): string[] {
  const { parameters, result } = signature
  const list = parameters.map(({ type }, i) => declare(type, `a${i}`)).join(', ')
  return [
    `typedef ${resultSpelling(result)} (*${callbackType(signature)})(${list || 'void'});`,
    ...(result === undefined ? [] : [`typedef ${declare(result.type, resultType(signature))};`]),
  ]
}

export const callerPrototypes = (signature: Signature): string[] =>
  callerNames(signature).map(name => `void ${name}(${callbackType(signature)} callback)`)

const callerNames = (signature: Signature): string[] => [
  ordinaryCaller(signature),
  ...(isInMemory(signature) ? [canaryCaller(signature)] : []),
]

const resultSpelling = (result: Parameter | undefined): string => (result ? declare(result.type, '') : 'void')

function callers(signature: Signature): string[] {
  const [ordinary, canary] = callerPrototypes(signature)
  return [
    ...callbackDeclarations(signature),
    body(ordinary!, signature, ordinaryCall(signature)),
    ...(canary === undefined ? [] : [body(canary, signature, canaryCall(signature))]),
  ]
}

function body(prototype: string, { parameters }: Signature, call: string[]): string {
  const keys = Array.from({ length: keyCount }, (_, i) => i)
  const lines = [
    'state.total += state.times, state.calls++;',
    // Without its qualifiers: of an atomic object every copy is a call of a library.
    ...parameters.map(({ type }, i) => `${declare(bareType(type), `a${i}`)};`),
    ...parameters.map((_, i) => `memcpy((void *)&a${i}, state.arguments[${i}], sizeof a${i});`),
    ...keys.map(i => `word k${i} = state.keys[${i}];`),
    // The compiler does not know that the state still has them.
    ...keys.map(i => `__asm__ volatile("" : "+r"(k${i}));`),
    'for (word i = 0; i < state.times; i++) {',
    ...call.map(line => `  ${line}`),
    '}',
    ...keys.map(i => `state.broken += k${i} != state.keys[${i}];`),
  ]
  return `${prototype} {\n${lines.map(line => `  ${line}\n`).join('')}}`
}

const passed = ({ parameters }: Signature): string[] => parameters.map((_, i) => `a${i}`)

function ordinaryCall(signature: Signature): string[] {
  const call = `callback(${passed(signature).join(', ')})`
  if (signature.result === undefined) return [`${call};`]
  // GCC 12 stores a struct of 3 bytes that a typedef aligns to 16 as 8 bytes: beside `r` they would overwrite a kept value.
  return [
    `union { ${declare(bareType(signature.result.type), 'r')}; unsigned char room[${largest}]; } u = { ${call} };`,
    'memcpy(state.seen, (void *)&u.r, sizeof u.r);',
  ]
}

const canaryBytes = 64

function canaryCall(signature: Signature): string[] {
  const { type } = signature.result!
  const size = sizeOf(type, target)!
  const align = Math.max(canaryBytes, preferredAlignOf(type, target)!)
  const types = ['void *', ...signature.parameters.map(({ type }) => declare(type, ''))]
  return [
    `unsigned char box[${align + size + canaryBytes}] __attribute__((aligned(${align})));`,
    'memset(box, CANARY, sizeof box);',
    `void *given = ((void *(*)(${types.join(', ')}))callback)(${[`box + ${align}`, ...passed(signature)].join(', ')});`,
    `state.broken += given != box + ${align};`,
    `canaries(box, ${align});`,
    `canaries(box + ${align + size}, ${canaryBytes});`,
    `memcpy(state.seen, box + ${align}, ${size});`,
  ]
}
