/**
 * Rust at home in cabi: an opaque handle in a small type that owns it, so that misuse does not compile, and what does compile
 * is released at the end of its scope (`Drop`).
 *
 * What differs: no `unsafe`, for C's faults are exceptions; no borrow checker either: a handle that is used after its scope is
 * an exception when it happens.
 */
import { alloc, c, cdef, type OwnedPointer, open, own, type Pointer, type TypeOf } from 'cabi'

// #[repr(C)] pub struct sqlite3 { _private: [u8; 0] }: two opaque types, which no call confuses.
const declared = cdef(
  `typedef struct sqlite3 sqlite3; typedef struct sqlite3_stmt sqlite3_stmt;
   int sqlite3_open(const char *filename, sqlite3 **db);
   int sqlite3_close(sqlite3 *db);
   int sqlite3_prepare_v2(sqlite3 *db, const char *sql, int bytes, sqlite3_stmt **statement, const char **tail);
   int sqlite3_step(sqlite3_stmt *statement);
   int sqlite3_column_int(sqlite3_stmt *statement, int column);
   int sqlite3_finalize(sqlite3_stmt *statement);
   const char *sqlite3_errmsg(sqlite3 *db);
   #define SQLITE_ROW 100`,
)
const sq = open('sqlite3', declared)
type Handle = Pointer<TypeOf<typeof declared, 'sqlite3'>>
type Statement = Pointer<TypeOf<typeof declared, 'sqlite3_stmt'>>

/** Owns its handle: whoever has a Database has an open one. */
class Database implements Disposable {
  readonly #handle: OwnedPointer<TypeOf<typeof declared, 'sqlite3'>>

  private constructor(handle: Handle) {
    this.#handle = own(handle, sq.sqlite3_close)
  }

  static open(name: string): Database {
    const handle = alloc(c.pointer(sq.sqlite3))
    sq.sqlite3_open(name, handle)
    return new Database(handle.value!)
  }

  integer(sql: string): number {
    const box = alloc(c.pointer(sq.sqlite3_stmt))
    if (sq.sqlite3_prepare_v2(this.#handle, sql, -1, box, null) !== 0) {
      throw new Error(sq.sqlite3_errmsg(this.#handle) ?? 'unknown')
    }
    using statement = own(box.value!, sq.sqlite3_finalize)
    return sq.sqlite3_step(statement) === sq.SQLITE_ROW ? sq.sqlite3_column_int(statement, 0) : Number.NaN
  }

  [Symbol.dispose](): void {
    this.#handle[Symbol.dispose]()
  }
}

const escaped = (() => {
  using db = Database.open(':memory:')
  console.log(db.integer('select 6 * 7')) // → 42
  try {
    db.integer('selec 1')
  } catch (error) {
    console.log((error as Error).message) // → near "selec": syntax error
  }
  return db
})()

// Used after it was dropped, which Rust refuses to compile.
try {
  escaped.integer('select 1')
} catch (error) {
  console.log((error as { code?: string }).code) // → ERR_CABI_CLOSED
}

/** What does not compile: one type's handle for another's, a Database made of a handle, an address. */
function misuse(handle: Handle, statement: Statement): void {
  // @ts-expect-error a statement is no database
  sq.sqlite3_close(statement)
  // @ts-expect-error only Database.open makes one
  new Database(handle)
  // @ts-expect-error an address is no handle
  sq.sqlite3_step(0x1000)
}
void misuse
