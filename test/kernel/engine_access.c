/* Has kernel/engine_access.c skip one instruction, and says what it did to the registers. */
#include "../../kernel/engine_access.c"

/* Bytes of the instruction, 0 where it is refused. `general` are the 16 registers by number, `vectors` as many of 16 bytes. */
int skip(const unsigned char *code, unsigned long *general_registers, unsigned char *vectors) {
  greg_t registers[NGREG] = {0};
  struct _libc_fpstate state = {0};
  for (int i = 0; i < 16; i++) registers[general[i]] = (greg_t)general_registers[i];
  memcpy(state._xmm, vectors, sizeof state._xmm);
  registers[REG_RIP] = (greg_t)(uintptr_t)code;
  if (!engine_access_skip(registers, &state)) return 0;
  for (int i = 0; i < 16; i++) general_registers[i] = (unsigned long)registers[general[i]];
  memcpy(vectors, state._xmm, sizeof state._xmm);
  return (int)(registers[REG_RIP] - (greg_t)(uintptr_t)code);
}
