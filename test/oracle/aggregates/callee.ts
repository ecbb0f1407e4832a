/**
 * C functions of given signatures. Each compares the bits of its arguments with those that JavaScript said they would have,
 * in a state that both can see, writes over them, and returns what it was told to.
 */
import { preferredAlignOf } from '../../../src/ctype/layout.ts'
import { x86_64_linux as target } from '../../../src/ctype/target.ts'
import { bareType } from '../../../src/ctype/type.ts'
import { declare, printDefinition } from '../layouts/print-case.ts'
import { largest, type Parameter } from './parameter.ts'
import { earlyFunctions } from './public-library.ts'
import { mostParameters, prototype, type Signature } from './signature.ts'

/** 64-bit words of the state, by index. From `calls` on they are about the last call. */
export const word = {
  total: 0,
  calls: 1,
  called: 2,
  misaligned: 3,
  mismatches: 4,
  position: 5,
  offset: 6,
  seen: 7,
}

/** Bytes of the state: the words, the result, and of each argument what it should be and which bits count. */
export const answerOffset = 64
export const expectedOffset = (position: number): number => answerOffset + largest + 2 * largest * position
export const maskOffset = (position: number): number => expectedOffset(position) + largest
export const stateSize = expectedOffset(mostParameters)

const shared = `\
#include <stdarg.h>
#include <string.h>
typedef unsigned long long word;
static struct {
  word total, calls, called, misaligned, mismatches, position, offset, seen;
  unsigned char answer[${largest}];
  struct { unsigned char expected[${largest}], mask[${largest}]; } arguments[${mostParameters}];
} state;
void *state_address(void) { return &state; }

#define OUTLINE static __attribute__((noinline, unused)) void

/* A frame begins with the saved rbp, below the return address: 16 bytes under where the stack was aligned for the call. */
OUTLINE enter(word index, void *frame) {
  state.total++;
  state.calls++;
  state.called = index;
  if ((word)frame % 16 != 0) state.misaligned++;
}

/* An argument belongs to the callee, which may write to it: where it is, if nothing was wrong. */
OUTLINE argument(word position, void *address, word size, word align) {
  unsigned char *seen = address;
  if (size > 0 && (word)address % align != 0) state.misaligned++;
  for (word i = 0; i < size; i++) {
    unsigned char wrong = (seen[i] ^ state.arguments[position].expected[i]) & state.arguments[position].mask[i];
    if (wrong && state.mismatches++ == 0) {
      state.position = position;
      state.offset = i;
      state.seen = seen[i];
    }
  }
  if (state.mismatches == 0) memset(seen, 0x5c, size);
}

OUTLINE answer(void *result, word size) { memcpy(result, state.answer, size); }
`

export function calleeSource(signatures: readonly Signature[]): string {
  // Those of a signature that is made smaller have the same definitions.
  const definitions = new Set(signatures.flatMap(definitionsOf))
  return [shared, earlyFunctions, ...definitions, ...signatures.map(callee)].join('\n')
}

export const definitionsOf = ({ parameters, result }: Signature): string[] =>
  [...parameters, ...(result ? [result] : [])].flatMap(({ definitions }) => definitions.map(printDefinition))

function callee(signature: Signature): string {
  const { parameters, fixed, result, index } = signature
  const lines = [
    `enter(${index}, __builtin_frame_address(0));`,
    ...parameters.slice(0, fixed).map((parameter, i) => check(parameter, i, `a${i}`)),
    ...(fixed === undefined ? [] : variableChecks(parameters, fixed)),
    ...(result === undefined ? [] : [`${declare(bareType(result.type), 'r')};`, 'answer(&r, sizeof r);', 'return r;']),
  ]
  const body = lines.map(line => `  ${line}\n`).join('')
  return `${prototype(signature)} {\n${body}}`
}

/** A typedef can align to less than its type; where it aligns to more, arguments are not. */
const check = ({ type }: Parameter, position: number, name: string): string => {
  const align = Math.min(preferredAlignOf(type, target)!, preferredAlignOf(bareType(type), target)!)
  return `argument(${position}, (void *)&${name}, sizeof ${name}, ${align});`
}

function variableChecks(parameters: readonly Parameter[], fixed: number): string[] {
  const read = parameters.slice(fixed).flatMap((parameter, i) => {
    const name = `v${fixed + i}`
    const value = `va_arg(list, ${declare(parameter.type, '')})`
    return [`${declare(parameter.type, name)} = ${value};`, check(parameter, fixed + i, name)]
  })
  // Naming the last parameter would read it, which GCC cannot if it is atomic and empty.
  return ['va_list list;', '__builtin_va_start(list, 0);', ...read, 'va_end(list);']
}
