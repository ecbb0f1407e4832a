/* Looks at eight strings: how many of them are `length` times the letter A, B, C, ... */
#include <stddef.h>
#include <string.h>

int letters_of_eight(const char *a, const char *b, const char *c, const char *d, const char *e, const char *f,
                     const char *g, const char *h, size_t length) {
  const char *strings[] = {a, b, c, d, e, f, g, h};
  int right = 0;
  for (int i = 0; i < 8; i++) {
    size_t same = 0;
    while (strings[i][same] == 'A' + i) same++;
    right += same == length && strings[i][length] == 0;
  }
  return right;
}
