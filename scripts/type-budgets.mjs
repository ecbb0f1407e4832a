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
const sqliteProgram = `lib.sqlite3_libversion(); lib.sqlite3_close(null)`

const many = (count, each) => Array.from({ length: count }, (_, i) => each(i)).join('')

/**
 * Name, text, program, most instantiations beyond those of an empty text: what the study of the technique measured, and a quarter
 * more. Most seconds, of the best of three.
 */
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
  ['sqlite3.h as it is', existsSync(sqlite) ? readFileSync(sqlite, 'utf8') : undefined, sqliteProgram, 294_000],
  ['uv.h, preprocessed', preprocessed('uv.h'), `lib.uv_loop_init(null)`, 1_026_000],
]

const nightly = [['6,000 prototypes, one used', prototypes(6000), calls(1), 1_775_000, 3]]

/** What pasted text may be full of: a program has the types of the last function, or a loose library, and no error. */
const shapes = {
  'more prototypes than there are types for': many(20_000, i => `int g_${i}(int x, char *y);\n`),
  'a column of macros': many(3000, i => `#define A_${i} ${i}\n`),
  'macros with comments': many(2000, i => `#define A_${i}   ${i}  /* number ${i}; it */\n`),
  'macros of several lines': many(1000, i => `#define A_${i}(x) do { \\\n  foo(x); \\\n bar(x); \\\n} while (0)\n`),
  'macros between prototypes': many(
    6000,
    i => `#define M_${i} ${i}\n#define N_${i} "${i}"\nint g_${i}(int x, char *y);\n`,
  ),
  comments: many(2000, i => `/* number ${i} */\n`),
  'comments that end with their line': many(2000, i => `// number ${i}\n`),
  'comments between prototypes': many(
    8000,
    i => `/** The ${i}th; of many.\n * It returns. */\nint g_${i}(int x, char *y);\n`,
  ),
  conditionals: many(1500, i => `#ifdef A_${i}\n#define B_${i} 1\n#endif\n`),
  'prototypes under conditionals': many(3000, i => `#ifdef A_${i}\nint g_${i}(int x);\n#endif\n`),
  'prototypes with attributes': many(
    8000,
    i => `extern int g_${i}(int x) __attribute__((__nothrow__)) __attribute__((__pure__));\n`,
  ),
  structs: many(5000, i => `typedef struct s_${i} { int a, b; char *c; struct s_${i} *next; double d[4]; } s_${i};\n`),
  'a struct of thousands': `struct s {${many(2000, i => ` int m_${i};`)} };\n`,
  'thousands of declarators': `int ${many(5000, i => `v_${i}, `)}v;\n`,
  'more declarators than there are names for': `int ${many(20_000, i => `v_${i}, `)}v;\n`,
  enumerations: many(400, j => `enum e_${j} {${many(50, i => ` E_${j}_${i},`)} };\n`),
  'an enumeration of thousands': `enum e {${many(5000, i => ` E_${i},`)} };\n`,
  'a body of thousands of statements': `inline int g(int x) {${many(2000, i => ` x += ${i};`)} return x; }\n`,
  'inline functions': many(
    8000,
    i => `static inline int g_${i}(int x)\n{\n  if (x) { return ${i}; }\n  return 1;\n}\n`,
  ),
  'inline functions with attributes': many(
    3000,
    i =>
      `extern __inline int __attribute__((__gnu_inline__, __artificial__))\ng_${i} (int __X)\n{\n  return f(__X);\n}\n`,
  ),
  'empty functions': many(1000, i => `inline void g_${i}(void) {}\n`),
  'a list of functions': `int ${many(240, i => `f_${i}(int, const char *, int), `)}f(void);\n`,
  'a list of thousands of functions': `int ${many(3000, i => `f_${i}(int, const char *), `)}f(void);\n`,
  blanks: `int g(void);${' '.repeat(40_000)}int h(void);${'\n'.repeat(20_000)}`,
}
for (const [name, text] of Object.entries(shapes))
  nightly.push([name, `${text}int last(void);`, 'lib.last()', 4_500_000])
// Two that a change waits for as well: a chain of tail calls is what they would end first.
for (const name of ['a column of macros', 'comments']) rows.push(nightly.find(([row]) => row === name))

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
  for (const [name, text, program, budget, most = Number.POSITIVE_INFINITY] of everyNight
    ? [...rows, ...nightly]
    : rows) {
    if (text === undefined) {
      console.log(`types: ${name}: its header is not installed`)
      continue
    }
    let { errors, instantiations: all, seconds } = measure(text, program)
    for (let again = 0; again < 2 && seconds > most; again++)
      seconds = Math.min(seconds, measure(text, program).seconds)
    const instantiations = all - empty
    const good = errors.length === 0 && instantiations <= budget && seconds <= most
    fine &&= good
    const within = most < Number.POSITIVE_INFINITY ? ` of ${most}` : ''
    console.log(
      `types: ${name}: ${instantiations} instantiations of ${budget}, ${seconds} s${within}${good ? '' : ' — TOO MANY OR WRONG'}`,
    )
    for (const error of errors.slice(0, 3)) console.log(error.slice(0, 400))
  }
  rmSync(folder, { recursive: true, force: true })
  return fine
}

if (process.argv[1] === fileURLToPath(import.meta.url) && !typesAreCheap(true)) process.exit(1)
