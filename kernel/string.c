/* Fetches short C strings for JavaScript. Called through a thunk as any C function is, so a bad address is a fault of
 * that call. */
#include <emmintrin.h>
#include <string.h>
#include "kernel.h"

enum { BLOCK = 16, SHORT = 32 };

/* A bit for each NUL of an aligned block, which never reaches into another page. Other bytes than the string's are read. */
__attribute__((no_sanitize("address"))) static unsigned nul_bytes(uintptr_t block) {
  return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_load_si128((const __m128i *)block), _mm_setzero_si128()));
}

/* Copies size bytes, 1 to 33, as two overlapping halves: a call of memcpy takes longer than the rest. */
static void copy(char *to, const char *from, size_t size) {
  if (size > BLOCK) {
    __m128i first = _mm_loadu_si128((const __m128i *)from);
    __m128i last = _mm_loadu_si128((const __m128i *)(from + size - BLOCK));
    to[BLOCK] = from[BLOCK];
    _mm_storeu_si128((__m128i *)to, first);
    _mm_storeu_si128((__m128i *)(to + size - BLOCK), last);
  } else if (size >= 8) {
    uint64_t first, last;
    memcpy(&first, from, 8);
    memcpy(&last, from + size - 8, 8);
    memcpy(to, &first, 8);
    memcpy(to + size - 8, &last, 8);
  } else {
    for (size_t i = 0; i < size; i++) to[i] = from[i];
  }
}

/* The length of a string of up to 32 bytes, which it copies with its NUL; -1 for a longer one. */
int64_t string_fetch(char *to, const char *from) {
  uintptr_t block = (uintptr_t)from & ~(uintptr_t)(BLOCK - 1);
  unsigned before = (uintptr_t)from - block;
  unsigned nul = nul_bytes(block) >> before;
  size_t length = 0;
  if (nul == 0) {
    for (length = BLOCK - before; length <= SHORT; length += BLOCK) {
      nul = nul_bytes((uintptr_t)from + length);
      if (nul != 0) break;
    }
  }
  if (nul == 0) return -1;
  length += (size_t)__builtin_ctz(nul);
  if (length > SHORT) return -1;
  copy(to, from, length + 1);
  return (int64_t)length;
}
