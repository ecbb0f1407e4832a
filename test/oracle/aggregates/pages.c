/* Pages that can be used, each between two that cannot. */
#define _GNU_SOURCE
#include <sys/mman.h>

enum { PAGE = 4096 };

/* The address of the first; the next is two pages further. */
void *guarded_pages(int count) {
  char *pages = mmap(0, (2 * count + 1) * PAGE, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (pages == MAP_FAILED) return 0;
  for (int i = 0; i < count; i++)
    if (mprotect(pages + (2 * i + 1) * PAGE, PAGE, PROT_READ | PROT_WRITE) != 0) return 0;
  return pages + PAGE;
}
