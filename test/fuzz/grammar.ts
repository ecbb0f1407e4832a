/** Declarations after C's own grammar: what mutations of what somebody wrote would take long to find. */
import type { Random } from '../oracle/random.ts'
import { pick } from './pick.ts'

/** Few, so that they meet. */
const names = 'a b c d e'.split(' ')
const specifiers = ['int', 'char', 'unsigned long', 'float', 'double _Complex', '_Bool', 'size_t', 'va_list', 'void *']
const attributes = [
  '__attribute__((packed))',
  '__attribute__((aligned(16)))',
  '__attribute__((vector_size(16)))',
  '__attribute__((mode(DI)))',
  '__attribute__((transparent_union))',
  '__attribute__((ms_struct))',
  '[[deprecated("no")]]',
  '__attribute__((nonnull, format(printf, 1, 2)))',
]
const operators = ['+', '-', '*', '/', '%', '<<', '>>', '<', '==', '&', '^', '|', '&&', '||']

type Rule = (g: Grammar) => string

/** Each gives its text; what is inside is one deeper. */
const declarations: readonly Rule[] = [
  g => `${g.type()} ${g.declarator()};`,
  g => `extern ${g.type()} ${g.declarator()}, ${g.declarator()};`,
  g => `typedef ${g.type()} ${g.declarator()} ${g.attribute()};`,
  g => `static inline ${g.type()} ${g.name()}(${g.parameters()}) { return ${g.expression()}; }`,
  g => `${g.record(g.name())};`,
  g => `${g.enumeration(g.name())};`,
  g => `#define ${g.name().toUpperCase()} ${g.expression()}\n`,
  g => `#define ${g.name().toUpperCase()}(x, ...) x ## ${g.name()} #x ${g.expression()} __VA_ARGS__\n`,
  g => `#if ${g.expression()}\n${g.declaration()}\n#else\n${g.declaration()}\n#endif\n`,
  g => `#undef ${g.name().toUpperCase()}\n`,
  g => `#pragma pack(push, ${2 ** g.random(5)})\n${g.declaration()}\n#pragma pack(pop)\n`,
  g => `_Static_assert(${g.expression()} || 1, "x");`,
  g => `extern "C" { ${g.declaration()} }`,
  g => `${g.type()} ${g.name()}[] = { ${g.expression()}, ${g.expression()} };`,
  g => `extern ${g.type()} ${g.name()} __asm__("${g.name()}");`,
]

const types: readonly Rule[] = [
  g => pick(g.random, specifiers),
  g => pick(g.random, specifiers),
  g => g.name(),
  g => `const ${g.type()}`,
  g => `struct ${g.name()}`,
  g => `enum ${g.name()}`,
  g => g.record(''),
  g => g.enumeration(''),
  g => `__typeof__(${g.expression()})`,
  g => `__typeof__(${g.typeName()})`,
  g => `_Atomic(${g.typeName()})`,
]

const declarators: readonly Rule[] = [
  g => g.name(),
  g => g.name(),
  g => `*${g.declarator()}`,
  g => `(*${g.declarator()})(${g.parameters()})`,
  g => `${g.name()}(${g.parameters()})`,
  g => `${g.declarator()}[${g.expression()}]`,
  g => `*const ${g.declarator()}`,
]

const expressions: readonly Rule[] = [
  g => String(g.random(10)),
  g => pick(g.random, ['0x7fffffff', '1u', '1.5', "'a'", '"s"', '0xffffffffffffffff', '1e9f']),
  g => g.name().toUpperCase(),
  g => g.name(),
  g => `(${g.expression()} ${pick(g.random, operators)} ${g.expression()})`,
  g => `${pick(g.random, ['-', '~', '!', '+'])}${g.expression()}`,
  g => `(${g.typeName()})${g.expression()}`,
  g => `sizeof(${g.typeName()})`,
  g => `_Alignof(${g.typeName()})`,
  g => `(${g.expression()} ? ${g.expression()} : ${g.expression()})`,
  g => `__builtin_offsetof(struct ${g.name()}, ${g.name()})`,
  g => `_Generic(${g.expression()}, int: 1, default: ${g.expression()})`,
  g => `${g.name().toUpperCase()}(${g.expression()}, ${g.expression()})`,
]

/** Where every rule takes its first, which has nothing inside. */
const MAX_DEPTH = 6

class Grammar {
  readonly random: Random
  #depth = 0

  constructor(random: Random) {
    this.random = random
  }

  #choose(rules: readonly Rule[]): string {
    this.#depth++
    const text = (this.#depth > MAX_DEPTH ? rules[0]! : pick(this.random, rules))(this)
    this.#depth--
    return text
  }

  declaration = (): string => (this.#depth > MAX_DEPTH ? ';' : this.#choose(declarations))
  type = (): string => this.#choose(types)
  declarator = (): string => this.#choose(declarators)
  expression = (): string => this.#choose(expressions)
  name = (): string => pick(this.random, names)
  attribute = (): string => (this.random(3) === 0 ? pick(this.random, attributes) : '')
  typeName = (): string => `${this.type()} ${pick(this.random, ['', '*', '(*)(void)', '[2]'])}`

  parameters(): string {
    const list = Array.from({ length: this.random(4) }, () => `${this.type()} ${this.declarator()}`)
    return list.length === 0 ? 'void' : `${list.join(', ')}${this.random(4) === 0 ? ', ...' : ''}`
  }

  record(tag: string): string {
    const members = Array.from({ length: this.random(5) }, (_, i) => this.#member(i))
    return `${pick(this.random, ['struct', 'union'])} ${tag} { ${members.join(' ')} } ${this.attribute()}`
  }

  #member(index: number): string {
    if (this.random(4) === 0)
      return `${pick(this.random, ['int', 'unsigned char', 'long long'])} m${index} : ${this.random(9) + 1};`
    if (this.random(8) === 0) return `${this.record('')};`
    return `${this.type()} ${this.declarator().replace(/\b[a-e]\b/, `m${index}`)} ${this.attribute()};`
  }

  enumeration(tag: string): string {
    const enumerators = Array.from({ length: this.random(4) + 1 }, () =>
      this.random(2) ? `${this.name().toUpperCase()}${this.random(99)}` : `E${this.random(99)} = ${this.expression()}`,
    )
    return `enum ${tag} { ${enumerators.join(', ')} }`
  }
}

export function generated(random: Random): string {
  const grammar = new Grammar(random)
  return Array.from({ length: random(8) + 1 }, () => grammar.declaration()).join('\n')
}
