/** SQLite calls JavaScript: rows, functions, aggregates and the order of texts. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { alloc, c, callback, open, type Pointer, readString, release } from 'cabi'

const sq = open(
  'sqlite3',
  `
  #define SQLITE_OK 0
  #define SQLITE_ABORT 4
  #define SQLITE_UTF8 1
  typedef struct sqlite3 sqlite3;
  typedef struct sqlite3_context sqlite3_context;
  typedef struct Mem sqlite3_value;
  typedef void (*sqlite3_destructor_type)(void *);
  #define SQLITE_TRANSIENT ((sqlite3_destructor_type)-1)

  int sqlite3_open(const char *filename, sqlite3 **ppDb);
  int sqlite3_close(sqlite3 *);
  const char *sqlite3_errmsg(sqlite3 *);
  int sqlite3_exec(sqlite3 *, const char *sql, int (*callback)(void *, int, char **, char **), void *, char **errmsg);
  int sqlite3_create_function_v2(
    sqlite3 *db, const char *zFunctionName, int nArg, int eTextRep, void *pApp,
    void (*xFunc)(sqlite3_context *, int, sqlite3_value **),
    void (*xStep)(sqlite3_context *, int, sqlite3_value **),
    void (*xFinal)(sqlite3_context *),
    void (*xDestroy)(void *));
  int sqlite3_create_collation_v2(
    sqlite3 *, const char *zName, int eTextRep, void *pArg,
    int (*xCompare)(void *, int, const void *, int, const void *),
    void (*xDestroy)(void *));
  double sqlite3_value_double(sqlite3_value *);
  const unsigned char *sqlite3_value_text(sqlite3_value *);
  void sqlite3_result_double(sqlite3_context *, double);
  void sqlite3_result_text(sqlite3_context *, const char *, int, void (*)(void *));
  void sqlite3_result_error(sqlite3_context *, const char *, int);
  void *sqlite3_aggregate_context(sqlite3_context *, int nBytes);
`,
)
const { SQLITE_OK, SQLITE_UTF8, SQLITE_TRANSIENT } = sq

function openDatabase(): Pointer {
  const db = alloc(c.pointer(sq['sqlite3']))
  assert.equal(sq['sqlite3_open'](':memory:', db), SQLITE_OK)
  return db.value!
}

/** The rows as SQLite writes them; throws SQLite's message. */
function query(db: Pointer, sql: string): Record<string, string | null>[] {
  const rows: Record<string, string | null>[] = []
  const textAt = (texts: Pointer, i: number) => texts.at(i) && readString(texts.at(i))
  const status = sq['sqlite3_exec'](
    db,
    sql,
    (_: unknown, count: number, values: Pointer, names: Pointer) => {
      rows.push(Object.fromEntries(Array.from({ length: count }, (_, i) => [textAt(names, i), textAt(values, i)])))
      return 0
    },
    null,
    null,
  )
  if (status !== SQLITE_OK) throw new Error(sq['sqlite3_errmsg'](db)!)
  return rows
}

const signatures = {
  function: c.fn(c.void, [c.pointer(sq['sqlite3_context']), c.int, c.pointer(c.pointer(sq['sqlite3_value']))]),
  final: c.fn(c.void, [c.pointer(sq['sqlite3_context'])]),
  compare: c.fn(c.int, [c.pointer(c.void), c.int, c.pointer(c.const(c.void)), c.int, c.pointer(c.const(c.void))]),
}

test('sqlite3_exec gives each row to a function, which may stop it or fail', () => {
  const db = openDatabase()
  assert.deepEqual(query(db, "SELECT 1 AS a, 'ö' AS b UNION ALL SELECT NULL, 'z'"), [
    { a: '1', b: 'ö' },
    { a: null, b: 'z' },
  ])
  let rows = 0
  const stop = () => Number(++rows === 3)
  const many = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10) SELECT i FROM n'
  assert.equal(sq['sqlite3_exec'](db, many, stop, null, null), sq['SQLITE_ABORT'])
  assert.equal(rows, 3)
  const failure = new Error('bad row')
  const fail = () => {
    throw failure
  }
  assert.throws(
    () => sq['sqlite3_exec'](db, many, fail, null, null),
    (error: unknown) => error === failure,
  )
  assert.equal(sq['sqlite3_close'](db), SQLITE_OK)
})

test('a query inside a row of another one', () => {
  const db = openDatabase()
  const inner: unknown[] = []
  const each = () => {
    inner.push(...query(db, 'SELECT 2 AS two'))
    return 0
  }
  assert.equal(sq['sqlite3_exec'](db, 'SELECT 1 UNION SELECT 2', each, null, null), SQLITE_OK)
  assert.deepEqual(inner, [{ two: '2' }, { two: '2' }])
  assert.equal(sq['sqlite3_close'](db), SQLITE_OK)
})

test('SQL calls functions of JavaScript', () => {
  const db = openDatabase()
  const repeat = callback(signatures.function, (context: Pointer, count: number, values: Pointer) => {
    assert.equal(count, 2)
    const text = readString(sq['sqlite3_value_text'](values.at(0))) as string
    const times = sq['sqlite3_value_double'](values.at(1))
    if (times < 0) return sq['sqlite3_result_error'](context, `no ${times} times`, -1)
    sq['sqlite3_result_text'](context, text.repeat(times), -1, SQLITE_TRANSIENT)
  })
  let destroyed = 0
  const destroy = callback(c.fn(c.void, [c.pointer(c.void)]), () => void destroyed++)
  const status = sq['sqlite3_create_function_v2'](db, 'repeat', 2, SQLITE_UTF8, null, repeat, null, null, destroy)
  assert.equal(status, SQLITE_OK)
  assert.deepEqual(query(db, "SELECT repeat('xä', 3) AS text, repeat('', 2) AS none"), [{ text: 'xäxäxä', none: '' }])
  assert.throws(() => query(db, "SELECT repeat('x', -1)"), { message: 'no -1 times' })
  assert.equal(sq['sqlite3_close'](db), SQLITE_OK)
  assert.equal(destroyed, 1)
  release(repeat)
  release(destroy)
})

test('an aggregate keeps what it knows in memory of SQLite', () => {
  const db = openDatabase()
  const sum = (context: Pointer) => sq['sqlite3_aggregate_context'](context, 8)!.cast(c.double) as Pointer
  using step = callback(signatures.function, (context: Pointer, _: number, values: Pointer) => {
    sum(context).value += sq['sqlite3_value_double'](values.at(0)) ** 2
  })
  using final = callback(signatures.final, (context: Pointer) => {
    sq['sqlite3_result_double'](context, Math.sqrt(sum(context).value))
  })
  assert.equal(sq['sqlite3_create_function_v2'](db, 'norm', 1, SQLITE_UTF8, null, null, step, final, null), SQLITE_OK)
  assert.deepEqual(query(db, 'SELECT norm(v) AS norm FROM (SELECT 3 AS v UNION SELECT 4)'), [{ norm: '5.0' }])
  const groups = 'SELECT norm(v) AS n FROM (SELECT 1 AS g, 6 AS v UNION SELECT 1, 8 UNION SELECT 2, -7) GROUP BY g'
  assert.deepEqual(query(db, groups), [{ n: '10.0' }, { n: '7.0' }])
  assert.equal(sq['sqlite3_close'](db), SQLITE_OK)
})

test('texts are in the order that JavaScript says', () => {
  const db = openDatabase()
  const { compare } = new Intl.Collator('de', { numeric: true })
  using order = callback(signatures.compare, (_: unknown, n: number, a: Pointer, m: number, b: Pointer) =>
    compare(readString(a, { length: n }) as string, readString(b, { length: m }) as string),
  )
  assert.equal(sq['sqlite3_create_collation_v2'](db, 'german', SQLITE_UTF8, null, order, null), SQLITE_OK)
  const names = ['Öl 10', 'Zug', 'Öl 9', 'Apfel', 'äpfel', 'öl 9']
  const values = names.map(name => `SELECT '${name}' AS name`).join(' UNION ALL ')
  assert.deepEqual(
    query(db, `SELECT name FROM (${values}) ORDER BY name COLLATE german`).map(({ name }) => name),
    [...names].sort(compare),
  )
  assert.equal(sq['sqlite3_close'](db), SQLITE_OK)
})
