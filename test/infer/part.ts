/**
 * A text of more declarations than types take at once, in parts: each has its share of them, and the types that those name.
 * Of preprocessed text: without comments and directives.
 */

/** Larger ones are a loose library. */
const mostCharacters = 1_000_000
const mostDeclarations = 1500

export function partsOf(text: string): string[] {
  if (text.length < mostCharacters) return [text]
  const declarations = topLevel(text)
  const types = declarations.filter(isType)
  const shares = Array.from({ length: Math.ceil(declarations.length / mostDeclarations) }, (_, i) =>
    declarations.slice(i * mostDeclarations, (i + 1) * mostDeclarations),
  )
  return shares.map(share => {
    const named = namedBy(share, types)
    const own = new Set(share)
    return declarations.filter(declaration => own.has(declaration) || named.has(declaration)).join('\n')
  })
}

/** Strings may have semicolons and braces in them. */
const marks = /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[{};]/g

function topLevel(text: string): string[] {
  const declarations: string[] = []
  let start = 0
  let depth = 0
  for (const { 0: mark, index } of text.matchAll(marks)) {
    if (mark === '{') depth++
    if (mark === '}') depth--
    if (depth > 0 || (mark !== ';' && !(mark === '}' && isFunctionHead(head(text.slice(start, index)))))) continue
    declarations.push(text.slice(start, index + 1))
    start = index + 1
  }
  return declarations
}

const head = (declaration: string): string => declaration.slice(0, declaration.indexOf('{'))

/** The body of a function has no semicolon behind it. */
const isFunctionHead = (head: string): boolean =>
  /\)\s*$/.test(head) && !/=|\b(struct|union|enum)\s*__attribute__\s*\(\(.*\)\)\s*$/s.test(head)

const isType = (declaration: string): boolean =>
  /^\s*(__extension__\s+)?typedef\b|^\s*(struct|union|enum)\s+\w+\s*;$/.test(declaration) ||
  (declaration.includes('{') && !isFunctionHead(head(declaration)))

const words = (text: string): string[] => text.match(/[A-Za-z_]\w*/g) ?? []

/** All that a type's declaration may declare: whatever is named outside of its braces, and enumerators. */
const namesOf = (type: string): string[] =>
  words(/^\s*(typedef\s+)?enum\b/.test(type) ? type : type.replace(/\{.*\}/s, ' '))

/** The types that declarations name, and those that these name. */
function namedBy(declarations: readonly string[], types: readonly string[]): Set<string> {
  const declaring = new Map<string, string[]>()
  for (const type of types)
    for (const name of namesOf(type)) declaring.set(name, [...(declaring.get(name) ?? []), type])
  const named = new Set<string>()
  const waiting = [...declarations]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const type of words(next).flatMap(word => (keywords.has(word) ? [] : (declaring.get(word) ?? [])))) {
      if (named.has(type)) continue
      named.add(type)
      waiting.push(type)
    }
  }
  return named
}

const keywords = new Set(
  'typedef struct union enum const volatile void char short int long unsigned signed float double __attribute__'.split(
    ' ',
  ),
)
