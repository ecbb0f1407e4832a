/* Callbacks from where C is not on the call stack: whether JavaScript can run there, and how the engine is entered. */
#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "call_stack.h"
#include "kernel.h"
#include "machine_state.h"

/* Records of callbacks that were refused. */
enum { RECORDS = 64 };

/* Why a callback was refused; TypeScript's names of them are in src/exchange/upcall.ts. */
enum reason { FOREIGN_THREAD = 1, SIGNAL_HANDLER = 2, EXPIRED = 3, OTHER_STACK = 4 };

/* The bridge of another copy of cabi on this thread: src/exchange/copies.ts. */
struct bridge {
  const uint64_t *host_frame;
  int32_t (*run)(int32_t copy);
  void (*abandon)(int32_t copy);
};

/*
 * Outlives its thread: C may go on calling callbacks for as long as the process lives. `block` and `env` are the thread's
 * own, and only it may use them.
 */
struct upcalls {
  _Atomic(uintptr_t) owner; /* thread pointer; 0 once the thread's JavaScript has ended */
  struct control_block *block;
  napi_env env;
  napi_ref runner;
  uint32_t entered; /* callbacks that the engine was entered for, and that C waits for */
  napi_threadsafe_function wake;
  pthread_mutex_t waking;
  struct call_stack stack;
  uint8_t *host_stack; /* the thread's own */
  size_t host_stack_size;
  uintptr_t signal_return;
  int32_t copy; /* this one's number among the copies of cabi */
  size_t bridge_count;
  struct bridge *bridges;
  _Atomic(uint32_t) written;
  uint32_t read;
  _Atomic(uint64_t) records[RECORDS]; /* reason << 32 | index */
};

/* In signal handlers too: nothing but atomic stores. */
static void record(struct upcalls *upcalls, uint32_t index, enum reason reason) {
  uint32_t at = atomic_fetch_add(&upcalls->written, 1);
  atomic_store(&upcalls->records[at % RECORDS], (uint64_t)reason << 32 | index);
}

/* Of no call: C's is another, so that a direct call looks closer when it is done (src/machine/x86-64/direct.ts). */
enum { NO_ERRNO = INT32_MIN };

static void refuse_here(struct upcalls *upcalls, uint32_t index, enum reason reason) {
  record(upcalls, index, reason);
  __atomic_add_fetch(&upcalls->block->refusals, 1, __ATOMIC_SEQ_CST);
  /* The call in progress, if one is, looks at its status when it is done. */
  if (upcalls->block->host_frame && upcalls->block->status == 0) upcalls->block->status = 4;
}

static void refuse_elsewhere(struct upcalls *upcalls, uint32_t index) {
  pthread_mutex_lock(&upcalls->waking);
  if (atomic_load(&upcalls->owner)) {
    record(upcalls, index, FOREIGN_THREAD);
    __atomic_add_fetch(&upcalls->block->refusals, 1, __ATOMIC_SEQ_CST);
    napi_call_threadsafe_function(upcalls->wake, NULL, napi_tsfn_nonblocking);
  }
  pthread_mutex_unlock(&upcalls->waking);
}

/* Of the copy whose call is the innermost, if that is not this one. Stacks grow down. */
static const struct bridge *bridge_of_running_call(const struct upcalls *upcalls) {
  const struct bridge *innermost = NULL;
  uint64_t lowest = upcalls->block->host_frame ? upcalls->block->host_frame : UINT64_MAX;
  for (size_t i = 0; i < upcalls->bridge_count; i++) {
    uint64_t host_frame = *upcalls->bridges[i].host_frame;
    if (host_frame == 0 || host_frame > lowest) continue;
    lowest = host_frame;
    innermost = &upcalls->bridges[i];
  }
  return innermost;
}

/* Whether `upcall_reenter` may follow. `entered` is the stack pointer that the callback was entered with. */
static int32_t upcall_admit(struct upcalls *upcalls, uint32_t index, const uintptr_t *entered) {
  bool owner = atomic_load(&upcalls->owner) == (uintptr_t)__builtin_thread_pointer();
  if (*entered == upcalls->signal_return) {
    if (owner) refuse_here(upcalls, index, SIGNAL_HANDLER);
    return 0;
  }
  if (!owner) {
    refuse_elsewhere(upcalls, index);
    return 0;
  }
  if (bridge_of_running_call(upcalls)) return 1;
  bool must_not_enter = upcalls->block->host_frame && upcalls->block->reentrant == 0;
  /* A call on the host stack while there is no callback: what it calls has been released. Its way in may be one that the
   * engine must not be entered from. */
  if (must_not_enter && upcalls->block->call_stack == 0) {
    refuse_here(upcalls, index, EXPIRED);
    upcalls->block->error_number = NO_ERRNO;
    return 0;
  }
  /* A coroutine's, on which the engine cannot run. */
  if (must_not_enter || (uintptr_t)entered - (uintptr_t)upcalls->host_stack >= upcalls->host_stack_size) {
    refuse_here(upcalls, index, OTHER_STACK);
    return 0;
  }
  return 1;
}

/* What a tick threw that ran after a callback outside of any call. JavaScript that was terminated has thrown null. */
static void report_uncaught(napi_env env) {
  napi_value error;
  napi_valuetype type;
  if (napi_get_and_clear_last_exception(env, &error) != napi_ok) return;
  if (napi_typeof(env, error, &type) == napi_ok && type != napi_null) napi_fatal_exception(env, error);
}

/*
 * Runs the callback that the control block names. Gives 1 where C must not go on. The runner throws nothing; JavaScript can
 * be terminated inside it, and then C gets what the result area has: zero.
 */
static int32_t upcall_reenter(struct upcalls *upcalls) {
  struct control_block *block = upcalls->block;
  uint64_t host_frame = block->host_frame;
  int32_t reentrant = block->reentrant;
  napi_env env = upcalls->env;
  napi_handle_scope scope;
  napi_value runner, receiver, result, inside;
  bool abandons = false;
  memset(block->result, 0, 16);
  const struct bridge *bridge = bridge_of_running_call(upcalls);
  if (bridge) {
    if (bridge->run(upcalls->copy)) bridge->abandon(upcalls->copy);
    return 0;
  }
  if (napi_open_handle_scope(env, &scope) != napi_ok) return 0;
  struct floating_point_state of_c = floating_point_save();
  floating_point_restore((struct floating_point_state){block->mxcsr, (uint16_t)block->x87_control});
  /* A fault of JavaScript's own is not the call's, and the next fast call must not be entered from. */
  block->host_frame = 0;
  block->reentrant = 0;
  napi_get_reference_value(env, upcalls->runner, &runner);
  /* An object: napi_make_callback takes nothing else. */
  napi_get_global(env, &receiver);
  napi_get_boolean(env, host_frame != 0, &inside);
  upcalls->entered++;
  napi_status status = host_frame ? napi_call_function(env, receiver, runner, 1, &inside, &result)
                                  : napi_make_callback(env, NULL, receiver, runner, 1, &inside, &result);
  if (status == napi_ok) napi_get_value_bool(env, result, &abandons);
  if (status == napi_pending_exception && !host_frame) report_uncaught(env);
  upcalls->entered--;
  napi_close_handle_scope(env, scope);
  block->host_frame = host_frame;
  block->reentrant = reentrant;
  floating_point_restore(of_c);
  return abandons && host_frame ? 1 : 0;
}

uint32_t upcalls_entered(const struct attachment *attachment) {
  return attachment->upcalls ? attachment->upcalls->entered : 0;
}

/* Linux's own structure (asm/signal.h): libc's has no restorer for programs to read. */
struct kernel_sigaction {
  void *handler;
  unsigned long flags;
  uintptr_t restorer;
  uint64_t mask;
};

static uintptr_t signal_return(void) {
  struct kernel_sigaction action = {0};
  syscall(SYS_rt_sigaction, SIGSEGV, NULL, &action, sizeof action.mask);
  return action.restorer;
}

/* Any address, where the system does not say. */
static void find_host_stack(struct upcalls *upcalls) {
  pthread_attr_t attributes;
  void *low;
  upcalls->host_stack_size = SIZE_MAX;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0) return;
  if (pthread_attr_getstack(&attributes, &low, &upcalls->host_stack_size) == 0) upcalls->host_stack = low;
  pthread_attr_destroy(&attributes);
}

static napi_value woken(napi_env env, napi_callback_info info) {
  struct upcalls *upcalls;
  napi_value runner, receiver, result;
  napi_get_cb_info(env, info, NULL, NULL, NULL, (void **)&upcalls);
  napi_get_reference_value(env, upcalls->runner, &runner);
  napi_get_undefined(env, &receiver);
  napi_call_function(env, receiver, runner, 0, NULL, &result);
  return NULL;
}

static napi_value error_of(napi_env env, struct upcalls *upcalls, const char *problem) {
  call_stack_unmap(&upcalls->stack);
  free(upcalls);
  return kernel_throw(env, problem);
}

static void export_address(napi_env env, napi_value object, const char *name, uintptr_t address) {
  napi_set_named_property(env, object, name, kernel_address(env, (const void *)address));
}

/*
 * upcalls(runner: (inside?: boolean) => boolean) → addresses. The runner runs a callback, inside a call or not; without an
 * argument it is told that callbacks were refused.
 */
napi_value upcalls_create(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value runner, wake, name, result;
  napi_get_cb_info(env, info, &count, &runner, NULL, NULL);
  struct attachment *attachment = kernel_attachment(env);
  struct upcalls *upcalls = calloc(1, sizeof *upcalls);
  if (!upcalls) return kernel_throw(env, "out of memory");
  if (!call_stack_map(&upcalls->stack)) return error_of(env, upcalls, "no memory for the call stack");
  find_host_stack(upcalls);
  upcalls->block = attachment->block;
  upcalls->env = env;
  upcalls->signal_return = signal_return();
  pthread_mutex_init(&upcalls->waking, NULL);
  napi_create_reference(env, runner, 1, &upcalls->runner);
  napi_create_string_utf8(env, "cabi", NAPI_AUTO_LENGTH, &name);
  napi_create_function(env, "woken", NAPI_AUTO_LENGTH, woken, upcalls, &wake);
  if (napi_create_threadsafe_function(env, wake, NULL, name, 0, 1, NULL, NULL, NULL, NULL, &upcalls->wake) != napi_ok) {
    return error_of(env, upcalls, "no way to be told of other threads");
  }
  napi_unref_threadsafe_function(env, upcalls->wake);
  attachment->upcalls = upcalls;
  atomic_store(&upcalls->owner, (uintptr_t)__builtin_thread_pointer());
  napi_create_object(env, &result);
  export_address(env, result, "address", (uintptr_t)upcalls);
  export_address(env, result, "callStack", (uintptr_t)&upcalls->stack);
  export_address(env, result, "stackLow", (uintptr_t)upcalls->stack.low);
  export_address(env, result, "stackTop", (uintptr_t)upcalls->stack.top);
  export_address(env, result, "signalReturn", upcalls->signal_return);
  export_address(env, result, "admit", (uintptr_t)upcall_admit);
  export_address(env, result, "reenter", (uintptr_t)upcall_reenter);
  return result;
}

/* growCallStack(limit). Without memory, C that needs it faults. */
napi_value upcalls_grow_stack(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value limit;
  napi_get_cb_info(env, info, &count, &limit, NULL, NULL);
  call_stack_grow(&kernel_attachment(env)->upcalls->stack, (uintptr_t)kernel_number(env, limit));
  return NULL;
}

/* refusedUpcall() → reason * 2 ** 32 + index of a callback that was refused since; 0 when there is none */
napi_value upcalls_refused(napi_env env, napi_callback_info info) {
  (void)info;
  struct upcalls *upcalls = kernel_attachment(env)->upcalls;
  napi_value result;
  uint64_t value = 0;
  uint32_t written = atomic_load(&upcalls->written);
  /* The oldest are overwritten. */
  if (written - upcalls->read > RECORDS) upcalls->read = written - RECORDS;
  if (upcalls->read != written) value = atomic_exchange(&upcalls->records[upcalls->read++ % RECORDS], 0);
  if (value) __atomic_sub_fetch(&upcalls->block->refusals, 1, __ATOMIC_SEQ_CST);
  else __atomic_store_n(&upcalls->block->refusals, 0, __ATOMIC_SEQ_CST);
  napi_create_double(env, (double)value, &result);
  return result;
}

/* meetCopy(own, hostFrame, run, abandon): another one's bridge. */
napi_value upcalls_meet(napi_env env, napi_callback_info info) {
  size_t count = 4;
  napi_value arguments[4];
  napi_get_cb_info(env, info, &count, arguments, NULL, NULL);
  struct upcalls *upcalls = kernel_attachment(env)->upcalls;
  struct bridge *bridges = realloc(upcalls->bridges, (upcalls->bridge_count + 1) * sizeof *bridges);
  if (!bridges) return kernel_throw(env, "out of memory");
  uintptr_t addresses[3];
  for (int i = 0; i < 3; i++) addresses[i] = (uintptr_t)kernel_number(env, arguments[1 + i]);
  bridges[upcalls->bridge_count++] = (struct bridge){
      (const uint64_t *)addresses[0], (int32_t (*)(int32_t))addresses[1], (void (*)(int32_t))addresses[2]};
  upcalls->bridges = bridges;
  upcalls->copy = (int32_t)kernel_number(env, arguments[0]);
  return NULL;
}

/* Once this has returned, no other thread uses what is the thread's own. */
void upcalls_end(struct attachment *attachment) {
  struct upcalls *upcalls = attachment->upcalls;
  if (!upcalls) return;
  pthread_mutex_lock(&upcalls->waking);
  atomic_store(&upcalls->owner, 0);
  pthread_mutex_unlock(&upcalls->waking);
  /* Its addresses may be another thread's stack from now on. */
  call_stack_unmap(&upcalls->stack);
  free(upcalls->bridges);
  upcalls->bridges = NULL;
  upcalls->bridge_count = 0;
}
