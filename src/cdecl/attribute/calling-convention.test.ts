import assert from 'node:assert/strict'
import { test } from 'node:test'
import { targets } from '../../ctype/target.ts'
import { bareType } from '../../ctype/type.ts'
import { CabiError } from '../../error.ts'
import { parseDeclarations } from '../parse.ts'
import { complaint } from '../testing.ts'

const names = ['ms_abi', 'sysv_abi', 'cdecl', 'stdcall', 'fastcall', 'thiscall', 'vectorcall']

/** What a function with the attribute has on each target. */
function chosen(name: string): string[] {
  return Object.values(targets).map(target => {
    try {
      const { functions } = parseDeclarations(`void f(int) __attribute__((${name}));`, { target })
      return functions.get('f')!.type.attributes.convention ?? '-'
    } catch (error) {
      if (error instanceof CabiError && error.code === 'ERR_CABI_UNSUPPORTED') return 'refused'
      throw error
    }
  })
}

test('an attribute chooses a calling convention of the target, or none', () => {
  assert.deepEqual(Object.keys(targets), [
    'x86_64-linux',
    'x86_64-windows',
    'aarch64-linux',
    'i386-linux',
    'armhf-linux',
  ])
  assert.deepEqual(Object.fromEntries(names.map(name => [name, chosen(name).join(' ')])), {
    ms_abi: 'ms - - refused -',
    sysv_abi: '- sysv - - -',
    cdecl: '- - - - -',
    stdcall: '- - - stdcall -',
    fastcall: '- - - fastcall -',
    thiscall: '- - - thiscall -',
    vectorcall: '- refused - - -',
  })
})

test('the keywords stand where attributes may, and say the same', () => {
  const target = targets['i386-linux']
  const { functions, types } = parseDeclarations(
    'int __stdcall f(int); typedef void (__fastcall *t)(int); typedef void (_cdecl *u)(void);',
    { target },
  )
  assert.equal(functions.get('f')!.type.attributes.convention, 'stdcall')
  const conventions = [...types.values()].map(type => {
    const pointer = bareType(type)
    const pointee = pointer.kind === 'pointer' && bareType(pointer.target)
    return pointee && pointee.kind === 'function' && pointee.attributes.convention
  })
  assert.deepEqual(conventions, ['fastcall', undefined])
})

const refused = [
  ['void f(int) __attribute__((ms_abi, sysv_abi));', `syntax 1:36: 'sysv_abi' cannot be combined with 'ms_abi'`],
  [
    'void f(int) __attribute__((sysv_abi)) __attribute__((__ms_abi__));',
    `syntax 1:54: 'ms_abi' cannot be combined with 'sysv_abi'`,
  ],
  ['void f(int) __attribute__((ms_abi(1)));', `syntax 1:34: 'ms_abi' takes no arguments`],
] as const

for (const [text, expected] of refused) {
  test(`${text} is refused: ${expected}`, () => assert.equal(complaint(text), expected))
}
