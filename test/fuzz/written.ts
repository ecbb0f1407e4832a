/** Texts with something of everything: every line of the parser has work in one of them. */
export const written: readonly string[] = [
  'int printf(const char *fmt, ...);\nextern long unsigned int f(void), *(g)(int (x), char *restrict);',
  'typedef struct sqlite3 sqlite3;\nint sqlite3_open(const char *, sqlite3 **);\ntypedef unsigned long size_t;',
  'enum color { RED, GREEN = 1 << 2, BLUE = RED ? -1 : GREEN % 3u };\nenum color f(enum color);',
  'struct s { int a : 3, : 0; struct { float f; union { long l; }; }; struct s *next; char data[]; } __attribute__((packed));',
  'typedef int (*cb)(int, char *[3], struct { int x; } *, ...), fn(void); fn f, *g[2]; static inline int h(a) int a; { return 1; }',
  'extern "C" { extern int a[] __asm__("b"), c[2] = { 1, 2 }; } _Alignas(8) _Thread_local const _Atomic(int) d;\n__typeof__(a) e; _Static_assert(sizeof(int) == 4, "x");',
  'enum __attribute__((packed)) k : unsigned char { K = 1 }; [[nodiscard]] enum k l(int n, int m[static n], va_list);',
  String.raw`#define N 0x10uL /* ten */
#define S "a\n" "\xc3\xa9" // text
#define T (N * 2 + sizeof(long))
#define E
enum { A = N, B = 'c', C = (int)1.5, D = 0 && 1 / 0 };
E int f(int a \
  , ...);`,
  '#if defined(A) && __has_include(<a.h>) || (A + 1) > 2u\nint f(void);\n#elif 1\n#else\n#endif\n',
  '# 1 "a.h" 1 3 4\n#define A 1\n#define A 2\n# 2 "b.h" 2\n#line 7 "c.h"\nint f(int);\n',
  '#pragma pack(push, a, 1)\n#pragma pack(pop, a)\n_Pragma("pack()")\n#pragma push_macro("A")\n#undef A\n#pragma pop_macro("A")\n',
  "#define F(x, ...) x ## 1\n#define A (B /* c */ + 'a')\n#define B 2 \\\n + 1\n#ifdef A\nenum { C = A };\n#endif\n",
  '#ifndef A\n#if 0\n#elifdef B\n"\'\n#endif\n#include <stdint.h>\n#define A UINT8_MAX\n#endif\nint f(char a[A]);\n',
]
