/** What goes where a pointer is wanted, as `src/ctype/compatible.ts` has it. */
import type { TypeConstructors } from './c.ts'
import type { Alloc } from './memory.ts'
import type { Open } from './open.ts'
import type { AnyPointer, Box, Pointer } from './pointer.ts'
import type { char, double, int, int64_t, long, pid_t, size_t, unsigned_long } from './scalar.ts'

declare const open: Open
declare const alloc: Alloc
declare const c: TypeConstructors

const lib = open(
  'x',
  `
  struct point { double x, y; }; struct other { double x, y; }; struct opaque; enum color { RED };
  void of_pid(pid_t *p); void of_int(int *p); void of_size(size_t *p); void of_long(long *p); void of_double(double *p);
  void of_void(void *p); void of_const_void(const void *p); void of_const(const int *p); void of_string(const char *s);
  void of_point(struct point *p); void of_points(const struct point *p); void of_opaque(struct opaque *p);
  void of_enum(enum color *p); void of_pointers(int **p); void of_list(char *const *list); void of_row(int (*p)[3]);
  void of_function(int (*f)(int, void *)); int add(int n, void *p); double half(double x);
  `,
)

declare const pids: Pointer<pid_t>
declare const ints: Pointer<int>
declare const constInts: Pointer<{ readonly const: int }>
declare const sizes: Pointer<size_t>
declare const longs: Pointer<long>
declare const exact: Pointer<int64_t>
declare const unsignedLongs: Pointer<unsigned_long>
declare const doubles: Pointer<double>
declare const chars: Pointer<char>
declare const untyped: Pointer<void>
declare const constUntyped: Pointer<{ readonly const: void }>
declare const anything: AnyPointer
declare const box: Box<int>

// Typedefs of one basic type are one type.
lib.of_pid(ints)
lib.of_int(pids)
lib.of_size(unsignedLongs)
lib.of_size(sizes)
lib.of_long(exact)
lib.of_long(longs)
lib.of_int(alloc(c.pid_t))
lib.of_pid(box)
// @ts-expect-error: signed and unsigned are two
lib.of_size(longs)
// @ts-expect-error: another type
lib.of_int(doubles)
// @ts-expect-error: a bound is part of a type
lib.of_row(alloc(c.pointer(c.array(c.int, 4))).value)
lib.of_row(alloc(c.pointer(c.array(c.int, 3))).value)

// void for any type, in both directions.
lib.of_void(doubles)
lib.of_double(untyped)
lib.of_const_void(constInts)
lib.of_const(constUntyped)
lib.of_opaque(untyped)
lib.of_void(new ArrayBuffer(8))
lib.of_void(anything)
lib.of_point(anything)
// @ts-expect-error: for what is pointed to only
lib.of_pointers(alloc(c.pointer(c.void)))
lib.of_pointers(alloc(c.pointer(c.pid_t)))

// const may be added, not dropped.
lib.of_const(ints)
// @ts-expect-error: C may write there
lib.of_int(constInts)
// @ts-expect-error: C may write there
lib.of_void(constInts)

// Structs by their tags.
const point = new lib['struct point']({ x: 1 })
lib.of_point(point)
lib.of_points({ x: 1 })
lib.of_points([{ x: 1 }, point])
lib.of_point(new (open('y', 'struct point { double x, y; };')['struct point'])())
// @ts-expect-error: the same members are not the same type
lib.of_point(new lib['struct other']())
// @ts-expect-error: nothing is known of it but its name
lib.of_opaque(chars)

// An enumeration and its underlying type.
lib.of_enum(ints)
lib.of_int(alloc(lib['enum color']))
lib.of_enum(new Uint32Array(1))

// What is copied for the call.
lib.of_const([1, 2])
lib.of_string('text')
lib.of_string(new Uint8Array(2))
lib.of_list(['a', 'b'])

// Functions: of JavaScript, of C, pointers, null.
lib.of_function((n, p) => n + (p === null ? 0 : 1))
lib.of_function((n: number, p: Pointer<void>) => n + p.address)
lib.of_function(lib.add)
lib.of_function(untyped)
lib.of_function(null)
lib.of_function(alloc(c.pointer(c.fn(c.int, [c.int, c.pointer(c.void)]))).value)
// @ts-expect-error: its result is no int
lib.of_function(() => 'text')
// @ts-expect-error: a number is no pointer
lib.of_function((n: number, p: number) => n + p)
