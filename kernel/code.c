/* Code pages: memfds mapped twice, writable here and executable there, never both at one address. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include "kernel.h"

#ifndef MFD_EXEC
#define MFD_EXEC 0x0010U
#endif

/*
 * Threads come and go, and the code of their callbacks stays. So chunks of all threads are parts of a few large mappings: a
 * process may have 65,530 of these (vm.max_map_count).
 */
enum { CHUNK = 256 * 1024, CHUNKS = 16, ALIGNMENT = 64 };

struct code_chunk {
  uint8_t *writable;
  uint8_t *executable;
  size_t size;
  size_t used;
  pid_t owner; /* a fork shares the pages: the child must not write to what its parent runs */
  struct code_chunk *next;
};

static int code_file(void) {
  int file = memfd_create("cabi", MFD_CLOEXEC | MFD_EXEC);
  /* Before Linux 6.3 there is no MFD_EXEC and every memfd is executable. */
  if (file < 0 && errno == EINVAL) file = memfd_create("cabi", MFD_CLOEXEC);
  return file;
}

static bool chunk_map(struct code_chunk *chunk) {
  int file = code_file();
  if (file < 0) return false;
  chunk->writable = chunk->executable = MAP_FAILED;
  if (ftruncate(file, (off_t)chunk->size) == 0) {
    chunk->writable = mmap(NULL, chunk->size, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    chunk->executable = mmap(NULL, chunk->size, PROT_READ | PROT_EXEC, MAP_SHARED, file, 0);
  }
  int saved = errno;
  close(file);
  if (chunk->writable != MAP_FAILED && chunk->executable != MAP_FAILED) return true;
  if (chunk->writable != MAP_FAILED) munmap(chunk->writable, chunk->size);
  if (chunk->executable != MAP_FAILED) munmap(chunk->executable, chunk->size);
  errno = saved;
  return false;
}

/* For all threads: what is left of the mapping made last, and chunks that were given back. */
static pthread_mutex_t sharing = PTHREAD_MUTEX_INITIALIZER;
static struct code_chunk rest;
static struct code_chunk *released;

static bool take_from_rest(struct code_chunk *chunk) {
  if (rest.size == 0 || rest.owner != getpid()) {
    struct code_chunk whole = {.size = (size_t)CHUNKS * CHUNK, .owner = getpid()};
    if (!chunk_map(&whole)) return false;
    rest = whole;
  }
  *chunk = (struct code_chunk){rest.writable, rest.executable, CHUNK, 0, rest.owner, NULL};
  rest.writable += CHUNK;
  rest.executable += CHUNK;
  rest.size -= CHUNK;
  return true;
}

static struct code_chunk *take_released(void) {
  struct code_chunk *chunk = released;
  if (!chunk || chunk->owner != getpid()) return NULL;
  released = chunk->next;
  return chunk;
}

static struct code_chunk *chunk_create_shared(void) {
  pthread_mutex_lock(&sharing);
  struct code_chunk *chunk = take_released();
  if (!chunk && (chunk = calloc(1, sizeof *chunk)) && !take_from_rest(chunk)) {
    free(chunk);
    chunk = NULL;
  }
  pthread_mutex_unlock(&sharing);
  return chunk;
}

static struct code_chunk *chunk_create(size_t needed) {
  if (needed <= CHUNK) return chunk_create_shared();
  struct code_chunk *chunk = calloc(1, sizeof *chunk);
  if (!chunk) return NULL;
  chunk->size = (needed + CHUNK - 1) / CHUNK * CHUNK;
  chunk->owner = getpid();
  if (chunk_map(chunk)) return chunk;
  free(chunk);
  return NULL;
}

static void chunk_release(struct code_chunk *chunk) {
  if (chunk->size > CHUNK) {
    munmap(chunk->writable, chunk->size);
    munmap(chunk->executable, chunk->size);
    free(chunk);
    return;
  }
  /* Its memory goes back to the system. A forked child's parent has it still. */
  if (chunk->owner == getpid()) madvise(chunk->writable, chunk->size, MADV_REMOVE);
  chunk->used = 0;
  pthread_mutex_lock(&sharing);
  chunk->next = released;
  released = chunk;
  pthread_mutex_unlock(&sharing);
}

void *code_emit(struct attachment *attachment, const void *bytes, size_t size, const char **problem) {
  struct code_chunk *chunk = attachment->code;
  if (!chunk || chunk->size - chunk->used < size || chunk->owner != getpid()) {
    struct code_chunk *fresh = chunk_create(size);
    if (!fresh) {
      *problem = strerror(errno);
      return NULL;
    }
    fresh->next = chunk;
    attachment->code = chunk = fresh;
  }
  size_t at = chunk->used;
  memcpy(chunk->writable + at, bytes, size);
  chunk->used = (at + size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  if (chunk->used > chunk->size) chunk->used = chunk->size;
  return chunk->executable + at;
}

void code_release(struct attachment *attachment) {
  for (struct code_chunk *chunk = attachment->code, *next; chunk; chunk = next) {
    next = chunk->next;
    chunk_release(chunk);
  }
  attachment->code = NULL;
}
