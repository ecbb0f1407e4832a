#define _GNU_SOURCE
#include "call_stack.h"
#include <sys/mman.h>

/* What C in a call may use. */
enum { CALL = 8 << 20 };

/*
 * Addresses: most of them are gaps between calls (src/machine/x86-64/call-stack.ts), and those that no call has come near
 * have no memory. Below, as much as one frame of GCC's code can have, which a local array jumps at once. Less of both where
 * the process may not have so many.
 */
static const struct size {
  size_t stack, guard;
} sizes[] = {{(size_t)1 << 30, (size_t)2 << 30}, {64 << 20, 1 << 20}, {CALL, 1 << 20}};

static bool crosses_2_gib(const uint8_t *low, size_t size) {
  return (uintptr_t)low >> 31 != ((uintptr_t)low + size) >> 31;
}

/*
 * JavaScript compares addresses in it by their lower halves, as int32. Of twice as much as is kept, so much lies on one
 * side of a multiple of 2 GiB.
 */
static uint8_t *reserve(struct size size) {
  size_t whole = size.guard + 2 * size.stack;
  uint8_t *reserved = mmap(NULL, whole, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
  if (reserved == MAP_FAILED) return NULL;
  uint8_t *low = reserved + size.guard, *top, *end = reserved + whole;
  if (crosses_2_gib(low, size.stack)) low = (uint8_t *)((((uintptr_t)low >> 31) + 1) << 31);
  top = low + size.stack;
  if (low - size.guard > reserved) munmap(reserved, (size_t)(low - size.guard - reserved));
  if (end > top) munmap(top, (size_t)(end - top));
  return low;
}

bool call_stack_map(struct call_stack *stack) {
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    struct size size = sizes[i];
    uint8_t *low = reserve(size);
    if (!low) continue;
    *stack = (struct call_stack){.low = low, .top = low + size.stack, .guard = size.guard, .lowest = low + size.stack};
    /* Calls are so far apart that each would have a huge page of its own. */
    madvise(low, size.stack, MADV_NOHUGEPAGE);
    return call_stack_grow(stack, (uintptr_t)stack->lowest);
  }
  return false;
}

bool call_stack_grow(struct call_stack *stack, uintptr_t limit) {
  uintptr_t page = limit & ~(uintptr_t)4095;
  uint8_t *low = stack->low, *lowest = page < (uintptr_t)low + CALL ? low : (uint8_t *)page - CALL;
  if (lowest >= stack->lowest) return true;
  if (mprotect(lowest, (size_t)(stack->lowest - lowest), PROT_READ | PROT_WRITE) != 0) return false;
  stack->lowest = lowest;
  return true;
}

void call_stack_unmap(struct call_stack *stack) {
  uint8_t *top = stack->top;
  __atomic_store_n(&stack->top, NULL, __ATOMIC_SEQ_CST);
  if (stack->low) munmap(stack->low - stack->guard, (size_t)(top - stack->low) + stack->guard);
}
