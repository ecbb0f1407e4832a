/** GCC as the judge of random declarations: what is printed of them declares the same again. CABI_SEED repeats a run. */
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { generator, type Random } from '../../test/oracle/random.ts'
import { sizeOf } from '../ctype/layout.ts'
import { parseDeclarations } from './parse.ts'
import { printDeclarations } from './print.ts'

const pick = <T>(random: Random, values: readonly T[]): T => values[random(values.length)]!

const prelude = `struct point { int x; double y; struct point *next; };
union either { long l; float f[4]; };
enum color { RED, GREEN = 5 };
struct open;
typedef const char *string;
typedef int (*callback)(void *, ...);
typedef unsigned short triple[3];
typedef int binary(int, int);
`

/** Each with the words of one type. */
const complete =
  'int|char|signed char|unsigned|short int|long unsigned|long long int|_Bool|float|double|long double|double _Complex|__int128 unsigned|struct point|union either|enum color|string|callback|triple|__typeof__(1L)|__typeof__(int *)'
const incomplete = 'void|struct open'
const qualifiers = [[], [], ['const'], ['volatile'], ['const', 'volatile']]

function shuffled(random: Random, words: readonly string[]): string {
  // `struct point` and its like stay together.
  return words
    .map(word => ({ word, key: random(1000) }))
    .sort((a, b) => a.key - b.key)
    .map(({ word }) => word.replaceAll('~', ' '))
    .join(' ')
}

function specifiers(random: Random, isComplete: boolean, storage: readonly string[] = []): string {
  const type = pick(random, isComplete || random(4) > 0 ? complete.split('|') : incomplete.split('|'))
  const words = /^(struct|union|enum|__typeof__)/.test(type) ? [type.replaceAll(' ', '~')] : type.split(' ')
  return shuffled(random, [...words, ...pick(random, qualifiers), ...storage])
}

type Step = 'name' | 'pointer' | 'array' | 'function'

/** A declarator and its last step, which says whether the specifiers have to be of a complete type. */
function declarator(random: Random, name: string, first?: Step): { text: string; last: Step } {
  let text = name
  let last: Step = 'name'
  for (let steps = random(5) + (first === undefined ? 0 : 1), i = 0; i < steps; i++) {
    const next: Step =
      i === 0 && first !== undefined ? first : pick(random, ['pointer', 'pointer', 'array', 'function'])
    if (last === 'function' && next !== 'pointer') continue
    if (last === 'array' && next === 'function') continue
    if (next === 'pointer') {
      // Without `restrict`, which is no part of types here.
      text = `*${pick(random, ['', '', 'const ', 'volatile '])}${text}`
      last = next
      continue
    }
    if (last === 'pointer' || (text !== '' && random(8) === 0)) text = `(${text})`
    text += next === 'array' ? `[${pick(random, ['1', '3', '2 + 2', 'GREEN'])}]` : `(${parameters(random)})`
    last = next
  }
  return { text, last }
}

function parameters(random: Random): string {
  const count = random(4)
  if (count === 0) return pick(random, ['', 'void'])
  const list = Array.from({ length: count }, (_, i) => {
    const { text, last } = declarator(random, random(3) === 0 ? '' : `p${i}`)
    const isPointer = last === 'pointer'
    return `${random(9) === 0 ? 'register ' : ''}${specifiers(random, !isPointer)} ${text}`
  })
  return list.join(', ') + (random(6) === 0 ? ', ...' : '')
}

function declaration(random: Random, i: number): string {
  const kind = random(3)
  const { text, last } = declarator(random, `d${i}`, kind === 0 ? 'function' : undefined)
  const isFunctionResult = last === 'function'
  const base = specifiers(random, last !== 'pointer' || isFunctionResult, kind === 1 ? ['typedef'] : ['extern'])
  // No function returns an array.
  const words = isFunctionResult ? base.replace('triple', 'string') : base
  return `${words} ${text};`
}

function complaintOfGcc(text: string): string {
  const { stderr } = spawnSync('gcc', ['-fsyntax-only', '-w', '-std=gnu17', '-x', 'c', '-'], {
    input: text,
    encoding: 'utf8',
  })
  return stderr
}

/** Declarations that GCC accepts: a random qualifier or parameter may still be one that it does not. */
function accepted(random: Random, count: number): string[] {
  const all = Array.from({ length: count }, (_, i) => declaration(random, i))
  const wrong = new Set(
    Array.from(complaintOfGcc(prelude + all.join('\n')).matchAll(/<stdin>:(\d+):\d+: error/g), m => Number(m[1])),
  )
  const first = prelude.split('\n').length
  return all.filter((_, i) => !wrong.has(first + i))
}

test('random declarations are printed as what GCC takes for the same', t => {
  const seed = Number(process.env['CABI_SEED'] ?? Date.now()) >>> 0
  t.diagnostic(`seed ${seed}`)
  const random = generator(seed)
  const texts = accepted(random, 600)
  const text = prelude + texts.join('\n')
  const declarations = parseDeclarations(text)
  const printed = printDeclarations(declarations)
  const repeated = printed.split('\n').filter(line => !/^(struct|union|enum) \w+ \{/.test(line))
  const sizes = Array.from(declarations.variables.values(), ({ name, type }) => {
    const size = sizeOf(type, declarations.target)
    return size === undefined ? '' : `_Static_assert(sizeof(${name}) == ${size}, "${name}");`
  })
  assert.ok(texts.length > 500, `${texts.length} of 600`)
  assert.equal(complaintOfGcc(`${text}\n${repeated.join('\n')}\n${sizes.join('\n')}`), '')
  assert.equal(printDeclarations(parseDeclarations(printed)), printed)
})
