/* Things to be freed, and how often they were. */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct thing {
  int value;
  struct thing *next;
};

static int made_count, freed_count, last_freed;

struct thing *make_thing(int value) {
  struct thing *thing = malloc(sizeof *thing);
  thing->value = value;
  thing->next = NULL;
  made_count++;
  return thing;
}

/* Frees a list of them. */
void free_thing(struct thing *thing) {
  while (thing) {
    struct thing *next = thing->next;
    last_freed = thing->value;
    freed_count++;
    /* So that whoever still reads it sees it. */
    memset(thing, 0xee, sizeof *thing);
    free(thing);
    thing = next;
  }
}

struct thing *link_thing(struct thing *first, struct thing *second) {
  first->next = second;
  return first;
}

int value_of(const struct thing *thing) { return thing->value; }
int made(void) { return made_count; }
int freed(void) { return freed_count; }
int last(void) { return last_freed; }
void reset(void) { made_count = freed_count = last_freed = 0; }
void free_badly(struct thing *thing) {
  (void)thing;
  *(volatile int *)8 = 1;
}
void two_parameters(struct thing *thing, int how) {
  (void)how;
  free_thing(thing);
}
void free_int(int *p) { (void)p; }
void free_number(int n) { (void)n; }
void free_any(void *p, ...) { free(p); }
char *text(void) { return strdup("owned text"); }
void *block(size_t size) {
  made_count++;
  return malloc(size);
}
void free_block(void *block) {
  freed_count++;
  free(block);
}
