/** What typing a text costs the compiler, in instantiations: counts are the same on every machine, times are not. By itself, it measures all rows. */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
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

/**
 * Name, text, program, most instantiations beyond those of an empty text. They are what the study of the technique measured and
 * a quarter more, or, where its prototype did less (`#define` constants, const variables, `#if`), what is reached and 3 % more.
 */
const rows = [
  [
    'the example',
    example,
    `lib.printf('%d', 1); lib.atoi('1'); lib.div(7, 2).rem; lib.SEEK_END; lib.qsort(new Int32Array(1), 1, 4, (a, b) => (a === b ? 0 : 1))`,
    33_000,
  ],
  // The study's, with its quarter: 107,000.
  ['200 prototypes, one used', prototypes(200), calls(1), 110_000],
  ['200 prototypes, all used', prototypes(200), calls(200), 360_000],
  // The study's, with its quarter: 511,000.
  ['1,600 prototypes, one used', prototypes(1600), calls(1), 577_000],
  ['1,600 prototypes, all used', prototypes(1600), calls(1600), 2_312_000],
  // The study's, with its quarter: 1,775,000.
  ['6,000 prototypes, one used', prototypes(6000), calls(1), 2_100_000, 'nightly'],
  [
    '13,000 prototypes: more than there are types for',
    prototypes(13_000),
    `lib.anything('at all')`,
    4_500_000,
    'nightly',
  ],
  [
    'sqlite3.h as it is',
    existsSync(sqlite) ? readFileSync(sqlite, 'utf8') : undefined,
    `lib.sqlite3_libversion(); lib.sqlite3_close(null)`,
    // The study's, with its quarter: 294,000; it had no constants of macros.
    432_000,
  ],
  ['uv.h, preprocessed', preprocessed('uv.h'), `lib.uv_loop_init(null)`, 1_026_000],
]

/** The declarations of `src/infer` alone: the compiler does not check them again in each program. */
function emitTypes() {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  const emit = {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: { noCheck: true, emitDeclarationOnly: true, incremental: false, rootDir: root, outDir: 'types' },
    files: [join(root, 'src/infer/open.ts')],
  }
  writeFileSync(join(folder, 'emit.json'), JSON.stringify(emit))
  compile('emit.json')
}

const options = {
  extends: join(root, 'test/infer/program.json'),
  files: ['program.ts'],
}

const compile = (project, ...flags) =>
  spawnSync(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(folder, project), ...flags], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  }).stdout

function measure(text, program) {
  const literal = JSON.stringify(text)
  writeFileSync(
    join(folder, 'program.ts'),
    `import type { Open } from './types/src/infer/open.js'\ndeclare const open: Open\nconst lib = open('x', ${literal})\n${program}\n`,
  )
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(options))
  const stdout = compile('tsconfig.json', '--extendedDiagnostics')
  const number = label => Number(new RegExp(`${label}:\\s+([\\d.]+)`).exec(stdout)?.[1])
  return {
    errors: stdout.split('\n').filter(line => /error TS/.test(line)),
    instantiations: number('Instantiations'),
    seconds: number('Check time'),
  }
}

/** Prints each row: those of every night too, if so. Whether all are within their budget. */
export function typesAreCheap(everyNight = false) {
  emitTypes()
  const empty = measure('', '').instantiations
  let fine = true
  for (const [name, text, program, budget, when] of rows) {
    if (when === 'nightly' && !everyNight) continue
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

if (process.argv[1] === fileURLToPath(import.meta.url) && !typesAreCheap(true)) process.exit(1)
