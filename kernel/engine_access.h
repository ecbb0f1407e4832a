/* Loads and stores by the engine's own code. */
#ifndef CABI_ENGINE_ACCESS_H
#define CABI_ENGINE_ACCESS_H
#include <stdbool.h>
#include <stdint.h>
#include <ucontext.h>

/*
 * Has a thread go on behind the load or store at its program counter: nothing is stored, and zero is what was loaded.
 * False, and nothing is changed, for any other instruction.
 */
bool engine_access_skip(greg_t *registers, struct _libc_fpstate *vectors);

#endif
