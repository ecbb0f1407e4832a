import assert from 'node:assert/strict'
import { test } from 'node:test'
import { alloc, c, open, type Pointer, readString } from 'cabi'

const sq = open(
  'sqlite3',
  `
  #define SQLITE_OK 0
  #define SQLITE_ERROR 1
  #define SQLITE_INTEGER 1
  #define SQLITE_NULL 5
  #define SQLITE_ROW 100
  #define SQLITE_DONE 101

  typedef long long int sqlite3_int64;
  typedef struct sqlite3 sqlite3;
  typedef struct sqlite3_stmt sqlite3_stmt;
  typedef void (*sqlite3_destructor_type)(void *);
  #define SQLITE_STATIC ((sqlite3_destructor_type)0)
  #define SQLITE_TRANSIENT ((sqlite3_destructor_type)-1)

  int sqlite3_open(const char *filename, sqlite3 **ppDb);
  int sqlite3_close(sqlite3 *);
  const char *sqlite3_errmsg(sqlite3 *);
  int sqlite3_exec(sqlite3 *, const char *sql, int (*callback)(void *, int, char **, char **), void *, char **errmsg);
  void sqlite3_free(void *);
  int sqlite3_prepare_v2(sqlite3 *db, const char *zSql, int nByte, sqlite3_stmt **ppStmt, const char **pzTail);
  int sqlite3_bind_int64(sqlite3_stmt *, int, sqlite3_int64);
  int sqlite3_bind_double(sqlite3_stmt *, int, double);
  int sqlite3_bind_text(sqlite3_stmt *, int, const char *, int, void (*)(void *));
  int sqlite3_bind_blob(sqlite3_stmt *, int, const void *, int n, void (*)(void *));
  int sqlite3_step(sqlite3_stmt *);
  int sqlite3_reset(sqlite3_stmt *);
  int sqlite3_clear_bindings(sqlite3_stmt *);
  int sqlite3_column_count(sqlite3_stmt *);
  int sqlite3_column_type(sqlite3_stmt *, int iCol);
  sqlite3_int64 sqlite3_column_int64(sqlite3_stmt *, int iCol);
  double sqlite3_column_double(sqlite3_stmt *, int iCol);
  const unsigned char *sqlite3_column_text(sqlite3_stmt *, int iCol);
  const void *sqlite3_column_blob(sqlite3_stmt *, int iCol);
  int sqlite3_column_bytes(sqlite3_stmt *, int iCol);
  int sqlite3_finalize(sqlite3_stmt *);
`,
)
const { SQLITE_OK, SQLITE_ROW, SQLITE_DONE, SQLITE_TRANSIENT } = sq

function openDatabase(): Pointer {
  const db = alloc(c.pointer(sq['sqlite3']))
  assert.equal(sq['sqlite3_open'](':memory:', db), SQLITE_OK)
  return db.value!
}

function prepare(db: Pointer, sql: string): Pointer {
  const statement = alloc(c.pointer(sq['sqlite3_stmt']))
  const status = sq['sqlite3_prepare_v2'](db, sql, -1, statement, null)
  assert.equal(status, SQLITE_OK, sq['sqlite3_errmsg'](db)!)
  return statement.value!
}

function execute(db: Pointer, sql: string): void {
  assert.equal(sq['sqlite3_exec'](db, sql, null, null, null), SQLITE_OK, sq['sqlite3_errmsg'](db)!)
}

const rowCount = 100_000
const markOf = (i: number) => Uint8Array.of(i >> 8, i)
const nameOf = (i: number) => `Zeile ${i}: äöü ☃`

function insertRows(db: Pointer): void {
  execute(db, 'BEGIN')
  const insert = prepare(db, 'INSERT INTO item VALUES (?, ?, ?, ?)')
  for (let i = 0; i < rowCount; i++) {
    sq['sqlite3_bind_int64'](insert, 1, i)
    sq['sqlite3_bind_text'](insert, 2, nameOf(i), -1, SQLITE_TRANSIENT)
    sq['sqlite3_bind_double'](insert, 3, i / 8)
    if (i % 1000 === 0) sq['sqlite3_bind_blob'](insert, 4, markOf(i), 2, SQLITE_TRANSIENT)
    assert.equal(sq['sqlite3_step'](insert), SQLITE_DONE)
    sq['sqlite3_reset'](insert)
    sq['sqlite3_clear_bindings'](insert)
  }
  assert.equal(sq['sqlite3_finalize'](insert), SQLITE_OK)
  execute(db, 'COMMIT')
}

test('100,000 rows go into a database of SQLite and come out as they were', () => {
  const db = openDatabase()
  execute(db, 'CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT, weight REAL, mark BLOB)')
  insertRows(db)

  const select = prepare(db, 'SELECT id, name, weight, mark FROM item ORDER BY id')
  assert.equal(sq['sqlite3_column_count'](select), 4)
  let i = 0
  for (; sq['sqlite3_step'](select) === SQLITE_ROW; i++) {
    assert.equal(sq['sqlite3_column_int64'](select, 0), BigInt(i))
    assert.equal(readString(sq['sqlite3_column_text'](select, 1)), nameOf(i))
    assert.equal(sq['sqlite3_column_double'](select, 2), i / 8)
    const size = sq['sqlite3_column_bytes'](select, 3)
    const mark = sq['sqlite3_column_blob'](select, 3)
    assert.deepEqual(mark?.bytes(size), i % 1000 === 0 ? markOf(i) : undefined)
  }
  assert.equal(i, rowCount)
  assert.equal(sq['sqlite3_finalize'](select), SQLITE_OK)
  assert.equal(sq['sqlite3_close'](db), SQLITE_OK)
})

test('NULL, the smallest integer and a text with a NUL inside', () => {
  const db = openDatabase()
  const select = prepare(db, 'SELECT NULL, ?, ?')
  sq['sqlite3_bind_int64'](select, 1, -(2n ** 63n))
  sq['sqlite3_bind_text'](select, 2, Buffer.from('a\0b'), 3, SQLITE_TRANSIENT)
  assert.equal(sq['sqlite3_step'](select), SQLITE_ROW)
  assert.equal(sq['sqlite3_column_type'](select, 0), sq['SQLITE_NULL'])
  assert.equal(sq['sqlite3_column_text'](select, 0), null)
  assert.equal(sq['sqlite3_column_int64'](select, 1), -(2n ** 63n))
  const length = sq['sqlite3_column_bytes'](select, 2)
  assert.equal(readString(sq['sqlite3_column_text'](select, 2), { length }), 'a\0b')
  sq['sqlite3_finalize'](select)
  assert.equal(sq['sqlite3_close'](db), SQLITE_OK)
})

test('the text of an error comes through char **, and is freed by SQLite', () => {
  const db = openDatabase()
  const message = alloc(c.pointer(c.char))
  assert.equal(sq['sqlite3_exec'](db, 'SELEKT', null, null, message), sq['SQLITE_ERROR'])
  assert.equal(readString(message.value), 'near "SELEKT": syntax error')
  sq['sqlite3_free'](message.value)
  assert.equal(sq['sqlite3_close'](db), SQLITE_OK)
})
