/** Asks a target's compiler about many cases at once, and says which of cabi's answers differ. */
import type { Case, Definition } from './case.ts'
import { printDefinition } from './print-case.ts'
import { type BitFieldQuestion, type Questions, questionsOn } from './question.ts'
import { readText } from './read-text.ts'
import { sectionsOf } from './sections.ts'

export interface Failure {
  readonly failing: Case
  readonly definition: Definition
  /** `sizeof(struct s): 8, by the compiler 4`. */
  readonly text: string
}

export interface Outcome {
  /** The first of each case. */
  readonly failures: readonly Failure[]
  readonly questions: number
}

/** The first thing that is otherwise when the case is read from its text. */
function misread(failing: Case, asked: readonly Questions[]): Failure | undefined {
  const read = readText(failing).map(definition => questionsOn(definition, failing.target))
  for (const [i, { definition, numbers, bitFields }] of asked.entries()) {
    const [built, again] = [
      [...numbers, ...bitFields],
      [...read[i]!.numbers, ...read[i]!.bitFields],
    ]
    const [wrong, right] = [again, built].map(facts => facts.map(fact => JSON.stringify(fact)))
    const first = right!.findIndex((fact, j) => fact !== wrong![j])
    if (first >= 0 || wrong!.length !== right!.length) {
      return { failing, definition, text: `read from its text: ${wrong![first]}, as built ${right![first]}` }
    }
  }
  return undefined
}

/** All cases are of one target. */
export async function check(cases: readonly Case[]): Promise<Outcome> {
  if (cases.length === 0) return { failures: [], questions: 0 }
  const asked = cases.map(each => each.definitions.map(definition => questionsOn(definition, each.target)))
  const [numbers, bytes] = await sectionsOf(source(cases, asked.flat()), cases[0]!.target.name, ['.numbers', '.bits'])
  const answers = new AnswerReader(numbers!, bytes!)
  const failures = cases.flatMap((failing, i) => {
    const [first] = asked[i]!.flatMap(questions => answers.failures(failing, questions))
    return first ?? misread(failing, asked[i]!) ?? []
  })
  return {
    failures,
    questions: asked.flat().reduce((sum, each) => sum + each.numbers.length + each.bitFields.length, 0),
  }
}

/**
 * One section of numbers, one of objects without padding between them: members of a packed struct. In front of each object
 * is its size, as the compiler has it, so that one wrong size does not shift all others.
 */
function source(cases: readonly Case[], asked: readonly Questions[]): string {
  const numbers = asked.flatMap(each => each.numbers.map(({ expression }) => expression))
  const objects = asked.flatMap(each => each.bitFields)
  return [
    ...cases.flatMap(({ definitions }) => definitions.map(printDefinition)),
    `const unsigned long long numbers[] __attribute__((section(".numbers"))) = {\n${numbers.join(',\n')}\n};`,
    'const struct __attribute__((packed)) {',
    ...objects.map(({ type }, i) => `unsigned long long size_${i}; ${type} object_${i};`),
    'char end; } bits __attribute__((section(".bits"))) = {',
    ...objects.map(({ type, designator }, i) => `.size_${i} = sizeof(${type}), .object_${i}${designator} = -1,`),
    '.end = 1 };\n',
  ].join('\n')
}

class AnswerReader {
  readonly #numbers: DataView
  readonly #bits: DataView
  #number = 0
  #bit = 0

  constructor(numbers: Uint8Array, bits: Uint8Array) {
    this.#numbers = new DataView(numbers.buffer, numbers.byteOffset, numbers.length)
    this.#bits = new DataView(bits.buffer, bits.byteOffset, bits.length)
  }

  /** Reads the answers to the next questions, all of them. */
  failures(failing: Case, { definition, numbers, bitFields }: Questions): Failure[] {
    const wrongNumbers = numbers.flatMap(({ expression, answer }) => {
      const right = Number(this.#numbers.getBigUint64(8 * this.#number++, true))
      return answer === right ? [] : [`${expression}: ${answer}, by the compiler ${right}`]
    })
    const wrongBits = bitFields.flatMap(question => {
      const size = Number(this.#bits.getBigUint64(this.#bit, true))
      const right = this.#object(this.#bit + 8, size)
      this.#bit += 8 + size
      const answer = objectWith(question)
      return answer === right
        ? []
        : [`${question.type} with ${question.designator} set: ${answer}, by the compiler ${right}`]
    })
    return [...wrongNumbers, ...wrongBits].map(text => ({ failing, definition, text }))
  }

  #object(offset: number, size: number): string {
    return Array.from({ length: size }, (_, i) => hex(this.#bits.getUint8(offset + i))).join(' ')
  }
}

/** The bytes of an object with all bits of the bit-field set, and no others. */
function objectWith({ size, bitOffset, bits }: BitFieldQuestion): string {
  const bytes = new Uint8Array(size)
  for (let bit = bitOffset; bit < bitOffset + bits; bit++) bytes[bit >> 3]! |= 1 << (bit & 7)
  return Array.from(bytes, hex).join(' ')
}

const hex = (byte: number): string => byte.toString(16).padStart(2, '0')
