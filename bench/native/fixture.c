/* The functions that every peer calls. They do as little as they can: what is left is the price of the call. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

void noop(void) {}
int add_i32(int a, int b) { return a + b; }
double add_f64(double a, double b) { return a + b; }
int64_t add_i64(int64_t a, int64_t b) { return a + b; }
size_t add_size(size_t a, size_t b) { return a + b; }

double sum8(double a, double b, double c, double d, int e, int f, int g, int h) {
  return a + b + c + d + e + f + g + h;
}
int sum12(int a, int b, int c, int d, int e, int f, int g, int h, int i, int j, int k, int l) {
  return a + b + c + d + e + f + g + h + i + j + k + l;
}

void *ident(void *p) { return p; }
uint8_t first(const uint8_t *p) { return p[0]; }

size_t slen(const char *s) { return strlen(s); }
const char *greet(void) { return "hello from C"; }

static char long_greeting[1001];
__attribute__((constructor)) static void write_long_greeting(void) { memset(long_greeting, 'g', 1000); }
const char *greet_long(void) { return long_greeting; }

typedef struct { double x, y; } point;
/* Vectorised, it stores both structs to add them as wholes, and waits 12 ns for these stores: longer than a call. */
__attribute__((optimize("no-tree-slp-vectorize")))
point add_points(point a, point b) { return (point){a.x + b.x, a.y + b.y}; }

typedef struct { int32_t id; float weight; int64_t time; double values[4]; } record;
record next_record(record r) {
  r.id++;
  return r;
}

enum { record_count = 512 };
static record all_records[record_count];
__attribute__((constructor)) static void number_records(void) {
  for (int k = 0; k < record_count; k++) all_records[k].id = k;
}
record *records(void) { return all_records; }

int call_back(int (*f)(int), int count) {
  int s = 0;
  for (int k = 0; k < count; k++) s += f(k);
  return s;
}
static int (*kept[50])(int);
void keep(int k, int (*f)(int)) { kept[k] = f; }
int call_kept(int count) {
  int s = 0;
  for (int k = 0; k < count; k++) s += kept[k % 50](k);
  return s;
}
point call_back_points(point (*f)(point), int count) {
  point p = {1, 2};
  for (int k = 0; k < count; k++) p = f(p);
  return p;
}
void sort_ints(int *values, size_t count, int (*compare)(const void *, const void *)) {
  qsort(values, count, sizeof *values, compare);
}

/* f000 to f299: each adds its own number, so that a call which reached another one is seen. */
#define MANY(name, number) \
  int name(int x) { return x + number; }
#include "many_300.inc"
