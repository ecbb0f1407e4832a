import assert from 'node:assert/strict'
import { test } from 'node:test'
import { functionType, integerType, pointerType, qualifiedType, recordType, typedefType } from '../ctype/type.ts'
import { parseDeclarations } from './parse.ts'
import { complaint, printed } from './testing.ts'

const int = integerType('int')

test('a text without declarations declares nothing', () => {
  for (const text of ['', ' \n', '/* nothing */', ';;', '\n//']) assert.deepEqual(printed(text), [])
})

test('functions have their type and the position of their name', () => {
  const { functions } = parseDeclarations('int f(void);\n  int printf(const char *fmt, ...);')
  const fmt = pointerType(qualifiedType(integerType('char'), { const: true }))
  const { name, symbol, type, position, isInternal, deprecated } = functions.get('printf')!
  assert.deepEqual(type, functionType(int, [{ name: 'fmt', type: fmt }], { variadic: true }))
  assert.deepEqual([name, symbol, isInternal, deprecated], ['printf', 'printf', false, undefined])
  assert.deepEqual([position.line, position.column], [2, 7])
})

test('a function that is declared again keeps its first declaration', () => {
  const { functions } = parseDeclarations('int f(int a);\nint f(int b);')
  assert.deepEqual(functions.get('f')!.type, functionType(int, [{ name: 'a', type: int }]))
  assert.equal(functions.get('f')!.position.line, 1)
})

test('typedefs, tags and constants are under their C names', () => {
  const text = 'typedef struct sqlite3 sqlite3; enum color { RED }; union u;\n#define NAME "x"\n#define HALF 0.5'
  const { types, tags, constants } = parseDeclarations(text)
  assert.deepEqual([...types], [['sqlite3', typedefType('sqlite3', recordType('struct', 'sqlite3'))]])
  assert.deepEqual([...tags.keys()], ['struct sqlite3', 'enum color', 'union u'])
  assert.deepEqual([...constants.keys()], ['RED', 'NAME', 'HALF'])
  assert.deepEqual(constants.get('RED'), { kind: 'integer', value: 0n, type: int })
  assert.deepEqual(constants.get('NAME'), { kind: 'string', value: 'x' })
})

test('what is declared is in order, tags where they are first named and where they are complete', () => {
  const text = 'typedef struct s *p; int f(p), x; struct s { struct t { int a; } b; }; enum { A }; int f(p);'
  assert.deepEqual(
    parseDeclarations(text).order.map(d => (d.kind === 'tag' ? `${d.type.kind} ${d.type.tag}` : `${d.kind} ${d.name}`)),
    ['record s', 'typedef p', 'function f', 'variable x', 'record t', 'record s', 'enum undefined'],
  )
})

test('one tag is one node', () => {
  const { types, tags } = parseDeclarations('typedef struct s a; typedef struct s b;')
  const nodes = [types.get('a'), types.get('b')].map(t => t?.kind === 'typedef' && t.type)
  assert.equal(nodes[0], tags.get('struct s'))
  assert.equal(nodes[1], tags.get('struct s'))
})

test('a typedef gives several names', () => {
  assert.deepEqual(printed('typedef struct s s, *s_ptr; typedef const char *string; string f(s_ptr, s **);'), [
    'string f(s_ptr, s **)',
    'typedef struct s s',
    'typedef struct s *s_ptr',
    'typedef const char *string',
    'struct s',
  ])
})

test('excerpts of a header are read with their comments', () => {
  const text = `
    /* From sqlite3.h. */
    #define SQLITE_OK 0   /* Successful result */
    #define SQLITE_IOERR 10
    #define SQLITE_IOERR_READ (SQLITE_IOERR | (1<<8))
    typedef struct sqlite3 sqlite3;
    typedef long long int sqlite_int64;
    typedef sqlite_int64 sqlite3_int64;
    int sqlite3_open(
      const char *filename,   /* Database filename (UTF-8) */
      sqlite3 **ppDb          /* OUT: SQLite db handle */
    );
    sqlite3_int64 sqlite3_last_insert_rowid(sqlite3*);`
  assert.deepEqual(printed(text), [
    'int sqlite3_open(const char *filename, sqlite3 **ppDb)',
    'sqlite3_int64 sqlite3_last_insert_rowid(sqlite3 *)',
    'typedef struct sqlite3 sqlite3',
    'typedef long long sqlite_int64',
    'typedef sqlite_int64 sqlite3_int64',
    'struct sqlite3',
    'SQLITE_OK = 0 (int)',
    'SQLITE_IOERR = 10 (int)',
    'SQLITE_IOERR_READ = 266 (int)',
  ])
})

const refused = [
  ['int f(int)\nint g(int);', "syntax 1:11: expected ';' after a declaration, found 'int'"],
  ['int f(int)', "syntax 1:11: expected ';' after a declaration, found the end of the text"],
  ['int f(int)\n\n// end\n', "syntax 1:11: expected ';' after a declaration, found the end of the text"],
  ['typedef int t\nt f(void);', "syntax 1:14: expected ';' after a declaration, found 't'"],
  ['typedef struct s s }', "syntax 1:19: expected ';' after a declaration, found '}'"],
  ['int f(void) noexcept;', "syntax 1:12: expected ';' after a declaration, found 'noexcept'"],
  ['int f(void),;', "syntax 1:13: expected a name, found ';'"],
  ['int', 'syntax 1:4: expected a name, found the end of the text'],
  ['}', "syntax 1:1: expected a declaration, found '}'"],
  ['42;', "syntax 1:1: expected a declaration, found '42'"],
  ['"use strict";', 'syntax 1:1: expected a declaration, found "use strict"'],
  ['int;', 'syntax 1:1: a declaration that declares nothing'],
  ['typedef int;', 'syntax 1:1: a declaration that declares nothing'],
  ['typedef struct s;', 'syntax 1:1: a declaration that declares nothing'],
  ['void x;', "syntax 1:6: variable 'x' of type 'void'"],
] as const

for (const [text, expected] of refused) {
  test(`${JSON.stringify(text)} is refused: ${expected}`, () => assert.equal(complaint(text), expected))
}
