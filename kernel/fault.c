/* Faults inside a call become a jump to that call's fault exit; every other signal goes to whoever had it before. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>
#include "engine_access.h"
#include "kernel.h"
#include "machine_state.h"

static const int guarded[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT};
enum { GUARDED = sizeof guarded / sizeof *guarded, ALTERNATE_STACK = 64 * 1024 };

static struct sigaction previous[NSIG];
static pthread_once_t installed = PTHREAD_ONCE_INIT;
static int install_error;

/* Initial-exec: the handler may not allocate, and the general model may on a thread's first access. */
#define THREAD_LOCAL static __thread __attribute__((tls_model("initial-exec")))
THREAD_LOCAL struct attachment *attached;
THREAD_LOCAL pid_t attached_process;
THREAD_LOCAL void *alternate_stack;
THREAD_LOCAL stack_t stack_before;

/* Bit 0 of a host frame: faults inside it are not ours. */
enum { UNGUARDED = 1 };

/* Stacks grow down: of several copies of cabi on this thread the innermost call has the lowest frame. */
static struct attachment *innermost_call(void) {
  struct attachment *innermost = NULL;
  for (struct attachment *a = attached; a; a = a->next) {
    if (a->block->host_frame && (!innermost || a->block->host_frame < innermost->block->host_frame)) innermost = a;
  }
  return innermost;
}

/*
 * The CPU raised it, or this process sent it to one thread (abort, raise): a kill() is for the process, whoever sent it.
 * Not in the child of a fork: it has no JavaScript to return to, or, after vfork, its parent's.
 */
static bool raised_here(const siginfo_t *info) {
  pid_t process = getpid();
  return process == attached_process && (info->si_code > 0 || (info->si_code == SI_TKILL && info->si_pid == process));
}

/* EFLAGS (Intel SDM 1, 3.4.3) that C may leave set, and that stop or derail what runs next. */
enum { TRAP_FLAG = 0x100, DIRECTION_FLAG = 0x400, ALIGNMENT_CHECK_FLAG = 0x40000 };

/* Linux clears DF and TF for a handler, but not AC: this one's own unaligned accesses would fault. */
static void allow_unaligned_access(void) {
  __builtin_ia32_writeeflags_u64(__builtin_ia32_readeflags_u64() & ~(uint64_t)ALIGNMENT_CHECK_FLAG);
}

/* Whose guarded code runs at that address. */
static struct attachment *guarded_at(uintptr_t pc) {
  for (struct attachment *a = attached; a; a = a->next) {
    if (pc - a->guarded_code.start < a->guarded_code.size) return a;
  }
  return NULL;
}

static bool is_engine_code(const struct attachment *attachment, uintptr_t pc) {
  for (size_t i = 0; i < ENGINE_CODE; i++) {
    if (pc - attachment->engine_code[i].start < attachment->engine_code[i].size) return true;
  }
  return false;
}

/* JavaScript says at which offset it accesses one of its windows, which start so far behind multiples of their size
 * (src/memory/window.ts). */
enum { WINDOW_SIZE = 1 << 29, WINDOW_GAP = 1 << 16, LARGEST_ACCESS = 8 };

/* Whose the access is that the engine makes at this program counter. */
static struct attachment *engine_access_at(uintptr_t pc, const siginfo_t *info) {
  for (struct attachment *a = attached; a; a = a->next) {
    uint32_t offset = ~(uint32_t)a->block->engine_access;
    if (a->block->engine_access == 0 || !is_engine_code(a, pc)) continue;
    if (((uint32_t)(uintptr_t)info->si_addr - WINDOW_GAP - offset) % WINDOW_SIZE < LARGEST_ACCESS) return a;
  }
  return NULL;
}

static void record_fault(struct control_block *block, int signal, const siginfo_t *info, const greg_t *registers) {
  block->fault_signal = signal;
  block->fault_code = info->si_code;
  block->fault_address = (uintptr_t)info->si_addr;
  block->fault_pc = (uint64_t)registers[REG_RIP];
  block->fault_stack = (uint64_t)registers[REG_RSP];
}

static void go_on_at(uintptr_t pc, greg_t *registers) {
  registers[REG_RIP] = (greg_t)pc;
  registers[REG_EFL] &= ~(greg_t)(TRAP_FLAG | DIRECTION_FLAG | ALIGNMENT_CHECK_FLAG);
}

static void leave_through_fault_exit(struct attachment *attachment, greg_t *registers) {
  /* The stack at once: another signal may arrive before the first instruction, and its frame, or V8's profiler, needs one. */
  registers[REG_RSP] = (greg_t)attachment->block->host_frame;
  go_on_at(attachment->fault_exit, registers);
}

static void terminate_as_default(int signal, const siginfo_t *info) {
  struct sigaction action = {.sa_handler = SIG_DFL};
  sigaction(signal, &action, NULL);
  /* A CPU fault repeats when the handler returns; a sent signal has to be sent again. */
  if (info->si_code <= 0) syscall(SYS_tgkill, getpid(), syscall(SYS_gettid), signal);
}

/* Does what the system would do with the disposition that was there before ours. */
static void hand_on(int signal, siginfo_t *info, void *context) {
  struct sigaction before = previous[signal];
  if (before.sa_handler == SIG_DFL || (before.sa_handler == SIG_IGN && info->si_code > 0)) {
    terminate_as_default(signal, info);
    return;
  }
  if (before.sa_handler == SIG_IGN) return;
  /* A handler for one time may just return from a fault, or send the signal again: the second has to be the last. */
  if (before.sa_flags & SA_RESETHAND) previous[signal].sa_handler = SIG_DFL;
  if (before.sa_flags & SA_SIGINFO) {
    before.sa_sigaction(signal, info, context);
  } else {
    before.sa_handler(signal);
  }
}

static void on_signal(int signal, siginfo_t *info, void *context) {
  allow_unaligned_access();
  int saved = errno;
  mcontext_t *machine = &((ucontext_t *)context)->uc_mcontext;
  greg_t *registers = machine->gregs;
  uintptr_t pc = (uintptr_t)registers[REG_RIP];
  struct attachment *access = info->si_code > 0 ? guarded_at(pc) : NULL;
  struct attachment *engine = info->si_code > 0 ? engine_access_at(pc, info) : NULL;
  struct attachment *call = innermost_call();
  if (access && raised_here(info)) {
    record_fault(access->block, signal, info, registers);
    go_on_at(access->guarded_code.landing_pad, registers);
  } else if (engine && raised_here(info) && engine_access_skip(registers, machine->fpregs)) {
    record_fault(engine->block, signal, info, registers);
    engine->block->engine_access = 0;
  } else if (call && !(call->block->host_frame & UNGUARDED) && raised_here(info)) {
    record_fault(call->block, signal, info, registers);
    leave_through_fault_exit(call, registers);
  } else {
    hand_on(signal, info, context);
  }
  errno = saved;
}

static void install(void) {
  for (int i = 0; i < GUARDED && !install_error; i++) {
    struct sigaction *before = &previous[guarded[i]];
    if (sigaction(guarded[i], NULL, before) != 0) {
      install_error = errno;
      return;
    }
    struct sigaction action = *before;
    action.sa_sigaction = on_signal;
    action.sa_flags = (before->sa_flags & (SA_NODEFER | SA_RESTART)) | SA_SIGINFO | SA_ONSTACK;
    if (sigaction(guarded[i], &action, NULL) != 0) install_error = errno;
  }
}

/* A fault on an overflowed stack can only be handled on another one. */
static bool use_alternate_stack(void) {
  if (alternate_stack) return true;
  if (sigaltstack(NULL, &stack_before) != 0) return false;
  if (!(stack_before.ss_flags & SS_DISABLE) && stack_before.ss_size >= ALTERNATE_STACK) return true;
  void *memory = mmap(NULL, ALTERNATE_STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return false;
  stack_t stack = {.ss_sp = memory, .ss_size = ALTERNATE_STACK};
  if (sigaltstack(&stack, NULL) != 0) {
    munmap(memory, ALTERNATE_STACK);
    return false;
  }
  alternate_stack = memory;
  return true;
}

static void leave_alternate_stack(void) {
  if (!alternate_stack) return;
  sigaltstack(&stack_before, NULL);
  munmap(alternate_stack, ALTERNATE_STACK);
  alternate_stack = NULL;
}

static void remember_thread(struct control_block *block) {
  struct floating_point_state state = floating_point_save();
  block->errno_address = (uintptr_t)&errno;
  block->owner = (uintptr_t)__builtin_thread_pointer();
  /* Without the sticky exception flags (bits 0-5): they are results, not settings. */
  block->mxcsr = state.mxcsr & ~0x3fU;
  block->x87_control = state.x87_control;
}

bool fault_guard(struct attachment *attachment, const char **problem) {
  pthread_once(&installed, install);
  if (install_error || !use_alternate_stack()) {
    *problem = strerror(install_error ? install_error : errno);
    return false;
  }
  remember_thread(attachment->block);
  attachment->next = attached;
  attached = attachment;
  attached_process = getpid();
  return true;
}

void fault_unguard(struct attachment *attachment) {
  for (struct attachment **link = &attached; *link; link = &(*link)->next) {
    if (*link != attachment) continue;
    *link = attachment->next;
    break;
  }
  if (!attached) leave_alternate_stack();
}
