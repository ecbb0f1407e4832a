/** What fails is made as small as it can be and still fail: shown with bugs that are planted. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bareType, type CType } from '../../../src/ctype/type.ts'
import type { Signature } from '../aggregates/signature.ts'
import { followSimpler, inOneLine, simplifySignature } from '../simpler-signature.ts'
import { runSignatures } from './run.ts'
import { callbackAt, smallest } from './smallest.ts'

const seed = 1

function contains(type: CType, matches: (type: CType, bits?: number) => boolean): boolean {
  const bare = bareType(type)
  if (matches(bare)) return true
  if (bare.kind === 'array') return contains(bare.element, matches)
  if (bare.kind !== 'record') return false
  return bare.definition!.members.some(({ type, bits }) => matches(bareType(type), bits) || contains(type, matches))
}

const all = Array.from({ length: 3000 }, (_, index) => callbackAt(seed, index))

/** Made simpler where a bug is in all signatures that `fails` says. */
async function simplest(signature: Signature, fails: (signature: Signature) => boolean): Promise<Signature> {
  const failureOf = async (signature: Signature) => (fails(signature) ? { signature } : undefined)
  return (await simplifySignature(failureOf, { signature })).signature
}

test('the types of a failing signature are made as simple as they can be', async () => {
  const bugs: readonly [what: (type: CType, bits?: number) => boolean, RegExp][] = [
    [
      ({ kind }, bits) => kind === 'bool' && bits !== undefined,
      /^(struct|union) (\w+) { _Bool (\w+ )?: 1; }; void f\d+\(\1 \2 a0\)$/,
    ],
    [({ kind }) => kind === 'pointer', /^void f\d+\((void|char) \* a0\)$/],
    [
      type => type.kind === 'record' && type.keyword === 'union' && type.definition!.members.length > 1,
      /^union (\w+) { (int \w+; ){2}}; void f\d+\(union \1 a0\)$/,
    ],
    [
      type => type.kind === 'record' && type.definition!.pack !== undefined,
      /^_Pragma\("pack\(push, \d+\)"\) (struct|union) (\w+) { }; _Pragma\("pack\(pop\)"\) void f\d+\(\1 \2 a0\)$/,
    ],
  ]
  for (const [matches, expected] of bugs) {
    const fails = ({ parameters }: Signature) => parameters.some(({ type }) => contains(type, matches))
    const failing = all.filter(signature => signature.parameters.length === 1 && fails(signature)).slice(0, 10)
    assert.ok(failing.length > 3)
    for (const signature of failing) {
      const found = await simplest(signature, fails)
      assert.match(inOneLine(found), expected)
      assert.equal(inOneLine(followSimpler(signature, found.simpler)), inOneLine(found))
    }
  }
})

test('where C has another long double, callbacks fail, and the smallest that does takes nothing else', async () => {
  const options = { optimise: 0, generates: true, flags: ['-mlong-double-64'] }
  const isLongDouble = (type: CType) => type.kind === 'floating' && type.name === 'long double'
  const inside = all.find(
    ({ parameters }) =>
      parameters.length === 2 &&
      parameters.some(({ type }) => !isLongDouble(bareType(type)) && contains(type, isLongDouble)) &&
      !parameters.some(({ type }) => isLongDouble(bareType(type))),
  )!
  const { failures } = await runSignatures([inside], options)
  assert.equal(failures.length, 1)
  const { signature, text } = await smallest(failures[0]!, options)
  assert.match(inOneLine(signature), /^void f\d+(_\d+)?\(long double a0\)$/)
  assert.match(text, /argument 1 \(long double\) \(at byte 0\) reads as /)
})
