/* Preloaded: system calls that a sandbox refuses, named by the environment variable DENIED. */
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

static bool denied(const char *call, int error) {
  const char *name = getenv("DENIED");
  if (!name || strcmp(name, call) != 0) return false;
  errno = error;
  return true;
}

int memfd_create(const char *name, unsigned flags) {
  return denied("memfd_create", ENOSYS) ? -1 : (int)syscall(SYS_memfd_create, name, flags);
}

/* Of shared memory that can be executed: V8's own is private. */
void *mmap(void *address, size_t size, int protection, int flags, int file, off_t offset) {
  if ((protection & PROT_EXEC) && (flags & MAP_SHARED) && denied("mmap", EACCES)) return MAP_FAILED;
  return (void *)syscall(SYS_mmap, address, size, protection, flags, file, offset);
}

int sigaltstack(const stack_t *stack, stack_t *before) {
  return stack && denied("sigaltstack", EPERM) ? -1 : (int)syscall(SYS_sigaltstack, stack, before);
}
