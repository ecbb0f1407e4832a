/* Aggregates of every class by value: registers, memory, tails of three bytes. */
#include <stdarg.h>
#include <string.h>

typedef struct { char c[3]; } three;
typedef struct { double x, y; } point;
typedef struct { int tag; point at; int n[3]; char text[8]; } mixed;
typedef struct { double a, b, c, d, e, f; } six;
typedef struct { char c[200]; } big;
typedef struct { const char *text; int n; } named;
typedef struct { unsigned a : 3; int b : 5; long long wide; } bits;
typedef union { int i; float f; } either;
typedef struct __attribute__((packed)) { char c; double d; } tight;
typedef struct { _Alignas(64) int n; } apart;
struct pair { int a, b; };
struct names { int valueOf, toString; };

three three_turn(three v) { return (three){{v.c[2], v.c[1], v.c[0]}}; }
point point_add(point a, point b) { return (point){a.x + b.x, a.y + b.y}; }
double mixed_sum(int before, mixed m, double after) {
  return before + m.tag + 10 * m.at.x + 100 * m.at.y + m.n[0] + m.n[1] + m.n[2] + (double)strlen(m.text) + after;
}
typedef int ints __attribute__((vector_size(128)));
ints ints_from(int n) {
  ints v;
  for (int i = 0; i < 32; i++) v[i] = n + i;
  return v;
}
six six_turn(six v) { return (six){v.f, v.e, v.d, v.c, v.b, v.a}; }
big big_add(big v, int n) {
  for (int i = 0; i < 200; i++) v.c[i] += n;
  return v;
}
int named_length(named a, named b) { return (int)strlen(a.text) * a.n + (int)strlen(b.text) * b.n; }
long long bits_sum(bits v) { return v.a + v.b + v.wide; }
either either_next(either v) { v.i++; return v; }
double tight_sum(tight v) { return v.c + v.d; }
int apart_is_aligned(apart v) { return v.n * ((long)&v % 64 == 0); }
int padding(mixed m) { int n; memcpy(&n, (char *)&m + 4, 4); return n; }
point point_fault(point p, int *where) { *where = 1; return p; }
int pair_sum(struct pair v) { return v.a + v.b; }
int after_text(const char *text, six a, six b) { return (int)strlen(text) + a.a + a.f + b.a + b.f; }
int names_sum(struct names v) { return v.valueOf + v.toString; }
int plus(int a) { return a + 1; }
double points_sum(int n, ...) {
  va_list points;
  va_start(points, n);
  double sum = 0;
  for (int i = 0; i < n; i++) {
    point p = va_arg(points, point);
    sum += p.x + p.y;
  }
  va_end(points);
  return sum;
}

/* Stored with instructions that want the alignment: movaps. */
typedef point wide_point __attribute__((aligned(32)));
__attribute__((optimize("O2"))) wide_point wide_point_of(double x) { return (wide_point){x, x}; }
typedef big wide_big __attribute__((aligned(64)));
wide_big wide_big_of(char c) {
  wide_big result = {{c}};
  return result;
}
