/**
 * Every C type as a parameter, with every sort of JavaScript value, through both marshallers: C received exactly what the
 * rules say, or an error was thrown before C ran.
 */
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import { bareType, type FunctionType } from '../../src/ctype/type.ts'
import { exchange } from '../../src/exchange/exchange.ts'
import { compileMarshaller, marshallerSource } from '../../src/exchange/generate.ts'
import { composeMarshaller, type Marshaller } from '../../src/exchange/marshaller.ts'
import { type CFunction, open, type Pointer, type TypeHandle } from '../../src/index.ts'
import { declaredCall } from '../../src/library/function.ts'
import { completeOptions } from '../../src/library/options.ts'
import { ctypeOf } from '../../src/memory/type-handle.ts'
import { compileFixture } from '../fixture.ts'
import { type CTypeCase, cTypes, declarations } from './c-types.ts'
import { ran, type ValueCase, valueCases } from './javascript-values.ts'
import { type Outcome, outcome } from './rules.ts'

const file = compileFixture('test/values/take.c')
const { take_record, take_memory } = open(file, 'void *take_record(void); void *take_memory(void);')
const memoryOfC: Pointer = take_memory()

/** `struct record` of the fixture. */
const record: Pointer = take_record()
const fields = new BigUint64Array(record.bytes(120).buffer)
const [calls, size, look, mark, length] = [0, 1, 2, 3, 4] as const
const argument = record.bytes(120).subarray(40, 56)
const pointed = record.bytes(120).subarray(56, 120)
const text = record.bytes(120 + (4 << 20)).subarray(120)

let pairs = 0

for (const type of cTypes) {
  const { marshallers, types } = marshallersOf(type)
  test(`${type.spelling}: each value arrives as it is or is refused with reasons`, () => {
    const wrong: string[] = []
    for (const value of valueCases(memoryOfC, types)) {
      const expected = outcome(type.rule, value.meaning)
      const said = new Set(marshallers.map(marshaller => walk(marshaller, type, value, expected, wrong)))
      if (said.size > 1) wrong.push(`${value.name}: the marshallers do not agree: ${[...said].join(' / ')}`)
    }
    assert.deepEqual(wrong, [])
  })
}

after(() => console.log(`# ${cTypes.length} C types, ${pairs} pairs of marshaller and value`))

/** The composed marshaller, and the generated one where code may be generated. */
function marshallersOf({ spelling, take }: CTypeCase): {
  marshallers: Marshaller[]
  types: Record<string, TypeHandle>
} {
  const library = open(file, `${declarations}; void ${take}(${spelling} value);`)
  const { address, type }: CFunction = library[take]
  const options = completeOptions({})
  const state = { exchange: exchange(), handle: 0, name: 'fixture', path: file, options, closed: false }
  const call = declaredCall(
    { state, name: take, type: bareType(ctypeOf(type, 'test')) as FunctionType, address },
    false,
  )
  const compiled = compileMarshaller(marshallerSource(call), call)
  return { marshallers: [composeMarshaller(call), ...(compiled ? [compiled] : [])], types: library }
}

/** One call; what it threw, as text. Adds to `wrong` what is not as expected. */
function walk(marshaller: Marshaller, type: CTypeCase, value: ValueCase, expected: Outcome, wrong: string[]): string {
  pairs++
  const made = value.make()
  prepare(type, value, expected)
  const before = fields[calls]
  let thrown: unknown
  try {
    marshaller(made)
  } catch (error) {
    thrown = error ?? 'nothing was thrown'
  }
  const complain = (text: string) => void wrong.push(`${value.name}: ${text}`)
  if (ran.splice(0).length > 0) complain('code of the value ran')
  const entered = Number(fields[calls]! - before!)
  if (expected.kind === 'refused') checkRefusal({ thrown, entered, made, type, expected }, complain)
  else if (thrown !== undefined) complain(`threw ${thrown}`)
  else if (entered !== 1) complain(`C ran ${entered} times`)
  else checkReceived(expected, made, complain)
  return String((thrown as Error | undefined)?.message)
}

function prepare({ take }: CTypeCase, { meaning }: ValueCase, expected: Outcome): void {
  const bytes = expected.kind === 'memory' ? expected.bytes.length : 0
  const readable = meaning.kind === 'string' || meaning.kind === 'memory' || meaning.kind === 'pointer'
  fields[look] = take === 'take_string' ? BigInt(readable) : BigInt(Math.min(bytes, pointed.length))
  fields[mark] = BigInt(expected.kind === 'copy' || bytes > 0)
  fields[size] = 0n
}

interface Refusal {
  readonly thrown: unknown
  readonly entered: number
  readonly made: unknown
  readonly type: CTypeCase
  readonly expected: Outcome & { kind: 'refused' }
}

function checkRefusal({ thrown, entered, made, type, expected }: Refusal, complain: (text: string) => void): void {
  if (entered !== 0) complain('C ran')
  if (thrown === undefined) {
    complain(`was accepted, not refused: ${expected.expected}`)
    return
  }
  const error = thrown as Error & Record<string, unknown>
  const Class = expected.code === 'ERR_CABI_ARG_TYPE' ? TypeError : RangeError
  if (!(error instanceof Class) || error['code'] !== expected.code) complain(`threw ${error['code']}: ${error}`)
  const { message, function: name, parameter, type: spelling, value } = error
  const start = `${type.take}: argument 1 (value) is '${type.spelling}': expected ${expected.expected}, got `
  if (!message.startsWith(start)) complain(`said "${message}", not "${start}…"`)
  if (message.length === start.length || message.length > start.length + 80) complain(`showed the value as ${message}`)
  if (!message.isWellFormed()) complain('the message is no well-formed string')
  const facts = [name, parameter, spelling]
  if (!isDeepStrictEqual(facts, [type.take, 'value', type.spelling]) || !Object.is(value, made)) {
    complain(`the error's properties are ${facts}`)
  }
}

function checkReceived(expected: Outcome, made: unknown, complain: (text: string) => void): void {
  const received = [...argument.subarray(0, Number(fields[size]))]
  const address = BigInt.asUintN(64, new BigUint64Array(argument.buffer, 40, 1)[0]!)
  switch (expected.kind) {
    case 'scalar':
      if (!isDeepStrictEqual(received, expected.bytes)) complain(`C received ${received}, not ${expected.bytes}`)
      break
    case 'null':
      if (received.length !== 8 || address !== 0n) complain(`C received ${received}, no null pointer`)
      break
    case 'address':
      if (address !== (made as Pointer).bits) complain(`C received 0x${address.toString(16)}, not ${made}`)
      break
    case 'memory':
      checkMemory(expected.bytes, made, complain)
      if (address === 0n) complain('C received a null pointer')
      break
    case 'copy': {
      const copied = text.subarray(0, Number(fields[length]))
      if (Buffer.compare(copied, expected.text) !== 0) complain(`C received ${copied.length} bytes of another text`)
      if (ArrayBuffer.isView(made) && !isDeepStrictEqual([...bytesOf(made)], [...expected.text]))
        complain('C wrote to it')
    }
  }
}

/** C read these bytes, and inverted the first of them in the caller's memory. */
function checkMemory(bytes: readonly number[], made: unknown, complain: (text: string) => void): void {
  const shown = Number(fields[look])
  const seen = [...pointed.subarray(0, shown)]
  const read = bytes.slice(0, shown)
  const string = text.subarray(0, Number(fields[length]))
  const arrived =
    isDeepStrictEqual(seen, read) || Buffer.compare(string, Uint8Array.from(bytes.slice(0, bytes.indexOf(0)))) === 0
  if (!arrived) complain(`C read ${seen}, not ${read}`)
  if (bytes.length > 0 && bytesOf(made)[0] !== (bytes[0]! ^ 0xff)) complain('C did not get the memory itself')
}

const viewPrototype = Object.getPrototypeOf(Uint8Array.prototype)
const getter = (prototype: object, name: string) =>
  Object.getOwnPropertyDescriptor(prototype, name)!.get as (this: unknown) => unknown

/** The memory of a view or buffer, whatever it says of itself. */
function bytesOf(memory: unknown): Uint8Array {
  if (!ArrayBuffer.isView(memory)) return new Uint8Array(memory as ArrayBuffer)
  const isTyped = getter(viewPrototype, Symbol.toStringTag as unknown as string).call(memory) !== undefined
  const prototype = isTyped ? viewPrototype : DataView.prototype
  const [buffer, offset, bytes] = ['buffer', 'byteOffset', 'byteLength'].map(name =>
    getter(prototype, name).call(memory),
  )
  return new Uint8Array(buffer as ArrayBuffer, offset as number, bytes as number)
}
