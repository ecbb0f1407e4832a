/** What to say about a name where a type should be: most are a typedef that was not pasted with the rest. */
import type { Parser } from '../parser.ts'

/** Typedefs of system headers that are not built in. */
const typedefs: ReadonlyMap<string, string> = new Map([
  ['FILE', 'typedef struct _IO_FILE FILE;'],
  ['DIR', 'typedef struct __dirstream DIR;'],
  ['uint', 'typedef unsigned int uint;'],
  ['ushort', 'typedef unsigned short ushort;'],
  ['ulong', 'typedef unsigned long ulong;'],
  ['u_char', 'typedef unsigned char u_char;'],
  ['u_short', 'typedef unsigned short u_short;'],
  ['u_int', 'typedef unsigned int u_int;'],
  ['u_long', 'typedef unsigned long u_long;'],
])

/** Words that C++ has and C does not. */
const cplusplus = new Set(
  'template class namespace using public private protected virtual operator friend std'.split(' '),
)

const keywords = 'void bool char short int long float double signed unsigned const struct union enum typedef extern'

const kinds = {
  function: 'a function',
  variable: 'a variable',
  typedef: 'a type',
  enumerator: 'an enumerator',
} as const

export function unknownTypeName(p: Parser, name: string, offset: number): never {
  if (p.scope.parameters.includes(name)) p.raise(offset, `'${name}' is not a type but a parameter`)
  const kind = p.scope.ordinary(name)?.kind
  if (kind !== undefined) p.raise(offset, `'${name}' is not a type but declared as ${kinds[kind]}`)
  p.raise(offset, `unknown type name '${name}'${advice(p, name)}`)
}

function advice(p: Parser, name: string): string {
  if (cplusplus.has(name)) return ', which is C++: what it exports as extern "C" can be declared'
  const typedef = typedefs.get(name)
  if (typedef !== undefined) return `; declare it: '${typedef}'`
  for (const keyword of ['struct', 'union', 'enum']) {
    if (p.scope.tags.has(`${keyword} ${name}`)) return `; did you mean '${keyword} ${name}'?`
  }
  const here = [...keywords.split(' '), ...p.scope.types.keys(), ...p.scope.predefined.keys()]
  const near = nearest(name, here) ?? fromElsewhere(name)
  return near === undefined ? '' : `; did you mean '${near}'?`
}

/** What Rust, the Linux kernel and other ways to call C write where C has this. */
function fromElsewhere(name: string): string | undefined {
  const [, sign, bits] = /^([uis])(8|16|32|64)$/.exec(name) ?? []
  if (bits !== undefined) return `${sign === 'u' ? 'u' : ''}int${bits}_t`
  switch (name) {
    case 'string':
    case 'str':
    case 'cstring':
      return 'const char *'
    case 'pointer':
    case 'ptr':
      return 'void *'
    case 'buffer':
      return 'uint8_t *'
    case 'usize':
      return 'size_t'
    case 'isize':
      return 'ssize_t'
    case 'f32':
      return 'float'
    case 'f64':
      return 'double'
    case 'boolean':
      return 'bool'
    default:
      return undefined
  }
}

/** The closest of the names, if at most a third of the letters have to change. */
function nearest(name: string, names: readonly string[]): string | undefined {
  let best: string | undefined
  let least = Math.floor(name.length / 3) + 1
  for (const candidate of names) {
    if (candidate === name || Math.abs(candidate.length - name.length) >= least) continue
    const distance = editDistance(name, candidate)
    if (distance < least) [best, least] = [candidate, distance]
  }
  return best
}

/** Insertions, deletions, replacements and swaps of neighbours that make `b` of `a`. */
function editDistance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = rows[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      const swapped = isSwap ? rows[i - 2]![j - 2]! + 1 : replaced
      row.push(Math.min(replaced, swapped, rows[i - 1]![j]! + 1, row[j - 1]! + 1))
    }
    rows.push(row)
  }
  return rows[a.length]![b.length]!
}
