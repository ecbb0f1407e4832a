/* Floating-point control that JavaScript depends on: a library built with -Ofast switches denormals off for the whole
 * thread in its constructor, and -mpc32 the x87's precision. */
#ifndef CABI_MACHINE_STATE_H
#define CABI_MACHINE_STATE_H
#include <stdint.h>

struct floating_point_state {
  uint32_t mxcsr;
  uint16_t x87_control;
};

static inline struct floating_point_state floating_point_save(void) {
  struct floating_point_state state;
  __asm__ volatile("stmxcsr %0\n\tfnstcw %1" : "=m"(state.mxcsr), "=m"(state.x87_control));
  return state;
}

static inline void floating_point_restore(struct floating_point_state state) {
  __asm__ volatile("ldmxcsr %0\n\tfldcw %1" : : "m"(state.mxcsr), "m"(state.x87_control));
}

#endif
