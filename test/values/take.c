/* What C receives: `take_<type>` counts the call and keeps its argument's bytes; `take_pointer` and `take_string` look, and
 * write, through it. */
#define _GNU_SOURCE
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <time.h>
#include <uchar.h>
#include <wchar.h>

struct record {
  uint64_t calls;
  /* Of the argument, in bytes. */
  uint64_t size;
  /* How many bytes to look at behind a pointer, and whether to invert the first one: JavaScript says. */
  uint64_t look, mark;
  /* Of the string. */
  uint64_t length;
  unsigned char argument[16];
  unsigned char pointed[64];
  char text[4 << 20];
};

static struct record record;

struct record *take_record(void) { return &record; }

static unsigned char memory[64] = "some memory of C";

void *take_memory(void) { return memory; }

static void keep(const void *argument, size_t size) {
  record.calls++;
  record.size = size;
  memcpy(record.argument, argument, size);
}

#define TAKE_AS(name, type) \
  void take_##name(type value) { keep(&value, sizeof value); }
#define TAKE(type) TAKE_AS(type, type)

TAKE_AS(bool, bool)
TAKE(char)
TAKE_AS(signed_char, signed char)
TAKE_AS(unsigned_char, unsigned char)
TAKE(short)
TAKE_AS(unsigned_short, unsigned short)
TAKE(int)
TAKE_AS(unsigned_int, unsigned int)
TAKE(long)
TAKE_AS(unsigned_long, unsigned long)
TAKE_AS(long_long, long long)
TAKE_AS(unsigned_long_long, unsigned long long)
TAKE(int8_t)
TAKE(uint8_t)
TAKE(int16_t)
TAKE(uint16_t)
TAKE(int32_t)
TAKE(uint32_t)
TAKE(int64_t)
TAKE(uint64_t)
TAKE(intmax_t)
TAKE(uintmax_t)
TAKE(size_t)
TAKE(ssize_t)
TAKE(ptrdiff_t)
TAKE(intptr_t)
TAKE(uintptr_t)
TAKE(off_t)
TAKE(time_t)
TAKE(clock_t)
TAKE(pid_t)
TAKE(uid_t)
TAKE(gid_t)
TAKE(mode_t)
TAKE(dev_t)
TAKE(ino_t)
TAKE(nlink_t)
TAKE(blksize_t)
TAKE(blkcnt_t)
TAKE(id_t)
TAKE(key_t)
TAKE(useconds_t)
TAKE(suseconds_t)
TAKE(socklen_t)
TAKE(wchar_t)
TAKE(wint_t)
TAKE(char16_t)
TAKE(char32_t)
TAKE(float)
TAKE(double)

enum color { RED, GREEN, BLUE = 0xffffffff };
TAKE_AS(color, enum color)
enum sign { NEGATIVE = -1, POSITIVE = 1 };
TAKE_AS(sign, enum sign)

void take_pointer(unsigned char *value) {
  keep(&value, sizeof value);
  memcpy(record.pointed, value, record.look);
  if (record.mark) value[0] ^= 0xff;
}

void take_string(char *value) {
  keep(&value, sizeof value);
  if (!record.look) return;
  record.length = strlen(value);
  memcpy(record.text, value, record.length);
  if (record.mark) value[0] ^= 0xff;
}
