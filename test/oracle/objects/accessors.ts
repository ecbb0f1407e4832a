/** C that reads and writes each leaf: through the compiler's own knowledge of the type. */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { RecordType } from '../../../src/ctype/type.ts'
import { type LooseLibrary, open } from '../../../src/library/open.ts'
import type { Case } from '../layouts/case.ts'
import { printDefinition } from '../layouts/print-case.ts'
import type { Leaf } from './leaf.ts'

/** A struct or union, its case for the definitions that it needs, and its leaves. */
export interface Subject {
  readonly from: Case
  readonly record: RecordType
  readonly leaves: readonly Leaf[]
}

/** Leaves are counted through all subjects: `get(leaf, object, value)` and `set(leaf, object, value)`. */
const declarations = `void get(int leaf, const void *object, void *value);
void set(int leaf, void *object, const void *value);`

const run = promisify(execFile)

export async function openAccessors(subjects: readonly Subject[]): Promise<LooseLibrary> {
  const folder = mkdtempSync(join(tmpdir(), 'cabi-oracle-'))
  try {
    const [source, library] = [join(folder, 'accessors.c'), join(folder, 'accessors.so')]
    writeFileSync(source, sourceOf(subjects))
    await run('gcc', ['-std=gnu2x', '-w', '-Wno-psabi', '-shared', '-fPIC', '-O1', '-o', library, source], {
      maxBuffer: 1 << 26,
    })
    return open(library, declarations)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function sourceOf(subjects: readonly Subject[]): string {
  const definitions = [...new Set(subjects.map(({ from }) => from))].flatMap(({ definitions }) =>
    definitions.map(printDefinition),
  )
  const all = subjects.flatMap(({ record, leaves }) => leaves.map(leaf => ({ leaf, record })))
  const object = (record: RecordType) => `(*(${record.keyword} ${record.tag} *)object)`
  const cases = (print: (expression: string, leaf: Leaf) => string, isWanted: (leaf: Leaf) => boolean) =>
    all.flatMap(({ leaf, record }, i) =>
      isWanted(leaf) ? [`case ${i}: { ${print(`${object(record)}${leaf.expression}`, leaf)} break; }`] : [],
    )
  return `${definitions.join('\n')}
void get(int leaf, const void *object, void *value) {
  __int128 *n = value; double *d = value;
  switch (leaf) {
  ${cases(get, () => true).join('\n  ')}
  }
}
void set(int leaf, void *object, const void *value) {
  const __int128 *n = value; const double *d = value;
  switch (leaf) {
  ${cases(set, leaf => !leaf.isConst).join('\n  ')}
  }
}
`
}

function get(expression: string, { kind }: Leaf): string {
  switch (kind) {
    case 'pointer':
      return `*n = (unsigned long)${expression};`
    case 'integer':
    case 'bool':
      return `*n = ${expression};`
    case 'complex integer':
      return `n[0] = __real__ ${expression}; n[1] = __imag__ ${expression};`
    case 'floating':
      return `*d = ${expression};`
    case 'complex floating':
      return `d[0] = __real__ ${expression}; d[1] = __imag__ ${expression};`
  }
}

/** A floating leaf gets the sum of two doubles in its own type, which may have more bits than either. */
function set(expression: string, { kind }: Leaf): string {
  switch (kind) {
    case 'pointer':
      return `${expression} = (void *)(unsigned long)*n;`
    case 'integer':
    case 'bool':
      return `${expression} = *n;`
    case 'complex integer':
      return `${expression} = (__typeof__(+${expression}))n[0] + (__typeof__(+${expression}))n[1] * 1i;`
    case 'floating':
      return `${expression} = d[0]; if (d[1]) ${expression} = ${expression} + (__typeof__(+${expression}))d[1];`
    case 'complex floating':
      return `__real__ ${expression} = d[0]; __imag__ ${expression} = d[1];`
  }
}
