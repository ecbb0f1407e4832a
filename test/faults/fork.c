#define _GNU_SOURCE
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

/* As `waitpid` gives it. */
static int status_of(pid_t child) {
  int status;
  return waitpid(child, &status, 0) == child ? status : -1;
}

int child_that_exits(int status) {
  pid_t child = fork();
  if (child == 0) _exit(status);
  return status_of(child);
}
int child_that_reads(const int *pointer) {
  pid_t child = fork();
  if (child == 0) _exit(*(volatile const int *)pointer);
  return status_of(child);
}
int child_that_aborts(void) {
  pid_t child = fork();
  if (child == 0) abort();
  return status_of(child);
}
/* The child runs in the memory of its parent, which waits for it. */
int sharing_child_that_reads(const int *pointer) {
  pid_t child = vfork();
  if (child == 0) _exit(*(volatile const int *)pointer);
  return status_of(child);
}
