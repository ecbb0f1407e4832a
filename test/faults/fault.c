/* C that goes wrong in every way C can, and a little that goes right. */
#define _GNU_SOURCE
#include <alloca.h>
#include <assert.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

int add(int a, int b) { return a + b; }
double sum(double a, double b) { return a + b; }
/* On the x87 stack: NaN where eight registers are still taken, other digits at another precision. */
double x87_sum(double a, double b) { return (double)((long double)a + (long double)b); }
double half(double a) { return a / 2; }

int read_at(uintptr_t address) { return *(volatile int *)address; }
void write_at(uintptr_t address, int value) { *(volatile int *)address = value; }
void jump_to(uintptr_t address) { ((void (*)(void))address)(); }
/* Through rbp, and so through the stack segment: another exception of the CPU than any other base. */
int read_stack_at(uintptr_t address) {
  int value;
  __asm__ volatile("push %%rbp\n\tmov %1, %%rbp\n\tmovl (%%rbp), %0\n\tpop %%rbp" : "=a"(value) : "r"(address));
  return value;
}
/* With a copied string, which lies in scratch when the fault comes. */
size_t read_after(const char *text, uintptr_t address) { return strlen(text) + (size_t)read_at(address); }

/* A page whose file was cut off below it. */
uintptr_t truncated_mapping(void) {
  int file = memfd_create("truncated", MFD_CLOEXEC);
  if (ftruncate(file, 4096) != 0) return 0;
  uintptr_t page = (uintptr_t)mmap(NULL, 4096, PROT_READ, MAP_SHARED, file, 0);
  int cut = ftruncate(file, 0);
  close(file);
  return cut == 0 ? page : 0;
}

/* Where nothing is any more, and nobody else maps anything. */
uintptr_t unmapped_page(void) {
  void *page = mmap((void *)0x123400000000, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE, -1, 0);
  if (page != MAP_FAILED) munmap(page, 4096);
  return (uintptr_t)page;
}

/* Code that may not be written, data that may not be run. */
const int read_only = 1;
uintptr_t read_only_address(void) { return (uintptr_t)&read_only; }
int no_code[4];
uintptr_t data_address(void) { return (uintptr_t)no_code; }

const char text[] = "x%dy";
uintptr_t text_address(void) { return (uintptr_t)text; }

int divide(int a, int b) {
  volatile int divisor = b;
  return a / divisor;
}
void illegal_instruction(void) { __builtin_trap(); }
void privileged_instruction(void) { __asm__ volatile("hlt"); }
void failed_assert(int two) { assert(two + two == 5); }
void raise_signal(int signal) { raise(signal); }
void kill_process(int signal) { kill(getpid(), signal); }

/* What the compiler must not see through. */
static void *volatile allocated;
void free_invalid(void) {
  allocated = (char *)calloc(8, 8) + 8;
  free(allocated);
}
void free_twice(void) {
  allocated = malloc(64);
  free(allocated);
  free(allocated);
}
void allocate_and_free(void) {
  allocated = malloc(64);
  free(allocated);
}

int recurse(int depth) {
  volatile char frame[512];
  frame[depth & 511] = (char)depth;
  return depth < 0 ? 0 : recurse(depth + 1) + frame[depth & 511];
}
int huge_alloca(size_t size) {
  volatile char *block = alloca(size);
  block[0] = 1;
  return block[0];
}

int huge_local(int index) {
  volatile char block[64 << 20];
  block[index] = 1;
  return block[index];
}

void misaligned_vector(void) {
  static char bytes[64] __attribute__((aligned(16)));
  __asm__ volatile("movaps 1(%0), %%xmm0" : : "r"(bytes) : "xmm0", "memory");
}

/* In a signal handler of C's own, on this stack or on the one for signals. */
static void reads_null(int signal) {
  (void)signal;
  read_at(0);
}
void fault_in_handler(bool on_signal_stack) {
  struct sigaction action = {.sa_handler = reads_null, .sa_flags = SA_NODEFER | (on_signal_stack ? SA_ONSTACK : 0)};
  sigaction(SIGUSR1, &action, NULL);
  raise(SIGUSR1);
}

/* Whatever function it is: these give it the words that its parameters take, in registers. */
typedef uintptr_t word_function(uintptr_t, uintptr_t, uintptr_t, uintptr_t);
void call_back(void (*callback)(void)) { callback(); }
uintptr_t call_back_then(void (*callback)(void), word_function *function, uintptr_t a, uintptr_t b, uintptr_t c, uintptr_t d) {
  callback();
  return function(a, b, c, d);
}
