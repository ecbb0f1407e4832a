/**
 * Random structs and unions, every scalar of them written by JavaScript and read by C, and the other way round; gcc is the
 * judge of every byte. CABI_SEED repeats a run.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { x86_64_linux as target } from '../../../src/ctype/target.ts'
import { caseAt } from '../layouts/case.ts'
import { printDefinition } from '../layouts/print-case.ts'
import { generator } from '../random.ts'
import { openAccessors, type Subject } from './accessors.ts'
import { check, type Failure, ways } from './check.ts'
import { leavesOf } from './leaf.ts'

const seed = Number(process.env['CABI_SEED'] ?? Date.now() % 2 ** 32)
const count = 500

function subjectsAt(index: number): Subject[] {
  const from = caseAt(target, seed, index)
  return from.definitions.flatMap(record =>
    record.kind === 'record' ? [{ from, record, leaves: leavesOf(record) }] : [],
  )
}

const report = ({ subject, leaf, way, text }: Failure): string =>
  `case ${subject.from.index} of seed ${seed}, ${way}, ${subject.record.keyword} ${subject.record.tag}${leaf.expression}: ${text}\n` +
  subject.from.definitions.map(printDefinition).join('\n')

test(`every scalar of ${count} random types is written and read as C does, however it is reached`, async t => {
  const subjects = Array.from({ length: count }, (_, index) => subjectsAt(index)).flat()
  const library = await openAccessors(subjects)
  const random = generator(seed)
  let leaves = 0
  for (const subject of subjects) {
    const failures = check(library, subject, leaves, random)
    assert.equal(failures.length, 0, failures.slice(0, 3).map(report).join('\n\n'))
    leaves += subject.leaves.length
  }
  const all = subjects.flatMap(subject => subject.leaves)
  const kinds = all.map(leaf => (leaf.bits === undefined ? leaf.kind : 'bit-field'))
  t.diagnostic(`seed ${seed}: ${subjects.length} types, ${leaves} scalars, ${ways.length} ways each`)
  for (const kind of ['bit-field', 'integer', 'bool', 'pointer', 'floating', 'complex integer', 'complex floating']) {
    const found = kinds.filter(found => found === kind).length
    // Bools are rare, about one in three hundred.
    assert.ok(found > 0, `none of kind ${kind}`)
  }
})
