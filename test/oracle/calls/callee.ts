/**
 * C functions of given signatures. Each compares its arguments with what JavaScript said they would be, in a state that
 * both can see, and returns what it was told to, with garbage around results narrower than a register.
 */
import { headers } from '../gcc.ts'
import { prelude, type Scalar, scalarAssertions } from './scalar.ts'
import { type Parameter, prototype, type Signature } from './signature.ts'
import { texts } from './value.ts'

/** 64-bit words of the state, by index. From `calls` on they are about the last call; `expected` and on are its arguments. */
export const word = {
  total: 0,
  calls: 1,
  called: 2,
  misaligned: 3,
  mismatches: 4,
  position: 5,
  seen: 6,
  answer: 7,
  expected: 8,
}

/** The most arguments a callee can check. */
const maxArguments = 256

export const stateWords = word.expected + maxArguments

const shared = `\
#include <stdarg.h>
#include <string.h>
typedef unsigned long long word;
static word state[${stateWords}];
void *state_address(void) { return state; }

#define OUTLINE static __attribute__((noinline, unused)) void

static void compare(word position, word seen, int same) {
  if (same || state[${word.mismatches}]++ > 0) return;
  state[${word.position}] = position;
  state[${word.seen}] = seen;
}

/* A frame begins with the saved rbp, below the return address: 16 bytes under where the stack was aligned for the call. */
OUTLINE enter(word index, void *frame) {
  state[${word.total}]++;
  state[${word.calls}]++;
  state[${word.called}] = index;
  if ((word)frame % 16 != 0) state[${word.misaligned}]++;
}

OUTLINE integer(word position, word seen) { compare(position, seen, seen == state[${word.expected} + position]); }

/* A NaN may change its payload on its way through JavaScript. */
OUTLINE real32(word position, float seen) {
  float expected;
  unsigned bits;
  memcpy(&expected, &state[${word.expected} + position], 4);
  memcpy(&bits, &seen, 4);
  compare(position, bits, memcmp(&seen, &expected, 4) == 0 || (seen != seen && expected != expected));
}

OUTLINE real64(word position, double seen) {
  double expected;
  word bits;
  memcpy(&expected, &state[${word.expected} + position], 8);
  memcpy(&bits, &seen, 8);
  compare(position, bits, bits == state[${word.expected} + position] || (seen != seen && expected != expected));
}

OUTLINE text(word position, const char *seen) {
  word hash = seen ? 0xcbf29ce484222325 : 0;
  for (; seen && *seen; seen++) hash = (hash ^ (unsigned char)*seen) * 0x100000001b3;
  integer(position, hash);
}

static const char *const texts[] = { ${[...texts.map(text => JSON.stringify(text)), 'NULL'].join(', ')} };

/* The register as it is: the compiler is told that the narrow value is in it, and returns it without a look. */
#define NARROW(type) ({ __typeof__((type)0) value; __asm__ volatile("" : "=a"(value) : "a"(state[${word.answer}])); value; })
#define COPIED(type) ({ type value; memcpy(&value, &state[${word.answer}], sizeof value); value; })
`

export function calleeSource(signatures: readonly Signature[]): string {
  return [headers, prelude, scalarAssertions, shared, ...signatures.map(callee)].join('\n')
}

function callee(signature: Signature): string {
  const { parameters, fixed, result, name, index } = signature
  const declared = parameters.slice(0, fixed)
  const list = declared.map(({ scalar }, i) => `${scalar.spelling} a${i}`)
  if (fixed !== undefined) list.push('...')
  return `\
${prototype(signature)}
${result.spelling} ${name}(${list.join(', ') || 'void'}) {
  enter(${index}, __builtin_frame_address(0));
${declared.map(({ scalar }, i) => `  ${check(scalar, i, `a${i}`)}\n`).join('')}\
${fixed === undefined ? '' : variableChecks(parameters, fixed)}\
  ${returned(result)}
}
`
}

const checks = {
  bool: 'integer',
  integer: 'integer',
  pointer: 'integer',
  float: 'real32',
  double: 'real64',
  string: 'text',
}

function check({ kind }: Scalar, position: number, expression: string): string {
  const checked = checks[kind as keyof typeof checks]
  return `${checked}(${position}, ${checked === 'integer' ? `(word)${expression}` : expression});`
}

/**
 * The variable arguments as what C promotes them to (C11 6.5.2.2 §6), and once more with every integer read as 64 bits,
 * as callees do that were given an `int` where they want a `long`.
 */
function variableChecks(parameters: readonly Parameter[], fixed: number): string {
  const variable = parameters.slice(fixed).map(({ scalar }, i) => ({ scalar, position: fixed + i }))
  const promoted = variable.map(({ scalar, position }) => {
    if (scalar.kind === 'float' || scalar.kind === 'double') return `real64(${position}, va_arg(list, double));`
    const type =
      scalar.kind === 'integer' || scalar.kind === 'bool' ? `__typeof__(+(${scalar.spelling})0)` : scalar.spelling
    return check(scalar, position, `va_arg(list, ${type})`)
  })
  const wide = variable.map(({ scalar, position }) => {
    if (scalar.kind === 'float' || scalar.kind === 'double') return '(void)va_arg(wide, double);'
    if (scalar.kind === 'string') return '(void)va_arg(wide, char *);'
    return `integer(${position}, va_arg(wide, word));`
  })
  const last = `a${fixed - 1}`
  const lines = [`va_list list, wide;`, `va_start(list, ${last});`, `va_copy(wide, list);`, ...promoted, ...wide]
  return [...lines, 'va_end(wide);', 'va_end(list);'].map(line => `  ${line}\n`).join('')
}

function returned(result: Signature['result']): string {
  switch (result.kind) {
    case 'void':
      return ''
    case 'bool':
    case 'integer':
      return `return NARROW(${result.spelling});`
    case 'pointer':
      return `return (${result.spelling})state[${word.answer}];`
    case 'string':
      return `return texts[state[${word.answer}]];`
    default:
      return `return COPIED(${result.kind});`
  }
}
