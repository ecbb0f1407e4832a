/* One page that can be used between two that cannot. */
#define _GNU_SOURCE
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>

enum { PAGE = 4096 };

void *guarded_page(void) {
  char *pages = mmap(NULL, 3 * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (pages == MAP_FAILED || mprotect(pages + PAGE, PAGE, PROT_READ | PROT_WRITE) != 0) return NULL;
  return pages + PAGE;
}

const char *same_string(const void *address) { return address; }
void *same_pointer(void *address) { return address; }
uintptr_t address_of(const void *address) { return (uintptr_t)address; }
uintptr_t string_address(const char *string) { return (uintptr_t)string; }
size_t length_of(const char *string) { return strlen(string); }
int sum_of(const unsigned char *bytes, size_t count) {
  int sum = 0;
  for (size_t i = 0; i < count; i++) sum += bytes[i];
  return sum;
}
