#include <errno.h>
#include <stdint.h>

int get_errno(void) { return errno; }
void set_errno(int value) { errno = value; }
int swap_errno(int value) {
  int before = errno;
  errno = value;
  return before;
}
/* With arguments on the stack, which pass through the registers that errno does. */
int swap_errno_last(int64_t a, int64_t b, int64_t c, int64_t d, int64_t e, int64_t f, int64_t g, int value) {
  errno = value;
  return (int)(a + b + c + d + e + f + g);
}
double set_errno_to_double(int value) {
  errno = value;
  return 0.5;
}
void set_errno_and_fault(int value, uintptr_t address) {
  errno = value;
  *(volatile int *)address = 0;
}
