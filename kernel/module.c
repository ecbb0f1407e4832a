/* The kernel as a Node-API module: what JavaScript sees of it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "kernel.h"

napi_value kernel_throw(napi_env env, const char *problem) {
  napi_throw_error(env, "ERR_CABI_PLATFORM", problem);
  return NULL;
}

double kernel_number(napi_env env, napi_value value) {
  double number = 0;
  napi_get_value_double(env, value, &number);
  return number;
}

napi_value kernel_address(napi_env env, const void *address) {
  napi_value result;
  napi_create_double(env, (double)(uintptr_t)address, &result);
  return result;
}

static void *pointer_from(napi_env env, napi_value value) { return (void *)(uintptr_t)kernel_number(env, value); }

static void detach(void *data) {
  struct attachment *attachment = data;
  fault_unguard(attachment);
  /* C may have kept callbacks: their code stays, and refuses. */
  if (attachment->upcalls) upcalls_end(attachment);
  else code_release(attachment);
  free(attachment);
}

/* attach(exchange: ArrayBuffer). Once per copy of cabi and thread, before anything that runs or emits code. */
static napi_value attach(napi_env env, napi_callback_info info) {
  size_t count = 1, size;
  napi_value argument;
  void *memory;
  const char *problem;
  napi_get_cb_info(env, info, &count, &argument, NULL, NULL);
  if (napi_get_arraybuffer_info(env, argument, &memory, &size) != napi_ok || size < sizeof(struct control_block)) {
    return kernel_throw(env, "the exchange is an ArrayBuffer");
  }
  struct attachment *attachment = calloc(1, sizeof *attachment);
  if (!attachment) return kernel_throw(env, "out of memory");
  attachment->block = memory;
  if (!fault_guard(attachment, &problem)) {
    free(attachment);
    return kernel_throw(env, problem);
  }
  napi_create_reference(env, argument, 1, &attachment->exchange);
  napi_set_instance_data(env, attachment, NULL, NULL);
  napi_add_env_cleanup_hook(env, detach, attachment);
  return NULL;
}

struct attachment *kernel_attachment(napi_env env) {
  void *data = NULL;
  napi_get_instance_data(env, &data);
  return data;
}

/* guard(faultExit): where a faulting call leaves. */
static napi_value guard(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value argument;
  napi_get_cb_info(env, info, &count, &argument, NULL, NULL);
  kernel_attachment(env)->fault_exit = (uintptr_t)pointer_from(env, argument);
  return NULL;
}

/* guardCode(start, size, landingPad): faults of that code, which has nothing on the stack, go on there. */
static napi_value guard_code(napi_env env, napi_callback_info info) {
  size_t count = 3;
  napi_value arguments[3];
  napi_get_cb_info(env, info, &count, arguments, NULL, NULL);
  struct attachment *attachment = kernel_attachment(env);
  attachment->guarded_code.start = (uintptr_t)pointer_from(env, arguments[0]);
  attachment->guarded_code.size = (uintptr_t)kernel_number(env, arguments[1]);
  attachment->guarded_code.landing_pad = (uintptr_t)pointer_from(env, arguments[2]);
  return NULL;
}

/* guardEngine(i, start, size): the i-th range of the engine's code, whose marked loads and stores are skipped if they fault. */
static napi_value guard_engine(napi_env env, napi_callback_info info) {
  size_t count = 3;
  napi_value arguments[3];
  napi_get_cb_info(env, info, &count, arguments, NULL, NULL);
  struct attachment *attachment = kernel_attachment(env);
  size_t i = (size_t)kernel_number(env, arguments[0]);
  if (i >= ENGINE_CODE) return kernel_throw(env, "the engine's code is in more ranges than expected");
  attachment->engine_code[i].start = (uintptr_t)pointer_from(env, arguments[1]);
  attachment->engine_code[i].size = (uintptr_t)kernel_number(env, arguments[2]);
  return NULL;
}

/* emit(code: Uint8Array) → the address it can be called at */
static napi_value emit(napi_env env, napi_callback_info info) {
  size_t count = 1, length;
  napi_value argument;
  void *bytes;
  const char *problem = "emit takes a Uint8Array";
  napi_get_cb_info(env, info, &count, &argument, NULL, NULL);
  if (napi_get_typedarray_info(env, argument, NULL, &length, &bytes, NULL, NULL) != napi_ok) return kernel_throw(env, problem);
  void *address = code_emit(kernel_attachment(env), bytes, length, &problem);
  return address ? kernel_address(env, address) : kernel_throw(env, problem);
}

/* invoke(): runs the thunk named in the control block. Takes no argument because reading one costs more than the call. */
static napi_value invoke(napi_env env, napi_callback_info info) {
  (void)info;
  ((void (*)(void))(uintptr_t)kernel_attachment(env)->block->thunk)();
  return NULL;
}

/*
 * invokeReentrant(): the same in a way that the engine can be entered from again. What it sets it puts back itself, for
 * JavaScript can be terminated in there: then the code that called this does not go on.
 */
static napi_value invoke_reentrant(napi_env env, napi_callback_info info) {
  struct attachment *attachment = kernel_attachment(env);
  struct control_block *block = attachment->block;
  int32_t enclosing = block->reentrant;
  uint32_t entered = upcalls_entered(attachment);
  block->reentrant = 1;
  invoke(env, info);
  if (upcalls_entered(attachment) != entered) {
    /* The engine's frames are gone, and it does not know. */
    fputs("cabi: C has jumped (longjmp) over a callback in a call on the host stack, and the engine cannot go on\n", stderr);
    block->host_frame = 0;
    abort();
  }
  block->reentrant = enclosing;
  return NULL;
}

/* addressOf(view | ArrayBuffer) → address of its first byte, 0 when it has none, -1 for anything else */
static napi_value address_of(napi_env env, napi_callback_info info) {
  size_t count = 1, length;
  napi_value argument, result;
  void *data = NULL;
  napi_get_cb_info(env, info, &count, &argument, NULL, NULL);
  if (napi_get_typedarray_info(env, argument, NULL, &length, &data, NULL, NULL) == napi_ok ||
      napi_get_dataview_info(env, argument, &length, &data, NULL, NULL) == napi_ok ||
      napi_get_arraybuffer_info(env, argument, &data, &length) == napi_ok) {
    return kernel_address(env, data);
  }
  napi_create_double(env, -1, &result);
  return result;
}

/* bufferAt(address, size) → an ArrayBuffer over that memory. The caller vouches for it. */
static napi_value buffer_at(napi_env env, napi_callback_info info) {
  size_t count = 2;
  napi_value arguments[2], result;
  napi_get_cb_info(env, info, &count, arguments, NULL, NULL);
  size_t size = (size_t)kernel_number(env, arguments[1]);
  napi_status status = napi_create_external_arraybuffer(env, pointer_from(env, arguments[0]), size, NULL, NULL, &result);
  return status == napi_ok ? result : kernel_throw(env, "this engine allows no ArrayBuffer over C memory");
}

/* detach(ArrayBuffer): its typed arrays have no elements from now on. Node refuses to transfer those over C memory. */
static napi_value detach_buffer(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value argument;
  napi_get_cb_info(env, info, &count, &argument, NULL, NULL);
  napi_detach_arraybuffer(env, argument);
  return NULL;
}

/* stringAt(address, length in bytes) → the UTF-8 string there. The memory was seen to be readable before. */
static napi_value string_at(napi_env env, napi_callback_info info) {
  size_t count = 2;
  napi_value arguments[2], result;
  napi_get_cb_info(env, info, &count, arguments, NULL, NULL);
  size_t length = (size_t)kernel_number(env, arguments[1]);
  napi_status status = napi_create_string_utf8(env, pointer_from(env, arguments[0]), length, &result);
  return status == napi_ok ? result : kernel_throw(env, "the string is longer than the engine allows");
}

/* adjustExternalMemory(bytes): tells the collector that JavaScript holds so many bytes of C more, or fewer. */
static napi_value adjust_external_memory(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value argument;
  int64_t total;
  napi_get_cb_info(env, info, &count, &argument, NULL, NULL);
  napi_adjust_external_memory(env, (int64_t)kernel_number(env, argument), &total);
  return NULL;
}

static void export_number(napi_env env, napi_value object, const char *name, double number) {
  napi_value value;
  napi_create_double(env, number, &value);
  napi_set_named_property(env, object, name, value);
}

#define OFFSET(field) export_number(env, offsets, #field, offsetof(struct control_block, field))

/* controlBlock() → its layout, for a test: a value would be made at each start. */
static napi_value control_block_offsets(napi_env env, napi_callback_info info) {
  (void)info;
  napi_value offsets;
  napi_create_object(env, &offsets);
  OFFSET(host_frame);
  OFFSET(call_stack);
  OFFSET(owner);
  OFFSET(target);
  OFFSET(errno_address);
  OFFSET(error_number);
  OFFSET(status);
  OFFSET(mxcsr);
  OFFSET(x87_control);
  OFFSET(fault_address);
  OFFSET(fault_pc);
  OFFSET(fault_signal);
  OFFSET(fault_code);
  OFFSET(thunk);
  OFFSET(scratch_floor);
  OFFSET(scratch_top);
  OFFSET(result_address);
  OFFSET(leave_call_stack);
  OFFSET(callback);
  OFFSET(refusals);
  OFFSET(fault_stack);
  OFFSET(access_fault);
  OFFSET(engine_access);
  OFFSET(parked_start);
  OFFSET(reentrant);
  OFFSET(call_stack_limit);
  return offsets;
}

NAPI_MODULE_INIT() {
  static const struct {
    const char *name;
    napi_callback function;
  } functions[] = {
      {"attach", attach},           {"guard", guard},
      {"emit", emit},               {"invoke", invoke},
      {"invokeReentrant", invoke_reentrant},
      {"addressOf", address_of},    {"bufferAt", buffer_at},
      {"stringAt", string_at},      {"openLibrary", library_open},
      {"closeLibrary", library_close}, {"findSymbol", library_symbol},
      {"libraryPath", library_path},   {"adjustExternalMemory", adjust_external_memory},
      {"detach", detach_buffer},       {"upcalls", upcalls_create},
      {"refusedUpcall", upcalls_refused}, {"libraryNeeds", library_needs},
      {"meetCopy", upcalls_meet},      {"guardCode", guard_code},
      {"growCallStack", upcalls_grow_stack}, {"guardEngine", guard_engine},
      {"controlBlock", control_block_offsets},
  };
  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
    napi_value function;
    napi_create_function(env, functions[i].name, NAPI_AUTO_LENGTH, functions[i].function, NULL, &function);
    napi_set_named_property(env, exports, functions[i].name, function);
  }
  export_number(env, exports, "stringFetch", (double)(uintptr_t)string_fetch);
  napi_value vector;
  napi_get_boolean(env, __builtin_cpu_supports("avx"), &vector);
  napi_set_named_property(env, exports, "hasAvx", vector);
  return exports;
}
