/*
 * The limit: the rows in C, each call through a volatile function pointer that the compiler cannot see through.
 *
 *   direct empty
 *   direct cold LIBRARY COUNT
 *   direct warm LIBRARY REPETITIONS MILLISECONDS
 *
 * Reads and prints the lines that process/warm.mjs and process/cold.mjs do.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct { double x, y; } point;
typedef struct { int32_t id; float weight; int64_t time; double values[4]; } record;

#define FUNCTIONS(X)                                                               \
  X(void, noop, (void))                                                            \
  X(int, add_i32, (int, int))                                                      \
  X(double, add_f64, (double, double))                                             \
  X(double, sum8, (double, double, double, double, int, int, int, int))            \
  X(int, sum12, (int, int, int, int, int, int, int, int, int, int, int, int))      \
  X(int64_t, add_i64, (int64_t, int64_t))                                          \
  X(size_t, add_size, (size_t, size_t))                                            \
  X(void *, ident, (void *))                                                       \
  X(size_t, slen, (const char *))                                                  \
  X(const char *, greet, (void))                                                   \
  X(const char *, greet_long, (void))                                              \
  X(uint8_t, first, (const uint8_t *))                                             \
  X(point, add_points, (point, point))                                             \
  X(record, next_record, (record))                                                 \
  X(record *, records, (void))                                                     \
  X(int, call_back, (int (*)(int), int))                                           \
  X(void, keep, (int, int (*)(int)))                                               \
  X(int, call_kept, (int))                                                         \
  X(point, call_back_points, (point (*)(point), int))                              \
  X(void, sort_ints, (int *, size_t, int (*)(const void *, const void *)))

#define POINTER(result, name, parameters) static result(*volatile name) parameters;
FUNCTIONS(POINTER)

enum { many_count = 300 };
static int (*volatile many[many_count])(int);

static char words[64][16], long_text[10001];
static const char accented[] = "Grüße, 世界 🌍!";
static uint8_t large[1 << 20], arrays[64][4096];

#define ROW(name, type, start, step)           \
  static void loop_##name(long n) {            \
    static type volatile sink;                 \
    type s = start;                            \
    for (long i = 0; i < n; i++) {             \
      step;                                    \
    }                                          \
    sink = s;                                  \
    (void)sink;                                \
  }

ROW(noop, int, 0, noop())
ROW(add_i32, int, 0, s = add_i32(s & 1023, i & 1023))
ROW(add_f64, double, 0, s = add_f64(s, 0.5))
ROW(sum8, double, 0, int k = i & 1023; double x = k + 0.5; s = sum8(x, x + 1, x + 2, x + 3, k, k + 1, k + 2, k + 3))
ROW(sum12, int, 0, int k = i & 1023;
    s = sum12(k, k + 1, k + 2, k + 3, k + 4, k + 5, k + 6, k + 7, k + 8, k + 9, k + 10, k + 11))
ROW(add_i64, int64_t, 0, s = add_i64(i & 63, (i >> 6) & 63))
ROW(add_size, size_t, 0, s = add_size(i & 63, (i >> 6) & 63))
ROW(ident, void *, large, s = ident(s))
ROW(slen_short, size_t, 0, s = slen("hello world"))
ROW(slen_long, size_t, 0, s = slen(long_text))
ROW(slen_accented, size_t, 0, s = slen(accented))
ROW(slen_rotating, size_t, 0, s = slen(words[i & 63]))
ROW(greet, const char *, NULL, s = greet())
ROW(greet_long, const char *, NULL, s = greet_long())
ROW(first_large, int, 0, s = first(large))
ROW(first_rotating, int, 0, s = first(arrays[i & 63]))
ROW(first_fresh, int, 0, uint8_t *p = calloc(16, 1); s = first(p); free(p))
static const point one_point = {1, 2};
static record volatile own_record, own_records[512];
ROW(struct_16, point, one_point, s = add_points(s, one_point))
ROW(struct_48, record, {0}, s = next_record(s))
ROW(read_owned, int, 0, s += own_record.id)
ROW(write_owned, int, 0, own_record.id = i & 1023)
static record volatile *volatile held = own_records;
ROW(read_guarded, int, 0, s += held->id)
ROW(write_guarded, int, 0, held->id = i & 511)
ROW(read_indexed, int, 0, s += held[i & 511].id)
ROW(write_indexed, int, 0, held[i & 511].id = i & 511)
ROW(read_vouched, int, 0, s += own_records[i & 511].id)
ROW(write_vouched, int, 0, own_records[i & 511].id = i & 511)
ROW(sweep, int, 0, for (int k = 0; k < 512; k++) s += own_records[k].id)
ROW(alloc, void *, NULL, void *volatile p = calloc(1, sizeof(record)); free(p))
static int increment(int x) { return x + 1; }
static point mirror(point p) { return (point){p.y, p.x}; }
static int compare(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }
static int (*volatile increment_pointer)(int) = increment;
static int sorted[10000];
static void shuffle(void) { for (int k = 0; k < 10000; k++) sorted[k] = k * 7919 % 10000; }
/* 50 functions: the k-th adds k. */
#define TEN(X, k) X(k##0) X(k##1) X(k##2) X(k##3) X(k##4) X(k##5) X(k##6) X(k##7) X(k##8) X(k##9)
#define FIFTY(X) TEN(X, ) TEN(X, 1) TEN(X, 2) TEN(X, 3) TEN(X, 4)
#define ADD(k) static int add_##k(int x) { return x + k; }
FIFTY(ADD)
#define KEEP(k) keep(k, add_##k);
static void keep_fifty(void) { FIFTY(KEEP) }
ROW(callback_each, int, (keep_fifty(), 0), s = call_kept(1000))
ROW(callback, int, 0, s = call_back(increment_pointer, 1000))
ROW(callback_one, int, 0, s = call_back(increment_pointer, 1))
ROW(callback_struct, point, one_point, s = call_back_points(mirror, 1000))
ROW(sort, int, 0, shuffle(); sort_ints(sorted, 10000, compare))
ROW(names_one, int, 0, s = many[7](i & 1023))
ROW(names_all, int, 0, for (int k = 0; k < many_count; k++) s = many[k](s & 1023))

static const struct {
  const char *name;
  void (*loop)(long);
  int calls;
} rows[] = {
    {"noop", loop_noop, 1},
    {"add_i32", loop_add_i32, 1},
    {"add_f64", loop_add_f64, 1},
    {"sum8", loop_sum8, 1},
    {"sum12", loop_sum12, 1},
    {"add_i64_number", loop_add_i64, 1},
    {"add_i64_bigint", loop_add_i64, 1},
    {"add_size", loop_add_size, 1},
    {"ident", loop_ident, 1},
    {"slen_short", loop_slen_short, 1},
    {"slen_long", loop_slen_long, 1},
    {"slen_accented", loop_slen_accented, 1},
    {"slen_rotating", loop_slen_rotating, 1},
    {"greet", loop_greet, 1},
    {"greet_long", loop_greet_long, 1},
    {"first_large", loop_first_large, 1},
    {"first_rotating", loop_first_rotating, 1},
    {"first_fresh", loop_first_fresh, 1},
    {"struct_16", loop_struct_16, 1},
    {"struct_48", loop_struct_48, 1},
    {"read_owned", loop_read_owned, 1},
    {"write_owned", loop_write_owned, 1},
    {"read_guarded", loop_read_guarded, 1},
    {"write_guarded", loop_write_guarded, 1},
    {"read_indexed", loop_read_indexed, 1},
    {"write_indexed", loop_write_indexed, 1},
    {"read_vouched", loop_read_vouched, 1},
    {"write_vouched", loop_write_vouched, 1},
    {"sweep", loop_sweep, 512},
    {"alloc", loop_alloc, 1},
    {"names_one", loop_names_one, 1},
    {"names_all", loop_names_all, many_count},
    {"add_i32_live", loop_add_i32, 1},
    {"callback_one", loop_callback_one, 1},
    {"callback", loop_callback, 1000},
    {"callback_lent", loop_callback_one, 1},
    {"callback_fifty", loop_callback_one, 1},
    {"callback_each", loop_callback_each, 1000},
    {"callback_struct", loop_callback_struct, 1000},
    {"callback_create", loop_noop, 1},
    {"sort", loop_sort, 1},
};

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e9 + t.tv_nsec;
}

static double nanoseconds(void (*loop)(long), long n) {
  double start = now();
  loop(n);
  return now() - start;
}

/* As in process/warm.mjs: find how many iterations fill a repetition, then take the best of all repetitions. */
static double best(void (*loop)(long), int repetitions, double target) {
  long n = 100;
  double least = 1e300;
  for (double t; (t = nanoseconds(loop, n)) < target;) n = n * (t * 10 < target ? 10 : target / t * 1.1) + 1;
  for (int k = 0; k < repetitions; k++) {
    double t = nanoseconds(loop, n) / n;
    if (t < least) least = t;
  }
  return least;
}

static void measure(const char *name, int repetitions, double target) {
  for (size_t k = 0; k < sizeof rows / sizeof *rows; k++)
    if (!strcmp(rows[k].name, name)) printf("{\"value\":%.4f}\n", best(rows[k].loop, repetitions, target) / rows[k].calls);
}

static void *load(const char *path) {
  void *library = dlopen(path, RTLD_NOW);
  if (library) return library;
  fprintf(stderr, "%s\n", dlerror());
  exit(1);
}

static void find_many(void *library, int count) {
  char name[8];
  for (int k = 0; k < count; k++) {
    snprintf(name, sizeof name, "f%03d", k);
    many[k] = (int (*)(int))dlsym(library, name);
  }
}

static int cold(const char *path, int count) {
  double start = now();
  int s = 0;
  find_many(load(path), count);
  for (int k = 0; k < count; k++) s = many[k](s & 1023);
  double end = now();
  printf("{\"milliseconds\":%.6f,\"result\":%d}\n", (end - start) / 1e6, s);
  return 0;
}

static int warm(const char *path, int repetitions, double milliseconds) {
  void *library = load(path);
#define FIND(result, name, parameters) name = (result(*) parameters)dlsym(library, #name);
  FUNCTIONS(FIND)
  find_many(library, many_count);
  memset(long_text, 'x', 10000);
  for (int k = 0; k < 64; k++) snprintf(words[k], sizeof words[k], "word %d", k);

  setvbuf(stdout, NULL, _IOLBF, 0);
  puts("{\"versions\":{}}");
  char name[64];
  while (scanf("%63s", name) == 1) measure(name, repetitions, milliseconds * 1e6);
  return 0;
}

int main(int argc, char **argv) {
  if (argc == 4 && !strcmp(argv[1], "cold")) return cold(argv[2], atoi(argv[3]));
  if (argc == 5 && !strcmp(argv[1], "warm")) return warm(argv[2], atoi(argv[3]), atof(argv[4]));
  return argc == 2 && !strcmp(argv[1], "empty") ? 0 : 2;
}
