/* Joins the strings of a list with '|'; gives their number, or -1 where the text does not fit. */
#include <string.h>

int join(char *to, int size, const char *const *list) {
  int count = 0, at = 0;
  for (; list[count]; count++) {
    int length = (int)strlen(list[count]);
    if (at + length + 1 >= size) return -1;
    memcpy(to + at, list[count], length);
    to[at + length] = '|';
    at += length + 1;
  }
  to[at] = 0;
  return count;
}

int join_argv(char *to, int size, char *const argv[]) { return join(to, size, (const char *const *)argv); }

/* Whether two lists and a string given together are all whole: each list is what a join of it says. */
int same_lists(const char *const *a, const char *text, const char *const *b) {
  int i = 0;
  for (; a[i] && b[i]; i++) {
    if (strcmp(a[i], b[i]) != 0) return 0;
  }
  return a[i] == b[i] && text[0] == 't';
}
