/** A WebAssembly load: V8 checks no bounds but takes the SIGSEGV of a guard region, as cabi takes those of C. */
import assert from 'node:assert/strict'

/** `(memory 1) (func (export "load") (param i32) (result i32) (i32.load (local.get 0)))` */
const code = Uint8Array.from([
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...[0x01, 0x06, 0x01, 0x60, 0x01, 0x7f, 0x01, 0x7f],
  ...[0x03, 0x02, 0x01, 0x00],
  ...[0x05, 0x03, 0x01, 0x00, 0x01],
  ...[0x07, 0x08, 0x01, 0x04, 0x6c, 0x6f, 0x61, 0x64, 0x00, 0x00],
  ...[0x0a, 0x09, 0x01, 0x07, 0x00, 0x20, 0x00, 0x28, 0x02, 0x00, 0x0b],
])

interface WebAssemblyApi {
  readonly Module: new (code: Uint8Array) => object
  readonly Instance: new (module: object) => { readonly exports: { load(address: number): number } }
}

/** Node's types of this version have none for it. */
const { Instance, Module } = Reflect.get(globalThis, 'WebAssembly') as WebAssemblyApi

/** Of one instance: traps far out of bounds, then reads within. Throws an AssertionError where either goes wrong. */
export function wasmTraps(): () => void {
  const { load } = new Instance(new Module(code)).exports
  return () => {
    assert.throws(() => load(-8), { name: 'RuntimeError', message: 'memory access out of bounds' })
    assert.throws(() => load(65536), { name: 'RuntimeError', message: 'memory access out of bounds' })
    assert.equal(load(0), 0)
  }
}
