/* Functions that look at arrays they do not change. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct point {
  int x;
  double y;
};
struct named {
  const char *name;
  struct point at;
};

long long sum_int8(const int8_t *p, int n) { long long s = 0; for (int i = 0; i < n; i++) s += p[i]; return s; }
long long sum_uint16(const uint16_t *p, int n) { long long s = 0; for (int i = 0; i < n; i++) s += p[i]; return s; }
long long sum_int(const int *p, int n) { long long s = 0; for (int i = 0; i < n; i++) s += p[i]; return s; }
long long sum_long(const long *p, int n) { long long s = 0; for (int i = 0; i < n; i++) s += p[i]; return s; }
double sum_float(const float *p, int n) { double s = 0; for (int i = 0; i < n; i++) s += p[i]; return s; }
double sum_double(const double *p, int n) { double s = 0; for (int i = 0; i < n; i++) s += p[i]; return s; }
int count_true(const bool *p, int n) { int s = 0; for (int i = 0; i < n; i++) s += p[i] == 1; return s; }
double sum_points(const struct point *p, int n) { double s = 0; for (int i = 0; i < n; i++) s += p[i].x * p[i].y; return s; }
long long sum_names(const struct named *p, int n) {
  long long s = 0;
  for (int i = 0; i < n; i++) s += (long long)strlen(p[i].name) * p[i].at.x;
  return s;
}
int sum_rows(const int (*p)[3], int n) { int s = 0; for (int i = 0; i < n; i++) s += p[i][0] + 10 * p[i][2]; return s; }
int both(const int *a, const char *text, const double *b) { return a[0] + (int)strlen(text) + (int)b[1]; }
bool is_aligned(const struct point *p) { return (uintptr_t)p % _Alignof(struct point) == 0; }
bool is_null(const int *p) { return p == NULL; }
