/**
 * Every C type as a parameter, with every sort of JavaScript value, through both marshallers: C received exactly what the
 * rules say, or an error was thrown before C ran.
 */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isDeepStrictEqual } from 'node:util'
import type { Marshaller } from '../../src/exchange/marshaller.ts'
import { open, type Pointer } from '../../src/index.ts'
import { compileFixture } from '../fixture.ts'
import { type CTypeCase, cTypes, declarations } from './c-types.ts'
import { type Bytes, ran, type ValueCase, valueCases } from './javascript-values.ts'
import { bothMarshallers, marshallerCount } from './marshallers.ts'
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

/** A library in which `take` has one parameter of the type. */
const libraryOf = ({ spelling, take }: CTypeCase) => open(file, `${declarations}; void ${take}(${spelling} value);`)

for (const type of cTypes) {
  const library = libraryOf(type)
  const marshallers = bothMarshallers(type.take, library[type.take])
  test(`${type.spelling}: each value arrives as it is or is refused with reasons`, () => {
    const wrong: string[] = []
    for (const value of valueCases(memoryOfC, library)) {
      const expected = outcome(type.rule, value.meaning)
      const said = new Set(marshallers.map(marshaller => walk(marshaller, type, value, expected, wrong)))
      if (said.size > 1) wrong.push(`${value.name}: the marshallers do not agree: ${[...said].join(' / ')}`)
    }
    assert.deepEqual(wrong, [])
  })
}

test('every value met every type, through both marshallers', t => {
  assert.equal(pairs, cTypes.length * valueCases(memoryOfC, libraryOf(cTypes[0]!)).length * marshallerCount)
  t.diagnostic(`${pairs} calls`)
})

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
  // What is shown of a refused value may have been read from it.
  const code = ran.splice(0).filter(what => expected.kind !== 'refused' || !what.startsWith('read '))
  if (code.length > 0) complain(`code of the value ran: ${code}`)
  const entered = Number(fields[calls]! - before!)
  if (expected.kind === 'refused') checkRefusal({ thrown, entered, made, type, expected }, complain)
  else if (thrown !== undefined) complain(`threw ${thrown}`)
  else if (entered !== 1) complain(`C ran ${entered} times`)
  else checkReceived(type, expected, made, complain)
  return String((thrown as Error | undefined)?.message)
}

function prepare({ take }: CTypeCase, { meaning }: ValueCase, expected: Outcome): void {
  const bytes = expected.kind === 'memory' || expected.kind === 'list' ? expected.bytes.length : 0
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
  const { element } = expected
  const place = element === undefined ? '' : `, element [${element.index}]`
  const spelled = element?.type ?? type.spelling
  const start = `${type.take}: argument 1 (value)${place} is '${spelled}': expected ${expected.expected}, got `
  if (!message.startsWith(start)) complain(`said "${message}", not "${start}…"`)
  if (message.length === start.length || message.length > start.length + 80) complain(`showed the value as ${message}`)
  if (!message.isWellFormed()) complain('the message is no well-formed string')
  if (element !== undefined) {
    const refused = (made as readonly unknown[])[element.index]
    if (spelling !== element.type || !Object.is(value, refused)) complain(`the error's properties are ${spelling}`)
    return
  }
  const facts = [name, parameter, spelling]
  if (!isDeepStrictEqual(facts, [type.take, 'value', type.spelling]) || !Object.is(value, made)) {
    complain(`the error's properties are ${facts}`)
  }
}

function checkReceived(type: CTypeCase, expected: Outcome, made: unknown, complain: (text: string) => void): void {
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
      checkMemory(type, expected.bytes, made, complain)
      if (address === 0n) complain('C received a null pointer')
      break
    case 'list': {
      const seen = [...pointed.subarray(0, Number(fields[look]))]
      if (!isDeepStrictEqual(seen, expected.bytes)) complain(`C read ${seen}, not ${expected.bytes}`)
      if (address === 0n) complain('C received a null pointer')
      break
    }
    case 'copy': {
      const copied = text.subarray(0, Number(fields[length]))
      if (Buffer.compare(copied, expected.text) !== 0) complain(`C received ${copied.length} bytes of another text`)
      if (ArrayBuffer.isView(made) && Buffer.compare(bytesOf(made), expected.text) !== 0) complain('C wrote to it')
    }
  }
}

/** C read these bytes, and inverted the first of them in the caller's memory. */
function checkMemory(type: CTypeCase, bytes: Bytes, made: unknown, complain: (text: string) => void): void {
  const isString = type.take === 'take_string'
  const seen = isString ? text.subarray(0, Number(fields[length])) : pointed.subarray(0, Number(fields[look]))
  const expected = Uint8Array.from(bytes).subarray(0, isString ? bytes.indexOf(0) : pointed.length)
  if (Buffer.compare(seen, expected) !== 0) complain(`C read ${seen}, not ${expected}`)
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
