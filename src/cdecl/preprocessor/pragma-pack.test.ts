import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertInC } from '../../../test/oracle/gcc.ts'
import { generator, type Random } from '../../../test/oracle/random.ts'
import { parseDeclarations } from '../parse.ts'
import { complaint } from '../testing.ts'

/** The alignment in force after these pragmas: 8 without any. */
function packed(pragmas: string): bigint {
  const text = `${pragmas}\nstruct s { char c; long l; };\n#pragma pack()\nenum { ALIGN = sizeof(struct s) - 8 };`
  const constant = parseDeclarations(text).constants.get('ALIGN')
  assert.ok(constant?.kind === 'integer')
  return constant.value
}

const pragma = (...forms: string[]) => forms.map(form => `#pragma pack${form}`).join('\n')

test('a number is in force until the next, or until ()', () => {
  assert.deepEqual(
    [[], ['(1)'], ['(1)', '( 4 )'], ['(2)', '()'], ['(2)', '(0)'], ['(16)']].map(forms => packed(pragma(...forms))),
    [8n, 1n, 4n, 8n, 8n, 8n],
  )
})

test('push keeps what was in force, and pop brings it back', () => {
  assert.equal(packed(pragma('(2)', '(push)')), 2n)
  assert.equal(packed(pragma('(2)', '(push, 1)')), 1n)
  assert.equal(packed(pragma('(2)', '(push, 1)', '(pop)')), 2n)
  assert.equal(packed(pragma('(push, 4)', '(push)', '(1)', '(pop)')), 4n)
  assert.equal(packed(pragma('(2)', '(push)', '()', '(pop)')), 2n)
})

test('pop with a name goes back to before the push of that name', () => {
  assert.equal(packed(pragma('(4)', '(push, a, 2)', '(push, b, 1)', '(push)', '(pop, a)')), 4n)
  assert.equal(packed(pragma('(4)', '(push, a)', '(2)', '(push, a, 1)', '(pop, a)')), 2n)
})

test('the operator and comments do as well as the line', () => {
  assert.equal(packed('_Pragma("pack(2)")'), 2n)
  assert.equal(packed('#define PACKED _Pragma("pack(push, 1)")\nPACKED'), 1n)
  assert.equal(packed('#pragma pack /* a */ ( /* b */ push /* c */ , 2 ) // d'), 2n)
})

test('inside a struct, it is in force for the structs after it', () => {
  const { constants } = parseDeclarations(
    'struct s { char c;\n#pragma pack(1)\nlong l; };\nstruct t { char c; long l; };\nenum { S = sizeof(struct s), T = sizeof(struct t) };',
  )
  assertInC(
    ['S', 'T'].map(name => {
      const constant = constants.get(name)
      assert.ok(constant?.kind === 'integer')
      return `sizeof(struct ${name.toLowerCase()}) == ${constant.value}`
    }),
    'struct s { char c;\n#pragma pack(1)\nlong l; };\nstruct t { char c; long l; };',
  )
})

/** A form that suits a stack of so many. */
function form(random: Random, depth: number): string {
  const number = () => [1, 2, 4, 8, 16][random(5)]!
  switch (random(depth > 0 ? 6 : 4)) {
    case 0:
      return `(${number()})`
    case 1:
      return '(push)'
    case 2:
      return `(push, ${number()})`
    case 3:
      return '()'
    default:
      return '(pop)'
  }
}

test('random pushes and pops pack as GCC does', t => {
  const seed = Number(process.env['CABI_SEED'] ?? Date.now()) >>> 0
  t.diagnostic(`seed ${seed}`)
  const random = generator(seed)
  let text = ''
  let depth = 0
  for (let i = 0; i < 300; i++) {
    const next = form(random, depth)
    if (next.startsWith('(push')) depth++
    if (next === '(pop)') depth--
    text += `#pragma pack${next}\nstruct s${i} { char c; short s; long double l; int i; };\n`
  }
  const sizes = Array.from({ length: 300 }, (_, i) => `N${i} = sizeof(struct s${i})`)
  const { constants } = parseDeclarations(`${text}enum { ${sizes.join(', ')} };`)
  assertInC(
    sizes.map((_, i) => {
      const constant = constants.get(`N${i}`)
      assert.ok(constant?.kind === 'integer')
      return `sizeof(struct s${i}) == ${constant.value}`
    }),
    text,
  )
})

const found = "in '#pragma pack', found"

const refused = [
  ['#pragma pack', `syntax 1:13: expected '(' ${found} its end`],
  ['#pragma pack 1', `syntax 1:14: expected '(' ${found} '1'`],
  ['#pragma pack(3)', `syntax 1:14: expected 1, 2, 4, 8 or 16 ${found} '3'`],
  ['#pragma pack(32)', `syntax 1:14: expected 1, 2, 4, 8 or 16 ${found} '32'`],
  ['#pragma pack(1u)', `syntax 1:14: expected 1, 2, 4, 8 or 16 ${found} '1u'`],
  ['#pragma pack(1', `syntax 1:15: expected ')' ${found} its end`],
  ['#pragma pack(1) 2', `syntax 1:17: expected the end of the line ${found} '2'`],
  ['#pragma pack(x)', `syntax 1:14: expected a number, 'push', 'pop' or ')' ${found} 'x'`],
  ['#define N 1\n#pragma pack(N)', `syntax 2:14: expected a number, 'push', 'pop' or ')' ${found} 'N'`],
  ['#pragma pack(,)', `syntax 1:14: expected a number, 'push', 'pop' or ')' ${found} ','`],
  ['#pragma pack(push', `syntax 1:18: expected ')' ${found} its end`],
  ['#pragma pack(push,)', `syntax 1:19: expected 1, 2, 4, 8 or 16 ${found} ')'`],
  ['#pragma pack(push, x, y)', `syntax 1:23: expected 1, 2, 4, 8 or 16 ${found} 'y'`],
  ['#pragma pack(push, 1, x)', `syntax 1:21: expected ')' ${found} ','`],
  ['#pragma pack(pop)', "syntax 1:14: '#pragma pack(pop)' without '#pragma pack(push)'"],
  ['#pragma pack(push)\n#pragma pack(pop, a)', "syntax 2:14: '#pragma pack(pop, a)' without '#pragma pack(push, a)'"],
  ['#pragma pack(push)\n#pragma pack(pop, 1)', `syntax 2:17: expected ')' ${found} ','`],
  ['_Pragma("pack(3)") int f(void);', `syntax 1:15: expected 1, 2, 4, 8 or 16 ${found} '3'`],
  ['#pragma pack(push)\n'.repeat(1001), "syntax 1001:14: more than 1000 '#pragma pack(push)'"],
] as const

for (const [text, expected] of refused) {
  test(`${JSON.stringify(text).slice(0, 60)} is refused: ${expected}`, () => assert.equal(complaint(text), expected))
}
