/** What people see while they write: completion, signature help, hover, and the texts of errors. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Editor } from './editor.ts'

const library = `
import type { Opaque } from '../../src/infer/ctype.ts'
import type { Open } from '../../src/infer/open.ts'
import type { Pointer } from '../../src/infer/pointer.ts'
declare const open: Open
declare const db: Pointer<Opaque<'struct sqlite3'>>
const lib = open('x', \`
  double cos(double x);
  int printf(const char *format, ...);
  void qsort(void *base, size_t count, size_t size, int (*compare)(const void *, const void *));
  typedef struct point { double x, y; } point_t;
  point_t add(point_t a, point_t b);
  struct sqlite3; struct sqlite3_stmt;
  struct sqlite3_stmt *prepare(struct sqlite3 *db, const char *sql);
  int step(struct sqlite3_stmt *statement);
  char *strcpy(char *dest, const char *src);
  int unknown(missing_t x);
  #ifdef _WIN32
  int target(long x);
  #endif
  extern int counter; const int fixed;
  enum color { RED, GREEN };
  #define LIMIT 10
  #define NAME "cabi"
\`)
`
const editor = new Editor()

/** Each a line of a program with a mark, and what is shown there. */
function shows(show: (program: string) => string, rows: readonly (readonly [line: string, shown: string])[]): void {
  for (const [line, shown] of rows) assert.equal(show(library + line), shown, line)
}

test('completion lists the namespace: functions, variables, enumerators, constants, types and tags', () => {
  const names = (program: string) => editor.completions(library + program).join(' ')
  assert.equal(
    names('lib.|'),
    'add cos counter fixed GREEN LIMIT NAME point_t prepare printf qsort RED step strcpy target unknown',
  )
  assert.equal(
    names("lib['|']"),
    'add cos counter enum color fixed GREEN LIMIT NAME point_t prepare printf qsort RED step strcpy struct point struct sqlite3 struct sqlite3_stmt target unknown',
  )
  assert.equal(names('new lib.point_t({ | })'), 'x y')
  assert.equal(names('lib.add({ x: 1, | }, { x: 1 })'), 'y')
})

test('signature help has the names of the parameters', () => {
  shows(
    program => editor.signature(program),
    [
      ['lib.cos(|', 'cos(x: number): number'],
      ['lib.cos.raw(|', 'raw(x: number): number'],
      ['lib.printf(|', 'printf(format: PointerIn<Const<char>>, ...rest: VariableArgument[]): number'],
      [
        'lib.prepare(|',
        'prepare(db: PointerIn<Opaque<"struct sqlite3">>, sql: PointerIn<Const<char>>): Pointer<Opaque<"struct sqlite3_stmt">> | null',
      ],
      [
        'lib.qsort(|',
        'qsort(base: PointerIn<void>, count: number | bigint, size: number | bigint, compare: PointerIn<Fn<[arg: Pointer<Const<void>>, arg: Pointer<Const<void>>], int>>): void',
      ],
    ],
  )
})

test('hover shows the type of a name', () => {
  shows(
    program => editor.hover(program),
    [
      ['lib.co|s', '(property) cos: ((x: number) => number) & FunctionFacts<Fn<[x: double], double>>'],
      ['lib.coun|ter', '(property) counter: number'],
      ['lib.R|ED', '(property) RED: 0'],
      ['lib.LIM|IT', '(property) LIMIT: 10'],
      ['lib.NA|ME', '(property) NAME: "cabi"'],
      ['lib.unk|nown', '(property) unknown: UnknownTypeName<"missing_t">'],
      ['lib.tar|get', '(property) target: DeclaredUnderIf<"target">'],
      ['lib.poin|t_t', '(property) point_t: RecordHandle<Struct<"point", {\n    x: double;\n    y: double;\n}>>'],
      ['lib.qsort(null, 1, 1, (a|, b) => 0)', '(parameter) a: Pointer<Const<void>> | null'],
    ],
  )
})

test('errors say the name and the C type, in few words', () => {
  shows(
    program => editor.errors(program).join('\n'),
    [
      ["lib.cos('1')", "TS2345: Argument of type 'string' is not assignable to parameter of type 'number'."],
      ['lib.cos()', 'TS2554: Expected 1 arguments, but got 0.'],
      [
        'lib.unknown(1)',
        'TS2349: This expression is not callable.\n  Type \'UnknownTypeName<"missing_t">\' has no call signatures.',
      ],
      [
        'lib.target(1)',
        'TS2349: This expression is not callable.\n  Type \'DeclaredUnderIf<"target">\' has no call signatures.',
      ],
      [
        'lib.step(db)',
        'TS2345: Argument of type \'Pointer<Opaque<"struct sqlite3">>\' is not assignable to parameter of type \'PointerIn<Opaque<"struct sqlite3_stmt">>\'.\n' +
          "  The types of '[points].type' are incompatible between these types.\n" +
          '    Type \'"struct sqlite3"\' is not assignable to type \'"void" | "struct sqlite3_stmt"\'.',
      ],
      [
        "lib.strcpy('a', 'b')",
        "TS2345: Argument of type '\"a\"' is not assignable to parameter of type 'PointerIn<char>'.",
      ],
      [
        'lib.add({ x: 1 }, { z: 2 })',
        'TS2353: Object literal may only specify known properties, and \'z\' does not exist in type \'Instance<Struct<"point", { x: double; y: double; }>> | MembersIn<Struct<"point", { x: double; y: double; }>>\'.',
      ],
      ["new lib.point_t({ x: '1' })", "TS2322: Type 'string' is not assignable to type 'number'."],
      [
        'new lib.point_t().z',
        "TS2339: Property 'z' does not exist on type 'Instance<Struct<\"point\", { x: double; y: double; }>>'.",
      ],
      [
        'lib.qsort(null, 1, 1, (a: number) => a)',
        "TS2345: Argument of type '(a: number) => number' is not assignable to parameter of type 'PointerIn<Fn<[arg: Pointer<Const<void>>, arg: Pointer<Const<void>>], int>>'.\n" +
          "  Type '(a: number) => number' is not assignable to type '(arg: Pointer<Const<void>> | null, arg_1: Pointer<Const<void>> | null) => number'.\n" +
          "    Types of parameters 'a' and 'arg' are incompatible.\n" +
          "      Type 'Pointer<Const<void>> | null' is not assignable to type 'number'.\n" +
          "        Type 'null' is not assignable to type 'number'.",
      ],
      ['lib.fixed = 1', "TS2540: Cannot assign to 'fixed' because it is a read-only property."],
      ["lib.counter = '1'", "TS2322: Type 'string' is not assignable to type 'number'."],
      [
        'lib.printf(1)',
        "TS2345: Argument of type '1' is not assignable to parameter of type 'PointerIn<Const<char>>'.",
      ],
    ],
  )
})

test('the error of an unknown name is short, whatever the library has', () => {
  const [error, ...others] = editor.errors(`${library}lib.cosine(1)`)
  assert.deepEqual(others, [])
  assert.match(error!, /^TS2339: Property 'cosine' does not exist on type '\{ readonly .{1,300}\}'\.$/)
})
