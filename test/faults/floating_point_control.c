/* What a library built with -Ofast (denormals off), -mpc32 (x87 precision) or worse does to the thread that loads, unloads
 * or first resolves it. WHEN says when. */
#include <stdint.h>

static void disorder(void) {
  uint32_t mxcsr;
  uint16_t x87;
  __asm__ volatile("stmxcsr %0\n\tfnstcw %1" : "=m"(mxcsr), "=m"(x87));
  mxcsr |= 0x8040 | 0x6000; /* flush to zero, denormals are zero, round to zero */
  x87 = (uint16_t)((x87 & ~0x300) | 0x0c00); /* 24-bit precision, round to zero */
  __asm__ volatile("ldmxcsr %0\n\tfldcw %1" : : "m"(mxcsr), "m"(x87));
}

#if defined LOADED
__attribute__((constructor)) static void loaded(void) { disorder(); }
#elif defined UNLOADED
__attribute__((destructor)) static void unloaded(void) { disorder(); }
#endif

static int one(void) { return 1; }
static int (*resolve_one(void))(void) {
  disorder();
  return one;
}
int resolved_with_disorder(void) __attribute__((ifunc("resolve_one")));

int mxcsr_control(void) {
  uint32_t mxcsr;
  __asm__ volatile("stmxcsr %0" : "=m"(mxcsr));
  return (int)(mxcsr & ~0x3fU);
}
int x87_control(void) {
  uint16_t x87;
  __asm__ volatile("fnstcw %0" : "=m"(x87));
  return x87;
}
