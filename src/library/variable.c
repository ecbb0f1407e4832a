/* Variables of every type. */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

bool flag = true;
char letter = 'x';
short small = -5;
int count = 42;
unsigned int mask = 0xfffffff0u;
long total = -7000000000;
long long big = -9000000000000000000;
uint64_t bits = 0xfedcba9876543210u;
float ratio = 0.5f;
double pi = 3.141592653589793;
long double wide = 2.5L;
__int128 huge = ((__int128)1) << 100;
enum color { RED, GREEN, BLUE } color = GREEN;
const int limit = 100;
const char *const version = "1.2.3";
const char *message = "hello";
char *writable;
int *cursor = &count;
int numbers[4] = {1, 2, 3, 4};
const int primes[3] = {2, 3, 5};
const char *const messages[] = {"zero", "one", NULL};
char name[8] = "cabi";
struct point {
  int x, y;
} origin = {3, 4};
struct point points[2] = {{1, 2}, {3, 4}};
union number {
  int i;
  float f;
} number = {.i = 0x3f800000};
int (*handler)(int) = NULL;
_Thread_local int per_thread = 5;
struct opaque *thing = (struct opaque *)&count;
int sized[5] = {10, 20, 30, 40, 50};

/* What C itself sees. */
int get_count(void) { return count; }
double get_pi(void) { return pi; }
int get_flag(void) { return flag; }
int get_number(int i) { return numbers[i]; }
int get_origin(void) { return origin.x * 1000 + origin.y; }
int get_per_thread(void) { return per_thread; }
uint64_t get_bits(void) { return bits; }
int get_cursor(void) { return *cursor; }
