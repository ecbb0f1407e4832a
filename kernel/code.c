/* Code pages: one memfd mapped twice, writable here and executable there, never both at one address. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include "kernel.h"

#ifndef MFD_EXEC
#define MFD_EXEC 0x0010U
#endif

enum { CHUNK = 256 * 1024, ALIGNMENT = 64 };

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

static struct code_chunk *chunk_create(size_t needed) {
  struct code_chunk *chunk = calloc(1, sizeof *chunk);
  if (!chunk) return NULL;
  chunk->size = needed > CHUNK ? (needed + CHUNK - 1) / CHUNK * CHUNK : CHUNK;
  chunk->owner = getpid();
  if (chunk_map(chunk)) return chunk;
  free(chunk);
  return NULL;
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
    munmap(chunk->writable, chunk->size);
    munmap(chunk->executable, chunk->size);
    free(chunk);
  }
  attachment->code = NULL;
}
