#include <complex.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

int8_t minus_one_8(void) { return -1; }
uint8_t most_u8(void) { return 255; }
int16_t minus_two_16(void) { return -2; }
uint16_t most_u16(void) { return 65535; }
int32_t minus_three_32(void) { return -3; }
uint32_t most_u32(void) { return 4294967295u; }
int64_t least_64(void) { return INT64_MIN; }
uint64_t most_u64(void) { return UINT64_MAX; }
void *same_pointer(void *pointer) { return pointer; }

float same_float(float value) { return value; }
double same_double(double value) { return value; }
long double same_long_double(long double value) { return value; }
float _Complex conjugate_f(float _Complex z) { return conjf(z); }
double _Complex conjugate(double _Complex z) { return conj(z); }
_Complex int same_complex_int(_Complex int z) { return z; }
double real_part(long double _Complex z) { return creall(z); }

struct pair { char tag; double value; };
struct pair swapped(struct pair p, int count) { return (struct pair){(char)count, p.value * p.tag}; }

union number { int whole[3]; double real; };
union number twice(union number n) {
  n.real *= 2;
  return n;
}

static int calls;
int count_calls(void) { return ++calls; }

double sum(int count, ...) {
  va_list values;
  va_start(values, count);
  double total = 0;
  for (int i = 0; i < count; i++) {
    total += va_arg(values, double);
    total += va_arg(values, int);
    struct pair p = va_arg(values, struct pair);
    total += p.tag * p.value;
    total += (double)va_arg(values, long double);
  }
  va_end(values);
  return total;
}

int apply(int (*function)(int), int value) { return function(value); }

struct pair call_pair(struct pair (*function)(struct pair, float, long double, void *, int8_t, float _Complex)) {
  return function((struct pair){'a', 0.5}, 1.5f, 1.0L + 0x1p-60L, (void *)-1, -8, 2.0f + 3.0f * I);
}

int64_t call_narrow(int16_t (*function)(uint8_t, int16_t)) { return function(200, -300); }
float call_float(float (*function)(void)) { return function(); }
void *call_pointer(void *(*function)(void *), void *value) { return function(value); }
long double call_long_double(long double (*function)(void)) { return function(); }
float _Complex call_complex(float _Complex (*function)(void)) { return function(); }
void call_nothing(void (*function)(void)) { function(); }
int call_variadic(int (*function)(int, ...)) { return function(1, 2.5, (char)3, "four"); }
