import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseDeclarations } from '../parse.ts'
import { complaint, printed } from '../testing.ts'

test('a declaration may be repeated with the same type, however it is spelled', () => {
  assert.deepEqual(printed('typedef int t; int f(unsigned a); t f(const unsigned int); typedef signed t;'), [
    'int f(unsigned int a)',
    'typedef int t',
  ])
})

test('a typedef of a built-in name is accepted where it is true, and keeps the built-in type', () => {
  assert.deepEqual(printed('typedef unsigned long size_t; typedef long int time_t; size_t f(time_t);'), [
    'size_t f(time_t)',
    'typedef size_t size_t',
    'typedef time_t time_t',
  ])
})

test('a typedef of a built-in name may go through others', () => {
  assert.deepEqual(printed('typedef long __int64_t; typedef __int64_t int64_t; int64_t f(void);')[0], 'int64_t f(void)')
})

test('a declaration adds to one before it what that left open', () => {
  assert.deepEqual(printed('extern int a[]; extern int a[5]; int f(); int f(int a); int f(int b);'), [
    'int f(int a)',
    'int a[5]',
  ])
  assert.deepEqual(printed('int f(int (*)[], int); int f(int (*p)[3], int q);'), ['int f(int (*p)[3], int q)'])
  const { functions } = parseDeclarations('int *f(int *); int *f(int *) __attribute__((nonnull(1))); int *f(int *);')
  assert.deepEqual(functions.get('f')!.type.attributes, { nonnull: [0] })
})

test('static and extern say who sees a name', () => {
  const internal = (text: string) => {
    const { functions, variables } = parseDeclarations(text)
    return [...functions.values(), ...variables.values()].filter(d => d.isInternal).map(d => d.name)
  }
  assert.deepEqual(internal('static int f(void); int f(void); int g(void); static int x; extern int x; int y;'), [
    'f',
    'x',
  ])
  // C11 6.7.4 §7.
  assert.deepEqual(internal('inline int f(void) { } extern inline int g(void) { } inline int h(void);'), ['f'])
  assert.deepEqual(internal('inline int f(void) { } int f(void); int g(void); inline int g(void) { }'), [])
})

test('names of parameters hide types, in their list alone', () => {
  assert.deepEqual(printed('typedef int t; int f(int t, int (*g)(int t), struct s *s); t x; int g(t t);'), [
    'int f(int t, int (*g)(int t), struct s *s)',
    'int g(t t)',
    't x',
    'typedef int t',
    'struct s',
  ])
})

test('tags and ordinary names do not meet', () => {
  assert.deepEqual(printed('typedef struct s s; int e(s *); enum e { A };'), [
    'int e(s *)',
    'typedef struct s s',
    'struct s',
    'enum e',
    'A = 0 (int)',
  ])
})

test('names that JavaScript objects already have are ordinary names', () => {
  const names = ['then', '__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf']
  for (const name of names) {
    assert.deepEqual(printed(`int ${name}(int ${name});`), [`int ${name}(int ${name})`])
    assert.deepEqual(printed(`typedef struct ${name} ${name}; ${name} *f(void);`), [
      `${name} *f(void)`,
      `typedef struct ${name} ${name}`,
      `struct ${name}`,
    ])
    assert.deepEqual(printed(`enum ${name} { ${name} = 3 };`), [`enum ${name}`, `${name} = 3 (int)`])
    assert.deepEqual(printed(`#define ${name} 4\n#define X ${name}`), [`${name} = 4 (int)`, 'X = 4 (int)'])
    assert.equal(complaint(`${name} *f(void);`), `syntax 1:1: unknown type name '${name}'`)
  }
})

const refused = [
  [
    'int f(int);\nint f(long);',
    "syntax 2:5: conflicting declarations of 'f': 'int f(int)' at x.h:1:5, now 'int f(long)'",
  ],
  ['int f(int), *f(int);', "syntax 1:14: conflicting declarations of 'f': 'int f(int)' at x.h:1:5, now 'int *f(int)'"],
  [
    'int f(void);\nint f(int a, ...);',
    "syntax 2:5: conflicting declarations of 'f': 'int f(void)' at x.h:1:5, now 'int f(int a, ...)'",
  ],
  [
    'int f(char *);\nint f(const char *);',
    "syntax 2:5: conflicting declarations of 'f': 'int f(char *)' at x.h:1:5, now 'int f(const char *)'",
  ],
  ['int f();\nint f(char);', "syntax 2:5: conflicting declarations of 'f': 'int f()' at x.h:1:5, now 'int f(char)'"],
  [
    'int f();\nint f(int);\nint f(long);',
    "syntax 3:5: conflicting declarations of 'f': 'int f(int)' at x.h:1:5, now 'int f(long)'",
  ],
  ['int x;\nlong x;', "syntax 2:6: conflicting declarations of 'x': 'int x' at x.h:1:5, now 'long x'"],
  ['int x;\nconst int x;', "syntax 2:11: conflicting declarations of 'x': 'int x' at x.h:1:5, now 'const int x'"],
  ['int x; int x(void);', "syntax 1:12: conflicting declarations of 'x': 'int x' at x.h:1:5, now 'int x(void)'"],
  ['int x(void); int x;', "syntax 1:18: conflicting declarations of 'x': 'int x(void)' at x.h:1:5, now 'int x'"],
  ['typedef int x; int x;', "syntax 1:20: conflicting declarations of 'x': 'typedef int x' at x.h:1:13, now 'int x'"],
  ['static int x; int x;', "syntax 1:19: conflicting declarations of 'x': 'static int x' at x.h:1:12, now 'int x'"],
  ['int x; static int x;', "syntax 1:19: conflicting declarations of 'x': 'int x' at x.h:1:5, now 'static int x'"],
  [
    'int f(void); static int f(void);',
    "syntax 1:25: conflicting declarations of 'f': 'int f(void)' at x.h:1:5, now 'static int f(void)'",
  ],
  [
    '_Thread_local int x; int x;',
    "syntax 1:26: conflicting declarations of 'x': '_Thread_local int x' at x.h:1:19, now 'int x'",
  ],
  [
    'extern int a[]; extern int a[5]; extern int a[6];',
    "syntax 1:45: conflicting declarations of 'a': 'int a[5]' at x.h:1:12, now 'int a[6]'",
  ],
  [
    'typedef int t __attribute__((aligned(8))); typedef int t;',
    "syntax 1:56: conflicting declarations of 't': 'typedef int t' at x.h:1:13, now 'typedef int t'",
  ],
  [
    'typedef char *va_list;',
    "syntax 1:15: conflicting declarations of 'va_list': 'typedef struct __va_list_tag va_list[1]' built in, now 'typedef char *va_list'",
  ],
  ['int x = 3;\nint x = 4;', "syntax 2:7: 'x' is defined already, at x.h:1:7"],
  ['int f(void) { }\nint f(void) { }', "syntax 2:13: 'f' is defined already, at x.h:1:13"],
  ['int f(void) __asm__("a"); int f(void) __asm__("b");', "syntax 1:31: 'f' has the symbol 'a' already, now 'b'"],
  ['typedef int t; int f(int t, t x);', "syntax 1:29: 't' is not a type but a parameter"],
  ['int f(int size_t, size_t x);', "syntax 1:19: 'size_t' is not a type but a parameter"],
  [
    'typedef int t;\ntypedef long t;',
    "syntax 2:14: conflicting declarations of 't': 'typedef int t' at x.h:1:13, now 'typedef long t'",
  ],
  [
    'typedef int t;\ntypedef const int t;',
    "syntax 2:19: conflicting declarations of 't': 'typedef int t' at x.h:1:13, now 'typedef const int t'",
  ],
  [
    'typedef int t;\nlong t(void);',
    "syntax 2:6: conflicting declarations of 't': 'typedef int t' at x.h:1:13, now 'long t(void)'",
  ],
  [
    'int f(void);\ntypedef int f;',
    "syntax 2:13: conflicting declarations of 'f': 'int f(void)' at x.h:1:5, now 'typedef int f'",
  ],
  [
    'int f(void);\nenum { f };',
    "syntax 2:8: conflicting declarations of 'f': 'int f(void)' at x.h:1:5, now 'enumerator f = 0'",
  ],
  [
    'enum { A };\nint A(void);',
    "syntax 2:5: conflicting declarations of 'A': 'enumerator A = 0' at x.h:1:8, now 'int A(void)'",
  ],
  [
    'typedef int size_t;',
    "syntax 1:13: conflicting declarations of 'size_t': 'typedef unsigned long size_t' built in, now 'typedef int size_t'",
  ],
  [
    'typedef long long int64_t;',
    "syntax 1:19: conflicting declarations of 'int64_t': 'typedef long int64_t' built in, now 'typedef long long int64_t'",
  ],
  [
    'typedef double time_t;',
    "syntax 1:16: conflicting declarations of 'time_t': 'typedef long time_t' built in, now 'typedef double time_t'",
  ],
  [
    'typedef char *pid_t;',
    "syntax 1:15: conflicting declarations of 'pid_t': 'typedef int pid_t' built in, now 'typedef char *pid_t'",
  ],
  ['struct a; union a;', "syntax 1:17: conflicting declarations of 'a': 'struct a' at x.h:1:8, now 'union a'"],
  [
    'enum a { A }; struct a *f(void);',
    "syntax 1:22: conflicting declarations of 'a': 'enum a' at x.h:1:6, now 'struct a'",
  ],
  ['struct a; enum a { A };', "syntax 1:16: conflicting declarations of 'a': 'struct a' at x.h:1:8, now 'enum a'"],
] as const

for (const [text, expected] of refused) {
  test(`${JSON.stringify(text)} is refused: ${expected}`, () => assert.equal(complaint(text), expected))
}
