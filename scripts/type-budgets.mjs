/** What typing a text costs the compiler, in instantiations: counts are the same on every machine, times are not. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.mjs'

const folder = join(root, 'build/type-budgets')

const example = `
int printf(const char *fmt, ...);
int atoi(const char *nptr);
void qsort(void *base, size_t nmemb, size_t size, int (*compar)(const void *, const void *));
typedef struct { int quot, rem; } div_t;
div_t div(int numer, int denom);
extern char **environ;
enum { SEEK_SET, SEEK_CUR, SEEK_END };
`

/** 64 declarations of types and so many prototypes, as sqlite3.h has them. */
function prototypes(count) {
  const types = Array.from(
    { length: 32 },
    (_, i) =>
      `typedef struct obj${i} obj${i};\nstruct rec${i} { int a; const char *name; obj${i} *next; double d[4]; };\n`,
  )
  const functions = Array.from(
    { length: count },
    (_, i) =>
      `int obj_call_${i}(obj${i % 32} *p, const char *zName, int n, void (*xDestroy)(void *), unsigned char **out);\n`,
  )
  return types.join('') + functions.join('')
}

const calls = count => Array.from({ length: count }, (_, i) => `lib.obj_call_${i}(null, 'x', 1, null, null)`).join('\n')

const preprocessed = header => {
  const { status, stdout } = spawnSync('gcc', ['-E', '-P', '-'], { input: `#include <${header}>\n`, encoding: 'utf8' })
  return status === 0 ? stdout : undefined
}
const sqlite = '/usr/include/sqlite3.h'

/** Name, text, program, most instantiations beyond those of an empty text: what was measured when the technique was chosen, and a quarter more. */
const rows = [
  [
    'the example',
    example,
    `lib.printf('%d', 1); lib.atoi('1'); lib.div(7, 2).rem; lib.SEEK_END; lib.qsort(new Int32Array(1), 1, 4, (a, b) => (a === b ? 0 : 1))`,
    33_000,
  ],
  ['200 prototypes, one used', prototypes(200), calls(1), 107_000],
  ['200 prototypes, all used', prototypes(200), calls(200), 360_000],
  ['1,600 prototypes, one used', prototypes(1600), calls(1), 511_000],
  ['1,600 prototypes, all used', prototypes(1600), calls(1600), 2_312_000],
  ['6,000 prototypes, one used', prototypes(6000), calls(1), 1_775_000],
  [
    'sqlite3.h as it is',
    existsSync(sqlite) ? readFileSync(sqlite, 'utf8') : undefined,
    `lib.sqlite3_libversion(); lib.sqlite3_close(null)`,
    294_000,
  ],
  ['uv.h, preprocessed', preprocessed('uv.h'), `lib.uv_loop_init(null)`, 1_026_000],
]

const options = {
  compilerOptions: {
    target: 'es2023',
    lib: ['es2023', 'es2024.string', 'esnext.disposable'],
    module: 'nodenext',
    types: ['node'],
    typeRoots: [join(root, 'node_modules/@types')],
    noEmit: true,
    strict: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
  },
  files: ['program.ts'],
}

function measure(text, program) {
  mkdirSync(folder, { recursive: true })
  const literal = JSON.stringify(text)
  const from = JSON.stringify(join(root, 'src/infer/open.ts'))
  writeFileSync(
    join(folder, 'program.ts'),
    `import type { Open } from ${from}\ndeclare const open: Open\nconst lib = open('x', ${literal})\n${program}\n`,
  )
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(options))
  const compiler = join(root, 'node_modules/typescript/bin/tsc')
  const { stdout } = spawnSync(process.execPath, [compiler, '-p', folder, '--extendedDiagnostics'], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  })
  const number = label => Number(new RegExp(`${label}:\\s+([\\d.]+)`).exec(stdout)?.[1])
  return {
    errors: stdout.split('\n').filter(line => /error TS/.test(line)),
    instantiations: number('Instantiations'),
    seconds: number('Check time'),
  }
}

/** Prints each row. Whether all are within their budget. */
export function typesAreCheap() {
  const empty = measure('', '').instantiations
  let fine = true
  for (const [name, text, program, budget] of rows) {
    if (text === undefined) {
      console.log(`types: ${name}: its header is not installed`)
      continue
    }
    const { errors, instantiations: all, seconds } = measure(text, program)
    const instantiations = all - empty
    const good = errors.length === 0 && instantiations <= budget
    fine &&= good
    console.log(
      `types: ${name}: ${instantiations} instantiations of ${budget}, ${seconds} s${good ? '' : ' — TOO MANY OR WRONG'}`,
    )
    for (const error of errors.slice(0, 3)) console.log(error.slice(0, 400))
  }
  rmSync(folder, { recursive: true, force: true })
  return fine
}
