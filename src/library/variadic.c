/* Reads variable arguments as their tags say: i int, l long, d double, s string, p pointer. Prints them, as a callee sees them. */
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

int tell(char *to, size_t size, const char *tags, ...) {
  va_list arguments;
  size_t at = 0;
  to[0] = 0;
  va_start(arguments, tags);
  for (; *tags; tags++) {
    switch (*tags) {
      case 'i': at += snprintf(to + at, size - at, "i%d ", va_arg(arguments, int)); break;
      case 'l': at += snprintf(to + at, size - at, "l%ld ", va_arg(arguments, long)); break;
      case 'd': at += snprintf(to + at, size - at, "d%.17g ", va_arg(arguments, double)); break;
      case 's': at += snprintf(to + at, size - at, "s%s ", va_arg(arguments, char *)); break;
      case 'p': at += snprintf(to + at, size - at, "p%d ", va_arg(arguments, void *) != NULL); break;
    }
  }
  va_end(arguments);
  return (int)at;
}
