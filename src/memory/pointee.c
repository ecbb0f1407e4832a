/* What pointers lead to, as the compiler lays it out. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <wchar.h>

#define VALUES(type, name, ...) \
  type name##_values[] = {__VA_ARGS__}; \
  type *name(void) { return name##_values; } \
  size_t name##_size(void) { return sizeof(type); }

VALUES(bool, bools, true, false, true)
VALUES(char, chars, 'a', -128, 127)
VALUES(signed char, schars, -128, 127, -1)
VALUES(unsigned char, uchars, 0, 255, 128)
VALUES(short, shorts, -32768, 32767, -1)
VALUES(unsigned short, ushorts, 0, 65535, 32768)
VALUES(int, ints, -2147483647 - 1, 2147483647, -1)
VALUES(unsigned int, uints, 0, 4294967295u, 2147483648u)
VALUES(long, longs, -9007199254740991, 9007199254740991, -1)
VALUES(unsigned long, ulongs, 0, 9007199254740991, 4294967296)
VALUES(long long, llongs, INT64_MIN, INT64_MAX, -1)
VALUES(uint64_t, u64s, 0, UINT64_MAX, 1ull << 63)
VALUES(float, floats, 1.5f, -0.0f, 3.4028234663852886e38f)
VALUES(double, doubles, 1.5, -0.0, 1.7976931348623157e308)
VALUES(long double, ldoubles, 1.5L, -2.25L, 1e300L)
VALUES(__int128, i128s, -(((__int128)INT64_MAX) << 64) - ((__int128)1 << 64), -1, ((__int128)1) << 100)

enum color { RED, GREEN = 7, BLUE = 0xffffffff };
enum sign { NEGATIVE = -1, ZERO, POSITIVE };
VALUES(enum color, colors, RED, GREEN, BLUE)
VALUES(enum sign, signs, NEGATIVE, ZERO, POSITIVE)

/* As the compiler of C sees the value at an index: whether it is the one given, bit for bit. */
bool is_int(const int *p, int i, int value) { return p[i] == value; }
bool is_double(const double *p, int i, double value) { return p[i] == value; }
bool is_u64(const uint64_t *p, int i, uint64_t value) { return p[i] == value; }
bool is_ldouble(const long double *p, int i, double value) { return p[i] == value; }

/* Unaligned. */
static char packed_bytes[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
void *unaligned(void) { return packed_bytes + 1; }

int one = 1, two = 2;
int *pointers_to_ints[] = {&one, NULL, &two};
int **int_pointers(void) { return pointers_to_ints; }

const char *const names[] = {"first", "gr\303\274n", "", NULL, "after"};
const char *const *name_list(void) { return names; }
static char first[] = "first", second[] = "second";
char *words[] = {first, second, NULL};
char **word_list(void) { return words; }

const wchar_t *wide(void) { return L"gr\u00fcn \U0001f600"; }

const int fixed[] = {1, 2, 3};
const int *constants(void) { return fixed; }

struct node {
  int value;
  struct node *next;
};
struct node *make_list(int count) {
  struct node *head = NULL;
  for (int i = count; i > 0; i--) {
    struct node *node = malloc(sizeof *node);
    node->value = i;
    node->next = head;
    head = node;
  }
  return head;
}
void free_list(struct node *list) {
  while (list) {
    struct node *next = list->next;
    free(list);
    list = next;
  }
}
int sum_list(const struct node *list) {
  int sum = 0;
  for (; list; list = list->next) sum += list->value;
  return sum;
}

struct opaque;
struct opaque *opaque_thing(void) { return (struct opaque *)&one; }
static int matrix_values[2][3] = {{1, 2, 3}, {4, 5, 6}};
int (*matrix(void))[3] { return matrix_values; }
static int twice(int x) { return 2 * x; }
int (*function(void))(int) { return twice; }
void *nothing(void) { return &one; }
