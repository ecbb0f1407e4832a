/* C that calls back, from everywhere that C can be called back from. */
#define _GNU_SOURCE
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <ucontext.h>
#include <unistd.h>

typedef int (*int_function)(int);

int apply(int_function fn, int value) { return fn(value); }
/* Adds up what it gets for 0 to count - 1. */
int sum_of(int_function fn, int count) {
  int sum = 0;
  for (int i = 0; i < count; i++) sum += fn(i);
  return sum;
}
int apply_twice(int_function first, int_function second, int value) { return second(first(value)); }

/* Kept by C. */
int_function hook;
int_function hooks[3];
void keep(int_function fn) { hook = fn; }
int call_hook(int value) { return hook(value); }
void swap_hooks(void) {
  static int_function other;
  int_function before = hook;
  hook = other;
  other = before;
}
double call_hook_for_double(int value) { return hook(value) + 0.5; }
int keep_and_apply(int_function fn, int_function meanwhile, int value) {
  hook = fn;
  return meanwhile(value);
}
int call_hooks(int value) {
  for (int i = 0; i < 3; i++) {
    if (hooks[i]) value = hooks[i](value);
  }
  return value;
}

struct handlers {
  int tag;
  int_function on_value;
  int_function others[2];
  const char *label;
};
int call_handlers(const struct handlers *handlers, int value) {
  value = handlers->on_value(value);
  for (int i = 0; i < 2; i++) {
    if (handlers->others[i]) value = handlers->others[i](value);
  }
  return value;
}
struct handlers *own_handlers(void) {
  static struct handlers handlers;
  return &handlers;
}

/* C's own functions, handed out in every way. */
static int doubled(int value) { return 2 * value; }
static int negated(int value) { return -value; }
int_function choose(int which) { return which == 0 ? doubled : which == 1 ? negated : NULL; }
void choose_into(int which, int_function *out) { *out = choose(which); }
void fill_handlers(struct handlers *handlers) { *handlers = (struct handlers){1, doubled, {negated, NULL}, "C's"}; }
int is_doubled(int_function fn) { return fn == doubled; }

/* Every kind of value, there and back. */
struct point { double x, y; };
struct mixed { int8_t a; float b; int64_t c; };
struct large { int64_t values[5]; };
union either { int32_t i; float f; };
enum color { RED, GREEN = 5, BLUE };

#define SAME(name, type) type name(type (*fn)(type), type value) { return fn(value); }
SAME(same_bool, bool)
SAME(same_char, char)
SAME(same_int8, int8_t)
SAME(same_uint8, uint8_t)
SAME(same_int16, int16_t)
SAME(same_uint16, uint16_t)
SAME(same_int, int)
SAME(same_uint, unsigned)
SAME(same_long, long)
SAME(same_int64, int64_t)
SAME(same_uint64, uint64_t)
SAME(same_float, float)
SAME(same_double, double)
SAME(same_long_double, long double)
SAME(same_int128, __int128)
SAME(same_complex, double _Complex)
SAME(same_color, enum color)
SAME(same_pointer, void *)
SAME(same_int_pointer, int *)
SAME(same_string, const char *)
SAME(same_point, struct point)
SAME(same_mixed, struct mixed)
SAME(same_large, struct large)
SAME(same_either, union either)

double many(double (*fn)(int, double, const char *, struct point, int64_t, float, uint8_t, double, int *, struct large, long double,
                         short, unsigned, bool)) {
  int number = 9;
  struct large large = {{1, 2, 3, 4, 5}};
  return fn(1, 2.5, "drei", (struct point){4, 5}, 6, 7.5f, 8, 8.5, &number, large, 10.5L, -11, 12, true);
}

/* What a callback was given still has to be there when it is done. */
size_t length_after(const char *text, int_function fn) {
  fn(0);
  return strlen(text);
}
int sum_after(const int *numbers, int count, int_function fn) {
  int sum = fn(0);
  for (int i = 0; i < count; i++) sum += numbers[i];
  return sum;
}

/* Jumps. The frames in between have set nothing that somebody needs. */
static jmp_buf places[64];
static int marks;
int with_mark(int_function fn, int value) {
  int mark = marks++;
  int jumped = setjmp(places[mark]);
  int result = jumped ? 1000 * jumped : fn(value);
  marks = mark;
  return result;
}
/* To the mark that is `outer` further out than the innermost. */
void jump(int outer, int value) { longjmp(places[marks - 1 - outer], value); }
int count_marks(void) { return marks; }
void jump_after_callback(int_function fn, int value) {
  fn(value);
  jump(0, value);
}
/* A mark that is jumped to, out of calls that `fn` makes, and from which C then goes on over what it has left. */
enum { CALL_BACK = 1, FAULT = 2, OVERFLOW = 4 };
#define REACHES(bytes) \
  static int reach_##bytes(int_function fn, int then) { \
    volatile char frame[bytes]; \
    memset((char *)frame, 1, sizeof frame); \
    int result = then & CALL_BACK ? fn(1) + fn(2) : 0; \
    if (then & FAULT) result += *(volatile int *)8; \
    if (then & OVERFLOW) result += reach_##bytes(fn, then); \
    return result + frame[7]; \
  }
REACHES(64)
REACHES(2000)
REACHES(300000)
/* Over what is parked above this call, as far as its first words (src/machine/x86-64/call-stack.ts). */
void overwrite_parked(void) { memset((char *)__builtin_frame_address(0) + 32, 0, 0x10000 + 24); }
int with_mark_reaching(int_function fn, int bytes, int then) {
  int mark = marks++;
  int jumped = setjmp(places[mark]);
  marks = mark + !jumped;
  if (!jumped) return fn(0);
  return 1000 + (bytes < 2000 ? reach_64 : bytes < 300000 ? reach_2000 : reach_300000)(fn, then);
}
/* Within C, after a callback has returned. */
int jump_after(int_function fn, int value) {
  jmp_buf place;
  int jumped = setjmp(place);
  if (jumped) return 1000 * jumped;
  longjmp(place, fn(value));
}

/* Functions that C cannot go on after. */
typedef void __attribute__((noreturn)) (*fatal)(const char *);
int fail(fatal fn, const char *message) {
  fn(message);
  return 1;
}

typedef void __attribute__((noreturn)) (*fatal_number)(int);
int fail_with_number(fatal_number fn, int number) { fn(number); }

/* Other threads, signals and the end. */
struct task {
  int_function fn;
  int value, result;
};
static void *run_task(void *data) {
  struct task *task = data;
  task->result = task->fn(task->value);
  return NULL;
}
int apply_on_thread(int_function fn, int value) {
  struct task task = {fn, value, -1};
  pthread_t thread;
  pthread_create(&thread, NULL, run_task, &task);
  pthread_join(thread, NULL);
  return task.result;
}
static void *run_task_later(void *data) {
  usleep(50000);
  return run_task(data);
}
static struct task later;
static pthread_t later_thread;
void start_thread(int_function fn, int value) {
  later = (struct task){fn, value, -1};
  pthread_create(&later_thread, NULL, run_task_later, &later);
}
int join_thread(void) {
  pthread_join(later_thread, NULL);
  return later.result;
}
/* On a stack that C makes. */
static ucontext_t outside, coroutine;
static struct task inside;
static void run_coroutine(void) { run_task(&inside); }
int apply_in_coroutine(int_function fn, int value) {
  size_t size = 1 << 18;
  inside = (struct task){fn, value, -1};
  getcontext(&coroutine);
  coroutine.uc_stack.ss_sp = malloc(size);
  coroutine.uc_stack.ss_size = size;
  coroutine.uc_link = &outside;
  makecontext(&coroutine, run_coroutine, 0);
  swapcontext(&outside, &coroutine);
  free(coroutine.uc_stack.ss_sp);
  return inside.result;
}
void on_signal(int number, void (*handler)(int)) { signal(number, handler); }
void raise_signal(int number) { raise(number); }
int raise_after(int_function fn, int number) {
  int result = fn(number);
  raise(number);
  return result;
}
void on_signal_action(int number, void (*handler)(int, siginfo_t *, void *), int flags) {
  struct sigaction action = {.sa_sigaction = handler, .sa_flags = SA_SIGINFO | flags};
  sigaction(number, &action, NULL);
}
void at_exit(void (*fn)(void)) { atexit(fn); }

uintptr_t stack_address(int_function fn) { return (uintptr_t)__builtin_frame_address(0) + (uintptr_t)fn(0); }

/* Faults between callbacks. */
int read_at(uintptr_t address) { return *(volatile int *)address; }
int fault_after(int_function fn, int value) { return fn(value) + read_at(8); }
int fault_before(int_function fn, int value) { return read_at(8) + fn(value); }
static int recurse(int depth) {
  volatile char frame[4096];
  frame[depth & 4095] = 1;
  return depth < 0 ? 0 : recurse(depth + 1) + frame[depth & 4095];
}
int recurse_after(int_function fn, int value) { return fn(value) + recurse(0); }
int huge_local_after(int_function fn, int value) {
  volatile char locals[32 << 20];
  int result = fn(value);
  locals[0] = 1;
  return result + locals[0];
}

/* Whether what C's own code relies on is as it was: every register that a callee saves, and both control words. */
int preserves(int_function fn, int value) {
  uint64_t before[6] = {0x1111, 0x2222, 0x3333, 0x4444, 0x5555, 0x6666}, after[6];
  uint32_t mxcsr, mxcsr_after;
  uint16_t x87, x87_after;
  __asm__("stmxcsr %0\n\tfnstcw %1" : "=m"(mxcsr), "=m"(x87));
  __asm__ volatile(
    "push %%rbx\n\tpush %%rbp\n\tpush %%r12\n\tpush %%r13\n\tpush %%r14\n\tpush %%r15\n\t"
    "push %[before]\n\tpush %[after]\n\t"
    "mov %[fn], %%r11\n\tmov %[value], %%edi\n\t"
    "mov %[before], %%rax\n\t"
    "mov (%%rax), %%rbx\n\tmov 8(%%rax), %%rbp\n\tmov 16(%%rax), %%r12\n\tmov 24(%%rax), %%r13\n\t"
    "mov 32(%%rax), %%r14\n\tmov 40(%%rax), %%r15\n\t"
    "call *%%r11\n\t"
    "pop %%rax\n\tpop %%rcx\n\t"
    "mov %%rbx, (%%rax)\n\tmov %%rbp, 8(%%rax)\n\tmov %%r12, 16(%%rax)\n\tmov %%r13, 24(%%rax)\n\t"
    "mov %%r14, 32(%%rax)\n\tmov %%r15, 40(%%rax)\n\t"
    "pop %%r15\n\tpop %%r14\n\tpop %%r13\n\tpop %%r12\n\tpop %%rbp\n\tpop %%rbx"
    :
    : [before] "S"(before), [after] "d"(after), [fn] "a"(fn), [value] "c"(value)
    : "rdi", "r8", "r9", "r10", "r11", "memory", "cc", "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7");
  __asm__("stmxcsr %0\n\tfnstcw %1" : "=m"(mxcsr_after), "=m"(x87_after));
  return memcmp(before, after, sizeof before) == 0 && (mxcsr & ~0x3fU) == (mxcsr_after & ~0x3fU) && x87 == x87_after;
}
