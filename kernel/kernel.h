/* The kernel: what TypeScript cannot write. No ABI knowledge and no policy: it maps code pages, enters them, turns
 * faults inside them into a jump, loads libraries, and knows where buffers are. */
#ifndef CABI_KERNEL_H
#define CABI_KERNEL_H
#include <node_api.h>
#include <stdbool.h>
#include <stddef.h>
#include "control_block.h"

enum { ENGINE_CODE = 3 };

/* One copy of cabi on one thread. */
struct attachment {
  struct control_block *block;
  uintptr_t fault_exit; /* machine code that leaves the innermost host frame with status = fault */
  struct {
    uintptr_t start, size, landing_pad;
  } guarded_code;
  struct {
    uintptr_t start, size;
  } engine_code[ENGINE_CODE]; /* where the engine's loads and stores are */
  struct code_chunk *code;
  napi_ref exchange;
  struct upcalls *upcalls;
  struct attachment *next;
};

/* code.c */
void *code_emit(struct attachment *, const void *bytes, size_t size, const char **problem);
void code_release(struct attachment *);

/* fault.c */
bool fault_guard(struct attachment *, const char **problem);
void fault_unguard(struct attachment *);

/* library.c */
napi_value library_open(napi_env, napi_callback_info);
napi_value library_close(napi_env, napi_callback_info);
napi_value library_symbol(napi_env, napi_callback_info);
napi_value library_path(napi_env, napi_callback_info);
napi_value library_needs(napi_env, napi_callback_info);

/* string.c */
int64_t string_fetch(char *to, const char *from);

/* upcall.c */
napi_value upcalls_create(napi_env, napi_callback_info);
napi_value upcalls_grow_stack(napi_env, napi_callback_info);
napi_value upcalls_refused(napi_env, napi_callback_info);
napi_value upcalls_meet(napi_env, napi_callback_info);
void upcalls_end(struct attachment *);
uint32_t upcalls_entered(const struct attachment *);

/* module.c */
struct attachment *kernel_attachment(napi_env);
napi_value kernel_throw(napi_env, const char *problem);
double kernel_number(napi_env, napi_value);
napi_value kernel_address(napi_env, const void *);

#endif
