import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import { machineFlags, missingCompiler, toolOf } from '../../../test/oracle/compiler.ts'
import { type TargetName, targets } from '../../ctype/target.ts'
import { parseDeclarations } from '../parse.ts'

const names = Object.keys(targets) as TargetName[]

for (const name of names) {
  test(`what ${name}'s compiler preprocesses is read for that target only`, { skip: missingCompiler(name) }, () => {
    const text = execFileSync(toolOf('gcc', name), [...machineFlags(name), '-E', '-dD', '-xc', '-'], {
      input: 'int f(void);\n',
      encoding: 'utf8',
    })
    assert.ok(parseDeclarations(text, { target: targets[name] }).functions.has('f'))
    for (const other of names.filter(n => n !== name)) {
      assert.throws(() => parseDeclarations(text, { target: targets[other] }), {
        code: 'ERR_CABI_SYNTAX',
        file: '<built-in>',
        message: new RegExp(`^<built-in>:.*: this text is preprocessed for another target than '${other}': it has '_`),
      })
    }
  })
}

test('the message says what is different', () => {
  const text = '# 0 "<built-in>"\n#define __SIZEOF_INT__ 4\n#define __SIZEOF_LONG__ 4'
  assert.throws(() => parseDeclarations(text), {
    message: `<built-in>:1:9: this text is preprocessed for another target than 'x86_64-linux': it has '__SIZEOF_LONG__' as 4; preprocess it with that target's compiler
#define __SIZEOF_LONG__ 4
        ^`,
  })
})

test('a text may say otherwise itself', () => {
  assert.ok(parseDeclarations('#define __SIZEOF_LONG__ 4').constants.has('__SIZEOF_LONG__'))
})
