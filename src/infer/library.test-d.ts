/** The whole way from a text to a library's types. */
import type { Const, Fn } from './ctype.ts'
import type { PointerTo } from './identity.ts'
import type { Instance } from './instance.ts'
import type { TypeOf } from './library.ts'
import type { Cdef, Lib, LooseLibrary, Open } from './open.ts'
import type { AnyPointer, Pointer } from './pointer.ts'
import type { char, int, unsigned_char } from './scalar.ts'
import type { DeclaredUnderIf, UnknownTypeName } from './type-error.ts'
import type { Callback, In, Out, VariableArgument } from './value.ts'

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
declare function equal<A, B>(same: Equal<A, B>): void
declare function calls<F, G>(same: F extends G ? true : false): void
declare const open: Open
declare const cdef: Cdef

const declarations = cdef(`
double cos(double x); int printf(const char *fmt, ...);
typedef struct point { double x, y; } point_t; point_t add(point_t a, point_t b);
void qsort(void *base, size_t n, size_t size, int (*compar)(const void *, const void *));
enum color { RED, GREEN = 5, BLUE };
/* a comment; with a semicolon */ unsigned long long int big(unsigned long int a, long double b); // another; one
#define FOO 1
#include <stdio.h>
int nothing(void); int nothing2();
void (*signal(int sig, void (*func)(int)))(int);
typedef int (*cmp_fn)(const void *a, const void *b);
void sort2(int arr[10], cmp_fn c);
struct node { struct node *next; int v; struct { int a; union { int i; float f; }; } in; unsigned flags : 3, more : 5; int m[3][4]; };
struct node *head(struct node n, const struct node *const p);
typedef unsigned char byte, *bytes; bytes enc(byte const * restrict b, byte **out, char ***deep);
int bad(foo_t x); baz_t bad2(void);
typedef struct opaque opaque; int use(opaque *o); struct fwd; int use2(struct fwd *f);
extern int counter, other;
typedef struct { int w; } anon_t; anon_t mk(anon_t *p, enum color c);
long f64(int64_t a, long unsigned b); bool flag(_Bool b); int (abs)(int j);
char *strcpy(char *dest, const char *src);
void multi(int a, double z), multi2(float x);
typedef int op_t(int, int); op_t *getop(op_t o);
struct outer { struct inner { int q; } i; }; int useinner(struct inner x);
typedef union { int i; double d; } u_t; double getu(u_t u);
#ifdef _WIN32
int here(long x);
#else
int here(int x);
#endif
int f1(int), (*g1)(int), h1;
int cut(
#ifdef A
  int a,
#endif
  int b);
#define NAME "text"
#define EMPTY
#define WORD const char *
EMPTY int macros(WORD s);
const char *name(void);
`)
const lib = open('libm.so.6', declarations)
calls<typeof lib.cos, (x: number) => number>(true)
equal<Parameters<typeof lib.cos>, [x: number]>(true)
equal<ReturnType<typeof lib.cos.raw>, number>(true)
equal<ReturnType<typeof lib.f64>, number>(true)
equal<ReturnType<typeof lib.f64.raw>, bigint>(true)
equal<ReturnType<typeof lib.big>, bigint>(true)
equal<Parameters<typeof lib.f64>, [a: number | bigint, b: number | bigint]>(true)
equal<
  Parameters<typeof lib.printf>[0],
  string | PointerTo<Const<char>> | Uint8Array | Int8Array | Uint8ClampedArray | null
>(true)
equal<Parameters<typeof lib.printf>[1], VariableArgument>(true)
equal<typeof lib.RED, 0>(true)
equal<typeof lib.GREEN, 5>(true)
equal<typeof lib.BLUE, 6>(true)
equal<typeof lib.FOO, 1>(true)
equal<typeof lib.NAME, 'text'>(true)
equal<Parameters<typeof lib.nothing>, []>(true)
lib.qsort(new Uint8Array(4), 4, 4n, (a, b) => {
  equal<typeof a, Pointer<Const<void>> | null>(true)
  void b
  return 0
})
equal<Parameters<typeof lib.signal>[0], number>(true)
calls<ReturnType<typeof lib.signal>, ((arg: number) => void) | null>(true)
lib.sort2(null, (a, b) => {
  equal<typeof a, Pointer<Const<void>> | null>(true)
  void b
  return 1
})
type Node = Instance<TypeOf<typeof declarations, 'struct node'>>
equal<Node['v'], number>(true)
equal<Node['in']['f'], number>(true)
equal<Node['in']['a'], number>(true)
equal<Node['flags'], number>(true)
equal<Node['more'], number>(true)
equal<Node['next'], Pointer<TypeOf<typeof declarations, 'struct node'>> | null>(true)
const next = lib.head({ v: 1 }, null)
equal<NonNullable<typeof next>['value']['v'], number>(true)
equal<ReturnType<typeof lib.enc>, Pointer<unsigned_char> | null>(true)
equal<typeof lib.bad, UnknownTypeName<'foo_t'>>(true)
equal<typeof lib.bad2, UnknownTypeName<'baz_t'>>(true)
equal<typeof lib.counter, number>(true)
equal<typeof lib.other, number>(true)
equal<ReturnType<typeof lib.mk>['w'], number>(true)
equal<ReturnType<typeof lib.flag>, boolean>(true)
equal<Parameters<typeof lib.abs>, [j: number]>(true)
equal<Parameters<typeof lib.multi>, [a: number, z: number]>(true)
equal<Parameters<typeof lib.multi2>, [x: number]>(true)
equal<TypeOf<typeof declarations, 'cmp_fn'>, Pointer<Fn<[a: Pointer<Const<void>>, b: Pointer<Const<void>>], int>>>(true)
equal<typeof lib.here, DeclaredUnderIf<'here'>>(true)
equal<typeof lib.cut, DeclaredUnderIf<'cut'>>(true)
equal<Parameters<typeof lib.f1>, [arg: number]>(true)
equal<typeof lib.h1, number>(true)
calls<typeof lib.g1, ((arg: number) => number) | null>(true)
equal<Parameters<typeof lib.macros>, Parameters<typeof lib.printf> extends [infer S, ...unknown[]] ? [s: S] : 0>(true)
equal<ReturnType<typeof lib.name>, string | null>(true)
const point = new lib.point_t({ x: 1 })
equal<(typeof point)['y'], number>(true)
lib.add(point, { x: 1, y: 2 })
equal<Parameters<typeof lib.useinner>[0]['q'], number | undefined>(true)
equal<typeof lib, Lib<typeof declarations>>(true)
const ofText = open('m', 'double cos(double x);')
equal<typeof ofText, Lib<'double cos(double x);'>>(true)
equal<Lib<string>, LooseLibrary>(true)
declare const chars: Pointer<char>
declare const anything: AnyPointer
// @ts-expect-error: a pointer to something else
lib.use2(chars)
// @ts-expect-error: a string is not written to
lib.strcpy('x', 'y')
lib.head({}, { v: 1 })
// @ts-expect-error: C may write there, and a plain object has no address
lib.mk({ w: 1 }, 0)
// @ts-expect-error: an unknown type is not called
lib.bad(1)
// @ts-expect-error: there is no such member
new lib.point_t({ z: 1 })
void anything
type _Callback = Callback<[int], int>
const numbers = open(
  'x',
  `int64_t f(void); long long v; struct s { uint64_t n; int64_t *p; }; void each(int (*visit)(unsigned long long n));`,
  { int64: 'number' },
)
equal<ReturnType<typeof numbers.f>, number>(true)
equal<ReturnType<typeof numbers.f.raw>, bigint>(true)
equal<typeof numbers.v, number>(true)
equal<InstanceType<(typeof numbers)['struct s']>['n'], number>(true)
equal<NonNullable<InstanceType<(typeof numbers)['struct s']>['p']>['value'], number>(true)
numbers.each(n => {
  equal<typeof n, number>(true)
  return 0
})

const rest = open(
  'x',
  `
  double _Complex csqrt(double _Complex z); __int128 wide(unsigned __int128 n);
  struct bits { unsigned a : 3, : 0; int : 4; _Bool b : 1; };
  FILE_T *renamed(int n) __asm__("renamed64"); int body(int n) { return n; }
  typedef struct { int x; } first_t, *second_t; second_t made(first_t *from);
  #define BIG 0x10
  #define LONG 123456789012345678901
  #define TEXT "a b"
  #define SAME TEXT
  #ifdef TARGET
  #define ONLY_THERE 1
  enum { THERE };
  #endif
  #define T unsigned char
  T macro(T *t);
  `,
)
equal<ReturnType<typeof rest.csqrt>, { readonly re: number; readonly im: number }>(true)
equal<ReturnType<typeof rest.wide>, bigint>(true)
equal<keyof In<TypeOf<typeof rest, 'struct bits'>> & string, 'a' | 'b'>(true)
equal<In<TypeOf<typeof rest, 'first_t'>>['x'], number | undefined>(true)
equal<Out<TypeOf<typeof rest, 'first_t'>>, InstanceType<typeof rest.first_t>>(true)
equal<typeof rest.renamed, UnknownTypeName<'FILE_T'>>(true)
equal<Parameters<typeof rest.body>, [n: number]>(true)
equal<TypeOf<typeof rest, 'second_t'>, Pointer<TypeOf<typeof rest, 'first_t'>>>(true)
equal<ReturnType<typeof rest.made>, Pointer<TypeOf<typeof rest, 'first_t'>> | null>(true)
equal<typeof rest.BIG, number>(true)
equal<typeof rest.LONG, number | bigint>(true)
equal<typeof rest.SAME, 'a b'>(true)
equal<typeof rest.ONLY_THERE, DeclaredUnderIf<'ONLY_THERE'>>(true)
equal<typeof rest.THERE, DeclaredUnderIf<'THERE'>>(true)
equal<ReturnType<typeof rest.macro>, number>(true)
// @ts-expect-error: it promises nothing
rest.then
