/* Functions that attributes and odd declarations say something of. */
#include <stdarg.h>
#include <stdio.h>

int is_null(const void *a, const char *b, int n) { return n + (a == 0) + 2 * (b == 0); }

int log_to(char *to, const char *format, ...) {
  va_list values;
  va_start(values, format);
  int length = vsprintf(to, format, values);
  va_end(values);
  return length;
}

/* What a caller left in al: how many vector registers a variadic call uses (psABI 3.2.3). */
__attribute__((naked)) int al(void) { __asm__("movzbl %al, %eax; ret"); }

int callee_v2(void) { return 2; }

int twice(int n) { return 2 * n; }
