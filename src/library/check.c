/* Functions that fail as the system's do. */
#include <errno.h>
#include <stdarg.h>
#include <stddef.h>

/* Leaves errno alone where `number` is 0. */
static void set(int number) { if (number) errno = number; }

int fail_with(int ignored, int number) { (void)ignored; set(number); return -1; }
int succeed_with(int result, int number) { set(number); return result; }
void *null_with(int number) { set(number); return NULL; }
void *map_failed(int number) { set(number); return (void *)-1; }
size_t huge_with(int number) { set(number); return (size_t)-1; }
short short_with(int number) { set(number); return -1; }

int printf_like(int first, ...) {
  va_list arguments;
  va_start(arguments, first);
  int second = va_arg(arguments, int);
  va_end(arguments);
  return first + second;
}
