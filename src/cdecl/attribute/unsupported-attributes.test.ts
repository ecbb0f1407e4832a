import assert from 'node:assert/strict'
import { test } from 'node:test'
import { targets } from '../../ctype/target.ts'
import { parseDeclarations } from '../parse.ts'
import { complaint } from '../testing.ts'
import { gnuAttribute } from './attribute-meaning.ts'
import { ignoredAttributes } from './ignored-attributes.ts'
import { isUnsupported, unsupportedAttributes } from './unsupported-attributes.ts'

test('each is refused by its name', () => {
  for (const [name, { targets: where }] of unsupportedAttributes) {
    if (where !== undefined && !where.includes('x86_64-linux')) continue
    assert.equal(
      complaint(`int f(void) __attribute__((${name}(1)));`),
      `unsupported 1:28: the attribute '${name}' is not supported`,
    )
    assert.equal(
      complaint(`int f(void) __attribute__((__${name}__));`),
      `unsupported 1:28: the attribute '${name}' is not supported`,
    )
  }
})

test('an attribute of another target’s compilers is passed over', () => {
  for (const [name, { targets: where }] of unsupportedAttributes) {
    for (const target of Object.values(targets)) {
      assert.equal(isUnsupported(name, '', target.name), where?.includes(target.name) ?? true)
    }
  }
  parseDeclarations('int f(int) __attribute__((regparm(3), pcs("aapcs")));')
})

test('an argument that asks for what is so already is accepted', () => {
  const { tags } = parseDeclarations('struct s { int a; } __attribute__((scalar_storage_order("little-endian")));')
  assert.equal(tags.size, 1)
  assert.equal(isUnsupported('regparm', '0', 'i386-linux'), false)
  assert.equal(isUnsupported('regparm', '3', 'i386-linux'), true)
  assert.equal(isUnsupported('pcs', '"aapcs-vfp"', 'armhf-linux'), false)
  assert.equal(isUnsupported('pcs', '"aapcs"', 'armhf-linux'), true)
})

test('no attribute has two meanings', () => {
  for (const name of ignoredAttributes()) assert.equal(gnuAttribute(name), undefined, name)
})
