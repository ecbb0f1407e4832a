/** Small damage to a text. */
import type { Random } from '../oracle/random.ts'
import { type Corpus, sample } from './corpus.ts'
import { mostlySmall, pick } from './pick.ts'

/** Tokens, roughly: words, white space, strings, and all else one by one. */
const tokensOf = (text: string): string[] => text.match(/\w+|\s+|"(?:\\.|[^"\\\n])*"|[\s\S]/g) ?? []

const fragments =
  '( ) { } [ ] , ; : ? * & ... = == << >> / % ! ~ - + # ## \\ \n \t \' " /* */ // \\\n int long char void const struct enum union typedef extern static inline sizeof unsigned float _Bool N A f x size_t 0 1 -1 0x 1.5 1e 08 \'a\' "s" L"s" @ é \\u00e9 \u2028 \ufeff \0 __proto__ constructor __attribute__ [[ ]] __asm__ __typeof__ _Atomic _Alignas _Generic va_list __int128 _BitInt _Decimal64 __VA_ARGS__ defined'.split(
    ' ',
  )

const directives = [
  '#',
  '# 7 "file.h" 1 3',
  '#line 99999999999',
  '#if',
  '#if 1',
  '#if 0',
  '#else',
  '#elif defined A',
  '#endif',
  '#define A A',
  '#define int long',
  '#define A(x) x',
  '#define A #',
  '#undef int',
  '#include <stdint.h>',
  '#include "nothing.h"',
  '#pragma pack(1)',
  '#pragma pack(pop)',
  '#pragma push_macro("A")',
  '#error no',
  '#unknown',
]

const brackets: readonly (readonly [string, string])[] = [
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
  ['(*', ')(void)'],
  ['struct {', '} m;'],
  ['__typeof__(', ')'],
  ['sizeof(', ')'],
  ['/*', '*/'],
  ['#if 1\n', '\n#endif\n'],
]

type Mutation = (tokens: string[], random: Random, corpus: Corpus) => void

/** A few tokens from somewhere. */
const range = (tokens: readonly string[], random: Random) =>
  [random(tokens.length + 1), mostlySmall(random, 100)] as const

const mutations: Readonly<Record<string, Mutation>> = {
  'a flipped bit'(tokens, random) {
    const i = random(tokens.length)
    const token = tokens[i] ?? ' '
    const at = random(token.length)
    const flipped = String.fromCharCode(token.charCodeAt(at) ^ (1 << random(16)))
    tokens[i] = token.slice(0, at) + flipped + token.slice(at + 1)
  },
  'missing tokens'(tokens, random) {
    tokens.splice(...range(tokens, random))
  },
  'repeated tokens'(tokens, random) {
    const [from, count] = range(tokens, random)
    const again = tokens.slice(from, from + count)
    tokens.splice(from, 0, ...again, ' ', ...again)
  },
  'swapped tokens'(tokens, random) {
    const [i, j] = [random(tokens.length), random(tokens.length)]
    const token = tokens[i] ?? ''
    tokens[i] = tokens[j] ?? ''
    tokens[j] = token
  },
  'a token in the place of others'(tokens, random) {
    const [from, count] = range(tokens, random)
    tokens.splice(from, count >> 1, ' ', pick(random, fragments), ' ')
  },
  'a part of another text'(tokens, random, corpus) {
    const others = tokensOf(sample(corpus, random))
    const [from, count] = range(others, random)
    tokens.splice(random(tokens.length + 1), 0, ...others.slice(from, from + 10 * count))
  },
  'brackets, many deep'(tokens, random) {
    const [from, count] = range(tokens, random)
    const [open, close] = pick(random, brackets)
    const depth = mostlySmall(random, 2000)
    const inside = tokens.slice(from, from + count)
    tokens.splice(from, count, open.repeat(depth), ...inside, close.repeat(depth))
  },
  'an unbalanced bracket'(tokens, random) {
    const places = Array.from(tokens.keys()).filter(i => /^[()[\]{}]$/.test(tokens[i]!))
    const at = pick(random, places) ?? random(tokens.length + 1)
    tokens.splice(at, random(2), ...(random(2) ? [pick(random, [...'()[]{}'])] : []))
  },
  'a very long token'(tokens, random) {
    const character = pick(random, [...'a0_"\'+*é ', '\\\n', '/*'])
    tokens.splice(random(tokens.length + 1), random(2), character.repeat(mostlySmall(random, 20_000)))
  },
  'a directive'(tokens, random) {
    tokens.splice(random(tokens.length + 1), 0, `\n${pick(random, directives)}\n`)
  },
  'a macro of a word that is there'(tokens, random) {
    const words = tokens.filter(token => /^[A-Za-z_]\w*$/.test(token))
    const [name, a, b] = [0, 1, 2].map(() => pick(random, words) ?? 'A')
    const body = pick(random, ['', a, `${a} ${b}`, `(${a})`, `${name} ${name}`, `${a}(${b})`, `${a} ## ${b}`])
    const parameters = pick(random, ['', '', `(${b})`, '(...)'])
    tokens.splice(0, 0, `#define ${name}${parameters} ${body}\n`)
  },
}

export function mutated(text: string, random: Random, corpus: Corpus): string {
  const tokens = tokensOf(text)
  for (let n = random(4); n >= 0; n--) pick(random, Object.values(mutations))(tokens, random, corpus)
  return tokens.join('')
}

export const randomBytes = (random: Random): string =>
  Buffer.from(Array.from({ length: random(200) }, () => random(256))).toString(random(2) ? 'utf8' : 'latin1')
