import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { sizeOf } from '../../ctype/layout.ts'
import { layoutCells } from '../../ctype/layout-cells.ts'
import { targets } from '../../ctype/target.ts'
import { bits, type MemberOf, struct, union } from '../../ctype/testing.ts'
import { arrayType, type CType, floatingType, integerType, pointerType, type RecordType } from '../../ctype/type.ts'
import { segmentsOf } from './grid.ts'
import { linesOf } from './lines.ts'
import { drawLayouts } from './picture.ts'
import { measure } from './style.ts'

const { 'x86_64-linux': x64, 'i386-linux': i386 } = targets
const char = integerType('char')
const draw = (type: CType) => drawLayouts([x64, i386].map(target => ({ type, target })))!

/** Shapes and their texts, without what all pictures have. */
const drawing = (svg: string) =>
  svg
    .slice(svg.indexOf('x86_64-linux</text>'), svg.indexOf('i386-linux</text>'))
    .split('\n')
    .filter(line => line.startsWith('<g><title>'))

test('a field and a hole, drawn', () => {
  assert.deepEqual(drawing(draw(struct({ c: char, n: integerType('int') }))), [
    '<g><title>hole of 3 bytes, at byte 1</title><path class="hole" d="M46 0H184V40H46Z"/><line class="tick" x1="92" y1="35" x2="92" y2="40"/><line class="tick" x1="138" y1="35" x2="138" y2="40"/><text x="115" y="24" class="quiet halo" text-anchor="middle" xml:space="preserve">3 bytes</text></g>',
    '<g><title>char c, at byte 0</title><path class="field c0" d="M0 0H46V40H0Z"/><text x="23" y="18" text-anchor="middle" xml:space="preserve">c</text><text x="23" y="32" class="quiet" text-anchor="middle" xml:space="preserve">char</text></g>',
    '<g><title>int n, at byte 4</title><path class="field c1" d="M184 0H368V40H184Z"/><line class="tick" x1="230" y1="35" x2="230" y2="40"/><line class="tick" x1="276" y1="35" x2="276" y2="40"/><line class="tick" x1="322" y1="35" x2="322" y2="40"/><text x="276" y="18" text-anchor="middle" xml:space="preserve">n</text><text x="276" y="32" class="quiet" text-anchor="middle" xml:space="preserve">int</text></g>',
  ])
})

test('it says in words what it shows', () => {
  const svg = draw(struct({ c: char, n: integerType('int'), b: bits(integerType('int'), 3) }))
  assert.match(svg, /<title id="title">Layout of struct r on x86_64-linux and i386-linux<\/title>/)
  const words =
    '12 bytes, aligned to 4: char c at 0, a hole of 3 bytes at 1, int n at 4, int b : 3 at 8, a hole of 29 bits at 8:3.'
  assert.ok(svg.includes(`<desc id="description">x86_64-linux: ${words} i386-linux: ${words}</desc>`), svg)
})

test('a name without room is a number, and a note below', () => {
  const svg = draw(struct({ a_long_name: char }))
  assert.match(svg, />1<\/text>/)
  assert.match(svg, />1 {2}char a_long_name<\/text>/)
})

test('lines of one large member are left out, and what is more than a picture has is cut off', () => {
  const large = struct({ before: integerType('long'), bytes: arrayType(char, 1000), after: integerType('long') })
  const [layer] = layoutCells(large, x64)!
  assert.deepEqual(
    linesOf(layer!, 1016, 8).map(({ start, isGap }) => (isGap ? '...' : start)),
    [0, 8, 16, '...', 1000, 1008],
  )
  const many = struct(Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`m${i}`, integerType('long')])))
  assert.match(draw(many), />and 416 more bytes<\/text>/)
})

test('what C writes with signs of markup is text', () => {
  const svg = draw(struct({ f: pointerType(integerType('int')) }, {}))
  assert.doesNotMatch(svg.replace(/<[^<>]*>/g, ''), /[<>]/)
})

test('what a target lacks is not drawn', () => {
  assert.equal(drawLayouts([{ type: integerType('__int128'), target: i386 }]), undefined)
})

const scalar = fc.constantFrom<CType>(
  char,
  integerType('short'),
  integerType('int'),
  integerType('long'),
  integerType('long long'),
  floatingType('double'),
  floatingType('long double'),
  pointerType(char),
)
const name = fc.stringMatching(/^[a-z_]{1,14}$/)
const { record } = fc.letrec<{ record: RecordType; type: CType; member: MemberOf }>(tie => ({
  record: fc
    .tuple(fc.boolean(), fc.dictionary(name, tie('member'), { minKeys: 1, maxKeys: 7 }))
    .map(([isUnion, members]) => (isUnion ? union(members) : struct(members))),
  type: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.tuple(scalar, fc.integer({ min: 1, max: 90 })).map(([type, count]) => arrayType(type, count)),
    tie('record'),
  ),
  member: fc.oneof(
    tie('type'),
    fc.integer({ min: 1, max: 31 }).map(count => bits(integerType('int'), count)),
  ),
}))

test('every bit of every type is in one cell, and every line is filled by the parts of cells', () => {
  fc.assert(
    fc.property(record, fc.constantFrom(...Object.values(targets)), (type, target) => {
      const size = sizeOf(type, target)!
      const word = target.size.pointer!
      for (const layer of layoutCells(type, target)!) {
        let filled = 0
        for (const { start, end } of layer) {
          assert.equal(start, filled)
          filled = end
        }
        assert.equal(filled, 8 * size)
        const lines = linesOf(layer, size, word)
        const parts = layer.flatMap(cell => segmentsOf(cell, lines, word))
        lines.forEach((line, i) => {
          const own = parts.filter(part => part.line === i)
          const reach = line.isGap ? 8 * word : 8 * Math.min(word, size - line.start)
          assert.equal(own[0]!.from, 0)
          assert.deepEqual(
            own.map(part => part.to),
            [...own.slice(1).map(part => part.from), reach],
          )
          if (line.isGap) assert.equal(own.length, 1)
        })
      }
    }),
    { numRuns: 200 },
  )
})

test('everything is within the picture', () => {
  fc.assert(
    fc.property(record, type => {
      const svg = draw(type)
      const [, width, height] = svg.match(/width="(\d+)" height="(\d+)"/)!.map(Number)
      let [left, top] = [0, 0]
      const stack: [number, number][] = []
      for (const [, x, y, opened, closed, shown] of svg.matchAll(
        /<g transform="translate\(([\d.]+) ([\d.]+)\)">|(<g>)|(<\/g>)|(<text [^>]*>[^<]*)/g,
      )) {
        if (x !== undefined) {
          stack.push([left, top])
          left += Number(x)
          top += Number(y)
        } else if (opened !== undefined) {
          stack.push([left, top])
        } else if (closed !== undefined) {
          ;[left, top] = stack.pop()!
        } else {
          const [, at, line, attributes, words] = /x="([-\d.]+)" y="([-\d.]+)"([^>]*)>(.*)/.exec(shown!)!
          const perCharacter = /quiet|small/.test(attributes!) ? measure.smallCharacter : measure.character
          const length = words!.replace(/&\w+;/g, '.').length * perCharacter
          const begin =
            left + Number(at) - (/middle/.test(attributes!) ? length / 2 : /end/.test(attributes!) ? length : 0)
          assert.ok(begin >= 0 && begin + length <= width! && top + Number(line) <= height!, shown)
        }
      }
      assert.deepEqual(stack, [])
    }),
    { numRuns: 100 },
  )
})
