/* 64-bit integers in every place from which a value comes. */
#include <stdint.h>

struct pair {
  int64_t first;
  unsigned long long low : 40, high : 24;
  int64_t array[2];
};

int64_t numbers[2] = {42, 43};
extern int64_t counter __attribute__((alias("numbers")));
unsigned long long table[2] = {1, 2};
struct pair pair = {1, 2, 3, {3, 4}};
int64_t *where = numbers;

intmax_t half(long long x) { return x / 2; }
struct pair make(int64_t first) { return (struct pair){first, first + 1, first + 2, {first + 3, first + 4}}; }
int64_t *find(void) { return numbers; }
static long long chosen_half(int64_t x) { return x / 2; }
long long (*chosen(void))(int64_t) { return chosen_half; }

typedef long long each(int64_t x, const unsigned long long *p, struct pair pair);
long long call_each(each *f, int64_t x) {
  unsigned long long next = (unsigned long long)x + 1;
  return f(x, &next, (struct pair){.first = x + 2});
}
