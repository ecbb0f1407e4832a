import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareVersions, isSoname, isVersion, shortNameOf } from './soname.ts'

test('versions are ordered part by part, as numbers', () => {
  const ordered = ['0', '1', '1.0', '1.0.2', '1.0.2k', '1.0.9', '1.0.10', '1.2', '2', '9', '10', '10.x', '10.0', '72.1']
  for (let i = 0; i < ordered.length; i++) {
    for (let j = 0; j < ordered.length; j++) {
      const order = Math.sign(compareVersions(ordered[i]!, ordered[j]!))
      assert.equal(order, Math.sign(i - j), `${ordered[i]} and ${ordered[j]}`)
    }
  }
})

test('what follows .so. is a version only if it starts with a digit and has no other marks', () => {
  for (const version of ['1', '0', '6.0.30', '1.0.2k', '0d']) assert.equal(isVersion(version), true, version)
  for (const other of ['', 'debug', '6.0.30-gdb.py', '1.', '.1', '1~']) assert.equal(isVersion(other), false, other)
})

test('a soname ends in .so or .so and a version, and its short name is what lies between lib and that', () => {
  for (const [name, short] of [
    ['libz.so', 'z'],
    ['libz.so.1', 'z'],
    ['libstemmer.so.0d', 'stemmer'],
    ['libssl.so.1.0.2k', 'ssl'],
    ['libSDL2-2.0.so.0', 'SDL2-2.0'],
    ['ld-linux-x86-64.so.2', 'ld-linux-x86-64'],
    ['x.so.so', 'x.so'],
  ] as const) {
    assert.equal(isSoname(name), true, name)
    assert.equal(shortNameOf(name), short)
  }
  for (const [name, short] of [
    ['z', 'z'],
    ['libz', 'z'],
    ['lib', 'lib'],
    ['lua5.4', 'lua5.4'],
    ['libx.so.py', 'x.so.py'],
    ['libx.sound', 'x.sound'],
  ] as const) {
    assert.equal(isSoname(name), false, name)
    assert.equal(shortNameOf(name), short)
  }
})
