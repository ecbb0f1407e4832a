/* Values there and back. `same_<type>` returns its argument; `least_` and `most_` are the type's extremes as C knows them. */
#define _GNU_SOURCE
#include <float.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/types.h>
#include <time.h>
#include <wchar.h>

#define FLOATING(type) \
  type same_##type(type value) { return value; }
#define INTEGER(name, type)                                                                      \
  type same_##name(type value) { return value; }                                                 \
  type least_##name(void) { return ((type)-1 < 1) ? (type)1 << (sizeof(type) * 8 - 1) : 0; }     \
  type most_##name(void) { return ((type)-1 < 1) ? (type)~((uint64_t)1 << (sizeof(type) * 8 - 1)) : (type)-1; }

INTEGER(char, char)
INTEGER(signed_char, signed char)
INTEGER(unsigned_char, unsigned char)
INTEGER(short, short)
INTEGER(unsigned_short, unsigned short)
INTEGER(int, int)
INTEGER(unsigned_int, unsigned int)
INTEGER(long, long)
INTEGER(unsigned_long, unsigned long)
INTEGER(long_long, long long)
INTEGER(unsigned_long_long, unsigned long long)
INTEGER(int8_t, int8_t)
INTEGER(uint8_t, uint8_t)
INTEGER(int16_t, int16_t)
INTEGER(uint16_t, uint16_t)
INTEGER(int32_t, int32_t)
INTEGER(uint32_t, uint32_t)
INTEGER(int64_t, int64_t)
INTEGER(uint64_t, uint64_t)
INTEGER(intmax_t, intmax_t)
INTEGER(uintmax_t, uintmax_t)
INTEGER(size_t, size_t)
INTEGER(ssize_t, ssize_t)
INTEGER(ptrdiff_t, ptrdiff_t)
INTEGER(intptr_t, intptr_t)
INTEGER(uintptr_t, uintptr_t)
INTEGER(off_t, off_t)
INTEGER(time_t, time_t)
INTEGER(wchar_t, wchar_t)

FLOATING(float)
FLOATING(double)

bool same_bool(bool value) { return value; }
void *same_pointer(void *value) { return value; }
void *pointer_of(unsigned long long bits) { return (void *)(uintptr_t)bits; }

uint64_t bits_of_double(double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}
uint32_t bits_of_float(float value) {
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  return bits;
}
double double_of_bits(uint64_t bits) {
  double value;
  memcpy(&value, &bits, sizeof value);
  return value;
}
float float_of_bits(uint32_t bits) {
  float value;
  memcpy(&value, &bits, sizeof value);
  return value;
}
float largest_float(void) { return FLT_MAX; }
double third_argument(int a, float b, double c, char d) { return a + b + c + d; }

/* Results that leave all of rax as it was: the psABI defines only as many bits as the type has. */
#define DIRTY(name, value) \
  __asm__(".globl dirty_" #name "\n.type dirty_" #name ", @function\ndirty_" #name ":\n\tmovabs $" #value ", %rax\n\tret\n")

DIRTY(true, 0xdeadbeefcafebb01);
DIRTY(false, 0xdeadbeefcafebb00);
DIRTY(negative_char, 0xdeadbeefcafe0080);
DIRTY(positive_char, 0xdeadbeefcafeff7f);
DIRTY(negative_short, 0xdeadbeef00008001);
DIRTY(positive_short, 0xdeadbeefffff7fff);
DIRTY(negative_int, 0x0000000180000001);
DIRTY(positive_int, 0xffffffff7fffffff);
