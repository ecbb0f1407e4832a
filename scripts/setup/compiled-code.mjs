/**
 * Writes dist/compiled/v8-<version>: the code that the Node which runs this compiles from the scripts in dist, with the
 * functions that a program's first calls need. Another V8, or other flags, and V8 refuses it and compiles as usual.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Script } from 'node:vm'
import { root } from '../root.mjs'

const folder = join(root, 'dist')
const compiled = join(folder, 'compiled', `v8-${process.versions.v8}`)

/** What programs do first, mistakes included. */
function firstCalls({ open, errno, strerror, readString, c }) {
  const libc = open(
    'libc.so.6',
    `
    typedef struct _IO_FILE FILE;
    enum { A = 1, B };
    #define LIMIT 10
    int abs(int), atoi(const char *nptr);
    size_t strlen(const char *);
    const char *strerror(int);
    char *getenv(const char *name);
    void *memcpy(void *, const void *, size_t);
    double strtod(const char *, char **);
    long labs(long);
    int64_t llabs(int64_t);
    int fflush(FILE *);
    int snprintf(char *, size_t, const char *, ...);
  `,
  )
  const bytes = new Uint8Array(32)
  libc.abs(-1)
  libc.atoi('1')
  libc.strlen('four')
  libc.strerror(2)
  libc.labs(-5)
  libc.llabs(-5n)
  libc.fflush(null)
  libc.strtod('1.5', null)
  libc.memcpy(bytes, new Uint8Array(4), 4)
  libc.snprintf(bytes, bytes.length, '%d %s', 1, 'one')
  readString(libc.getenv('PATH'))
  strerror(errno())
  open(null, { labs: c.fn(c.long, [c.long]) }).labs(1)
  try {
    libc.atoi(1)
  } catch {}
}

if (!existsSync(compiled)) {
  const scripts = new Map()
  const load = name => {
    const filename = join(folder, `${name}.js`)
    const script = new Script(readFileSync(filename, 'latin1'), { filename })
    scripts.set(name, script)
    return script.runInThisContext()
  }
  firstCalls(load('cabi')(folder, () => load('deferred')))
  mkdirSync(compiled, { recursive: true })
  for (const [name, script] of scripts) writeFileSync(join(compiled, name), script.createCachedData())
}
