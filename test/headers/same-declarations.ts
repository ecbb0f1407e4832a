/**
 * Whether two texts declare the same, node by node. Types refer to themselves, so what is the same is found by pairing:
 * once a struct of one text is met beside a struct of the other, each stands for the other, wherever they come up again.
 */
import type { Declarations } from '../../src/cdecl/declarations.ts'
import type {
  CType,
  EnumDefinition,
  EnumType,
  FunctionType,
  RecordDefinition,
  RecordType,
} from '../../src/ctype/type.ts'

/** What differs: `function 'f'`, `struct s`; nothing if the declarations are the same. */
export function differences(a: Declarations, b: Declarations): string[] {
  const pairs = new Pairs()
  const found: string[] = []
  const compare = <T>(what: string, x: ReadonlyMap<string, T>, y: ReadonlyMap<string, T>, same: Same<T>) => {
    for (const name of new Set([...x.keys(), ...y.keys()])) {
      const [p, q] = [x.get(name), y.get(name)]
      if (p === undefined || q === undefined || !same(p, q)) found.push(`${what}${name}`)
    }
  }
  compare('', a.tags, b.tags, (p, q) => pairs.same(p, q))
  compare('typedef ', a.types, b.types, (p, q) => pairs.same(p, q))
  compare('function ', a.functions, b.functions, (p, q) => sameFacts(p, q) && pairs.same(p.type, q.type))
  compare('variable ', a.variables, b.variables, (p, q) => sameFacts(p, q) && pairs.same(p.type, q.type))
  return found
}

type Same<T> = (a: T, b: T) => boolean

/** What is said of a function or variable beside its type. */
interface Facts {
  readonly symbol: string
  readonly isInternal: boolean
  readonly isThreadLocal?: boolean
  readonly deprecated: string | undefined
}

const sameFacts = (a: Facts, b: Facts): boolean =>
  a.symbol === b.symbol &&
  a.isInternal === b.isInternal &&
  a.isThreadLocal === b.isThreadLocal &&
  a.deprecated === b.deprecated

/** A definition in the old style (K&R) is printed as the prototype that its callers could have. */
const isTyped = ({ isPrototype, parameters }: FunctionType) => isPrototype || parameters.length > 0

class Pairs {
  readonly #partners = new Map<CType, CType>()
  /** Of types that are paired, whether what they consist of is the same: a list may be 10,000 structs long. */
  #pending: (() => boolean)[] = []

  same(a: CType, b: CType): boolean {
    let isSame = this.#same(a, b)
    while (isSame && this.#pending.length > 0) isSame = this.#pending.pop()!()
    this.#pending = []
    return isSame
  }

  #same(a: CType, b: CType): boolean {
    switch (a.kind) {
      case 'void':
      case 'bool':
        return b.kind === a.kind
      case 'integer':
      case 'floating':
        return b.kind === a.kind && a.name === b.name
      case 'complex':
        return b.kind === 'complex' && this.#same(a.element, b.element)
      case 'vector':
        return b.kind === 'vector' && a.bytes === b.bytes && this.#same(a.element, b.element)
      case 'enum':
        return b.kind === 'enum' && this.#paired(a, b, () => this.#sameEnums(a, b))
      case 'record':
        return b.kind === 'record' && this.#paired(a, b, () => this.#sameRecords(a, b))
      case 'array':
        return b.kind === 'array' && a.count === b.count && this.#same(a.element, b.element)
      case 'pointer':
        return b.kind === 'pointer' && this.#same(a.target, b.target)
      case 'qualified':
        return (
          b.kind === 'qualified' &&
          a.const === b.const &&
          a.volatile === b.volatile &&
          a.atomic === b.atomic &&
          this.#same(a.type, b.type)
        )
      case 'typedef':
        return (
          b.kind === 'typedef' &&
          a.name === b.name &&
          a.align === b.align &&
          this.#paired(a, b, () => this.#same(a.type, b.type))
        )
      case 'function':
        return (
          b.kind === 'function' &&
          isTyped(a) === isTyped(b) &&
          JSON.stringify(a.attributes) === JSON.stringify(b.attributes) &&
          this.#sameLists(a.parameters, b.parameters, (p, q) => p.name === q.name && this.#same(p.type, q.type)) &&
          this.#same(a.result, b.result) &&
          this.#sameVariadic(a.variadic, b.variadic)
        )
    }
  }

  #paired(a: CType, b: CType, compare: () => boolean): boolean {
    const [partner, other] = [this.#partners.get(a), this.#partners.get(b)]
    if (partner !== undefined || other !== undefined) return partner === b && other === a
    this.#partners.set(a, b)
    this.#partners.set(b, a)
    this.#pending.push(compare)
    return true
  }

  #sameEnums(a: EnumType, b: EnumType): boolean {
    return a.tag === b.tag && bothOr(a.definition, b.definition, (p, q) => this.#sameEnumerators(p, q))
  }

  #sameEnumerators(a: EnumDefinition, b: EnumDefinition): boolean {
    return (
      a.packed === b.packed &&
      bothOr(a.fixed, b.fixed, (p, q) => this.#same(p, q)) &&
      this.#sameLists(a.enumerators, b.enumerators, (p, q) => p.name === q.name && p.value === q.value)
    )
  }

  #sameRecords(a: RecordType, b: RecordType): boolean {
    return (
      a.keyword === b.keyword &&
      a.tag === b.tag &&
      bothOr(a.definition, b.definition, (p, q) => this.#sameDefinitions(p, q))
    )
  }

  #sameDefinitions(a: RecordDefinition, b: RecordDefinition): boolean {
    return (
      a.packed === b.packed &&
      a.pack === b.pack &&
      a.align === b.align &&
      a.bitFields === b.bitFields &&
      a.transparent === b.transparent &&
      this.#sameLists(
        a.members,
        b.members,
        (p, q) =>
          p.name === q.name &&
          p.bits === q.bits &&
          p.packed === q.packed &&
          p.align === q.align &&
          this.#same(p.type, q.type),
      )
    )
  }

  #sameVariadic(a: boolean | CType, b: boolean | CType): boolean {
    return typeof a === 'boolean' || typeof b === 'boolean' ? a === b : this.#same(a, b)
  }

  #sameLists<T>(a: readonly T[], b: readonly T[], same: Same<T>): boolean {
    return a.length === b.length && a.every((x, i) => same(x, b[i]!))
  }
}

const bothOr = <T>(a: T | undefined, b: T | undefined, same: Same<T>): boolean =>
  a === undefined || b === undefined ? a === b : same(a, b)
