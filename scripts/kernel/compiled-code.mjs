/**
 * Writes dist/compiled/v8-<version>, unless it is there: the code that the Node which runs this compiles from the scripts in
 * dist, with the functions that a program's first calls need. V8 refuses code of any other release of Node, also of the same
 * line, and then compiles as usual; so the package has it for the newest of each line, and the install script makes others.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { Script } from 'node:vm'

const folder = join(import.meta.dirname, '../../dist')
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

function codeOf(name) {
  try {
    return readFileSync(join(compiled, name))
  } catch {
    return undefined
  }
}

function scriptOf(name) {
  const filename = join(folder, `${name}.js`)
  return new Script(readFileSync(filename, 'latin1'), { filename, cachedData: codeOf(name) })
}

const cabi = scriptOf('cabi')
const deferred = scriptOf('deferred')
const scripts = { cabi, deferred }
// A Node that was built elsewhere may have this V8 and refuse its code.
if (!Object.values(scripts).every(script => script.cachedDataRejected === false)) {
  // Kept code says of each function whether Sparkplug has compiled it, and those are compiled again at each start: on Node 26
  // the 230 of a first call, once each. V8 accepts kept code by its flags, so they are as they were when it is made.
  setFlagsFromString('--no-sparkplug')
  firstCalls(cabi.runInThisContext()(folder, () => deferred.runInThisContext()))
  setFlagsFromString('--sparkplug')
  mkdirSync(compiled, { recursive: true })
  for (const [name, script] of Object.entries(scripts)) {
    writeFileSync(join(compiled, name), script.createCachedData())
  }
}
