/** The compilers as the judges of what is predefined. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { machineFlags, missingCompiler, toolOf } from '../../../test/oracle/compiler.ts'
import { type TargetName, targets } from '../../ctype/target.ts'
import { parseDeclaration } from '../declaration/declaration.ts'
import { isReserved } from '../declaration/keyword.ts'
import { Source } from '../lexer/source.ts'
import { parseDeclarations } from '../parse.ts'
import { Parser } from '../parser.ts'
import { builtinOf } from './builtin.ts'
import { builtinHeaders } from './builtin-header.ts'
import { mayBePredefined } from './predefined-name.ts'

/** What `-dM -E` prints for a text, by name: parameters and body. */
function macrosOf(target: TargetName, text = ''): Map<string, string> {
  const output = execFileSync(toolOf('gcc', target), [...machineFlags(target), '-dM', '-E', '-xc', '-'], {
    input: text,
    encoding: 'utf8',
  })
  return new Map(Array.from(output.matchAll(/^#define (\w+)(.*)$/gm), ([, name, rest]) => [name!, rest!.trim()]))
}

/** What differs between versions of GCC, and the decimal and fixed-point types; words here, macros there. */
const excepted =
  /^__(GNUC_MINOR__|GNUC_PATCHLEVEL__|VERSION__|DEC(32|64|128)_|U?S?L?L?(FRACT|ACCUM)_|U?[QHSDT][QA]_[FI]BIT|declspec$)|^__?(cdecl|stdcall|fastcall|thiscall)$/

/** GCC prints fewer digits of the same number for Arm. */
function normalised(body: string): string {
  const number = /^(\(\(double\))?(\d\.\d+e[+-]\d+)/.exec(body)
  if (number === null || /e[+-]49\d\d/.test(body)) return body
  return body.replace(number[2]!, `${Number(number[2])}`)
}

for (const name of Object.keys(targets) as TargetName[]) {
  test(`the macros of ${name} are the compiler's`, { skip: missingCompiler(name) }, () => {
    const { text, macros } = builtinOf(targets[name])
    const ours = Array.from(macros.values())
      .filter(({ kind }) => kind === 'object' || kind === 'function')
      .map(({ name, offset, end }) => [name, text.slice(offset + name.length, end).trim()] as const)
    const clean = (all: Iterable<readonly [string, string]>) =>
      Array.from(all)
        .filter(([name]) => !excepted.test(name))
        .map(([name, body]) => `${name} ${normalised(body)}`)
        .sort()
    assert.deepEqual(clean(ours), clean(macrosOf(name)))
  })
}

test('prototypes as manuals print them need nothing of what is built in', () => {
  const read = (text: string) => {
    let isMade = false
    const makeBuiltin = () => {
      isMade = true
      return builtinOf(targets['x86_64-linux'])
    }
    const p = new Parser(new Source(text, undefined, makeBuiltin), targets['x86_64-linux'])
    p.next()
    while (!p.at('end')) parseDeclaration(p)
    return isMade
  }
  assert.equal(read('#define LIMIT 10\nsize_t strlen(const char *s); int __attribute__((pure)) abs(int);'), false)
  assert.equal(read('#ifdef linux\nint f(int);\n#endif'), true)
  assert.equal(read('enum { MOST = __INT_MAX__ };'), true)
})

test('macros are looked for under every name that is one, and no keyword is', () => {
  for (const target of Object.values(targets)) {
    for (const macro of builtinOf(target).macros.keys()) {
      assert.ok(mayBePredefined(macro), macro)
      assert.ok(!isReserved(macro), macro)
    }
  }
})

/** What the library's headers define for the same purpose has the same value. */
const conditions = (charIsSigned: boolean) =>
  Object.entries(builtinHeaders(charIsSigned))
    .filter(([header]) => /^(?:limits|stdint)\.h$/.test(header))
    .flatMap(([, macros]) => macros)
    .filter(macro => !/^\w+\(/.test(macro))
    .map(macro => macro.split(' ')[0]!)

for (const name of Object.keys(targets) as TargetName[]) {
  test(`the limits of ${name} are those of the compiler's headers`, { skip: missingCompiler(name) }, () => {
    const target = targets[name]
    const names = conditions(target.charIsSigned)
    const include = '#include <limits.h>\n#include <stdint.h>\n'
    const { constants } = parseDeclarations(`${include}${names.map(n => `#define OUR_${n} (${n})\n`).join('')}`, {
      target,
    })
    const checks = names.map(n => {
      const constant = constants.get(`OUR_${n}`)
      assert.ok(constant?.kind === 'integer', n)
      const value =
        constant.value === -(2n ** 63n)
          ? '(-0x7fffffffffffffff - 1)'
          : `${constant.value}${constant.value < 0n ? '' : 'ull'}`
      return `_Static_assert(${n} == ${value}, "${n}");\n`
    })
    execFileSync(toolOf('gcc', name), [...machineFlags(name), '-w', '-fsyntax-only', '-xc', '-'], {
      input: `${include}${checks.join('')}`,
    })
    assert.equal(names.length, 69)
  })
}
