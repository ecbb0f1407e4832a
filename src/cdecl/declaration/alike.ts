/**
 * Prototypes that differ in nothing but the name: a library has many functions of few types. One like an earlier one is
 * recognised by its text. In a fresh process that takes a tenth of the time in which it is read, by a parser that is
 * interpreted; and what is read 200 times, V8 compiles.
 *
 *   int first(int);
 *   int second(int);     again 'int ', a name, '(int);'
 *
 * The same text means the same, as long as nothing but such prototypes is declared in between and no directive stands there:
 * all that it names is what it was. A function is declared so only if its name is new.
 */
import type { FunctionType } from '../../ctype/type.ts'
import { classes, DIGIT, LETTER } from '../lexer/character.ts'
import type { Parser } from '../parser.ts'
import { mayBePredefined } from '../preprocessor/predefined-name.ts'
import type { DeclaredFunction } from './declared.ts'
import { isReserved } from './keyword.ts'

interface Prototype {
  /** The text before the name. */
  readonly before: string
  /** The text behind it, to the `;`. */
  readonly behind: string
  readonly type: FunctionType
}

/** The last so many: more would take more time to compare with than they save. */
const MOST = 4

const OPEN = 40

export class AlikePrototypes {
  readonly #known: Prototype[] = []
  /** How many of them count. */
  #count = 0
  #next = 0
  /** Where the declaration that is being read starts; -1 once it is known, and where a directive stands in it. */
  #start = -1
  /** How many things were declared before it. */
  #declared = 0

  /** What was read so far may mean something else from here on. */
  forget(): void {
    this.#count = this.#next = 0
    this.#start = -1
  }

  /** Called where a declaration starts. Whether it is like an earlier one, and is declared now. */
  declare(p: Parser): boolean {
    // What stands before it is no such prototype.
    if (this.#start >= 0) this.forget()
    for (let i = 0; i < this.#count; i++) {
      if (declareAlike(p, this.#known[i]!)) return true
    }
    this.#start = p.start
    this.#declared = p.scope.order.length
    return false
  }

  /** A function that has nothing but a type, at the `;` of its declaration. */
  remember(p: Parser, { name, type, offset }: DeclaredFunction): void {
    const { text } = p.source
    const start = this.#start
    const open = offset + name.length
    // In a macro's body, or declared before; its name in parentheses.
    if (start < 0 || offset < start || p.end < open || text.charCodeAt(open) !== OPEN) return
    // With a tag that was new; from here on a type's name is hidden.
    if (p.scope.order.length !== this.#declared + 1 || p.scope.isPredefined(name)) return
    const before = text.slice(start, offset)
    const behind = text.slice(open, p.end)
    if (hasBody(before) || hasBody(behind)) return
    this.#known[this.#next] = { before, behind, type }
    this.#next = (this.#next + 1) % MOST
    this.#count = Math.max(this.#count, this.#next || MOST)
    this.#start = -1
  }
}

/** Of a struct or an enumeration, in either spelling: each is another type. */
const hasBody = (text: string) => text.includes('{') || text.includes('<%')

function declareAlike(p: Parser, { before, behind, type }: Prototype): boolean {
  const { text } = p.source
  if (!text.startsWith(before, p.start)) return false
  const offset = p.start + before.length
  let open = offset
  while (classes[text.charCodeAt(open)]! >= DIGIT) open++
  if (!text.startsWith(behind, open) || classes[text.charCodeAt(offset)] !== LETTER) return false
  const name = text.slice(offset, open)
  if (!isNew(p, name) || !p.skipTo(open + behind.length)) return false
  p.scope.declareFunction(name, type, offset, false, false)
  p.next()
  return true
}

/** Whether a declaration of the name meets no other meaning and hides none. */
function isNew({ scope, preprocessing, identifiers }: Parser, name: string): boolean {
  if (isReserved(name) || mayBePredefined(name) || scope.ordinary(name) !== undefined) return false
  if (scope.isPredefined(name)) return false
  return preprocessing.listed.length === 0 || identifiers.named(name).macro === undefined
}
