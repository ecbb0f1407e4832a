/* The memory of a thread's call stack: what C runs on while callbacks may park it (src/machine/x86-64/call-stack.ts). */
#ifndef CABI_CALL_STACK_H
#define CABI_CALL_STACK_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct call_stack {
  /* These two first: entries of callbacks look here whether C is on it. */
  uint8_t *low;
  uint8_t *top;    /* NULL once it is unmapped */
  size_t guard;    /* bytes below it that nobody may touch */
  uint8_t *lowest; /* of what has memory */
};

/* Of a zeroed structure; false where there are no addresses, or no memory. */
bool call_stack_map(struct call_stack *);

/* Calls may start down to `limit`, and C in them use as much as ever. False where there is no memory. */
bool call_stack_grow(struct call_stack *, uintptr_t limit);

/* Of any; the structure may be read still. */
void call_stack_unmap(struct call_stack *);

#endif
