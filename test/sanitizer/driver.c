/* Runs what the kernel does, from attaching to the end of a thread. A check that fails, or a sanitizer's finding, ends it. */
#define _GNU_SOURCE
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include "stub.h"

#define CHECK(condition) \
  do { \
    if (!(condition)) { \
      fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); \
      exit(2); \
    } \
  } while (0)

static struct attachment *attach(void) {
  const char *problem = NULL;
  struct attachment *attachment = calloc(1, sizeof *attachment);
  attachment->block = calloc(1, sizeof *attachment->block);
  CHECK(fault_guard(attachment, &problem));
  CHECK(attachment->block->owner == (uintptr_t)__builtin_thread_pointer());
  return attachment;
}

static void detach(struct attachment *attachment) {
  fault_unguard(attachment);
  code_release(attachment);
  free(attachment->block);
  free(attachment);
}

/* code.c: small pieces fill a chunk and go on in the next; one that is larger than a chunk; the child of a fork. */
static void emit_code(struct attachment *attachment) {
  static const uint8_t return_42[] = {0xb8, 42, 0, 0, 0, 0xc3}; /* mov eax, 42; ret */
  const char *problem = NULL;
  for (int i = 0; i < 5000; i++) {
    int (*code)(void) = (int (*)(void))code_emit(attachment, return_42, sizeof return_42, &problem);
    CHECK(code && code() == 42);
  }
  size_t large = 300 * 1024;
  uint8_t *bytes = memset(malloc(large), 0x90, large); /* nop */
  bytes[large - 1] = 0xc3;
  void (*nops)(void) = (void (*)(void))code_emit(attachment, bytes, large, &problem);
  CHECK(nops);
  nops();
  free(bytes);
  struct code_chunk *parents = attachment->code;
  pid_t child = fork();
  CHECK(child >= 0);
  if (child == 0) _exit(code_emit(attachment, return_42, sizeof return_42, &problem) && attachment->code != parents ? 0 : 1);
  int status;
  CHECK(waitpid(child, &status, 0) == child && status == 0);
}

/* library.c */
static void load_libraries(void) {
  napi_value open[] = {stub_text("libm.so.6"), stub_number(0), stub_number(1), stub_number(0)};
  napi_value library = stub_call(library_open, 4, open);
  CHECK(library && !stub_text_of(library) && stub_number_of(library) != 0);
  napi_value cosine = stub_call(library_symbol, 2, (napi_value[]){library, stub_text("cos")});
  CHECK(cosine && ((double (*)(double))(uintptr_t)stub_number_of(cosine))(0) == 1);
  CHECK(!stub_call(library_symbol, 2, (napi_value[]){library, stub_text("no_such_name")}));
  CHECK(strstr(stub_text_of(stub_call(library_path, 1, &library)), "libm.so.6"));
  CHECK(stub_number_of(stub_call(library_needs, 1, &library)) >= 2); /* itself and libc */
  stub_call(library_close, 1, &library);

  open[0] = stub_text("/no/such/library.so");
  CHECK(strstr(stub_text_of(stub_call(library_open, 4, open)), "/no/such/library.so"));
  open[0] = stub_number(0); /* null: the program itself */
  napi_value program = stub_call(library_open, 4, open);
  CHECK(stub_number_of(stub_call(library_needs, 1, &program)) >= 2);
  stub_call(library_close, 1, &program);

  char path[5000] = {0};
  memset(path, 'x', sizeof path - 1);
  open[0] = stub_text(path);
  CHECK(!stub_call(library_open, 4, open) && stub_threw);
  stub_reset();
}

/* string.c: every length at every place, where the string ends with the page before one that cannot be read. */
static void fetch_strings(void) {
  size_t page = (size_t)sysconf(_SC_PAGESIZE);
  char *pages = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  CHECK(pages != MAP_FAILED && mprotect(pages + page, page, PROT_NONE) == 0);
  for (size_t length = 0; length <= 64; length++) {
    for (size_t gap = 0; gap < 32; gap++) {
      char *to = malloc(33); /* all that it may write: the address sanitizer guards both ends */
      char *from = pages + page - gap - length - 1;
      memset(from, 'a', length);
      from[length] = 0;
      CHECK(string_fetch(to, from) == (length <= 32 ? (int64_t)length : -1));
      if (length <= 32) CHECK(strcmp(to, from) == 0);
      free(to);
    }
  }
  munmap(pages, 2 * page);
}

/* fault.c: attachments come and go in any order, on several threads; each leaves the thread its own alternate stack. */
static void *attach_twice(void *unused) {
  struct attachment *first = attach(), *second = attach();
  detach(first);
  detach(second);
  return unused;
}

static jmp_buf before_fault;

static void leave(void) { longjmp(before_fault, 1); }

__attribute__((no_sanitize("address", "undefined"), noinline)) static int read_at(uintptr_t address) {
  return *(volatile int *)address;
}

/* A fault of the CPU and a signal sent by this process leave at the stack pointer of the host frame. */
static void fault(struct attachment *attachment) {
  _Alignas(16) char frame[64 * 1024];
  struct control_block *block = attachment->block;
  attachment->fault_exit = (uintptr_t)leave;
  block->host_frame = (uintptr_t)(frame + sizeof frame - 8);
  if (setjmp(before_fault) == 0) read_at(0x10);
  CHECK(block->fault_signal == SIGSEGV && block->fault_address == 0x10);
  if (setjmp(before_fault) == 0) abort();
  CHECK(block->fault_signal == SIGABRT && block->fault_code == SI_TKILL);
  block->host_frame = 0;
}

/* As code of cabi's own is: nothing on the stack but the return address. */
__asm__(
    "guarded_read: movl (%rdi), %eax\n ret\n"
    "landing_pad:  movl $-1, %eax\n ret\n"
    "guarded_end:");
extern int guarded_read(uintptr_t address);
extern char landing_pad[], guarded_end[];

/* A fault of the CPU in guarded code goes on at the landing pad, whether in a call or not; elsewhere in a call it leaves. */
static void guarded_code(struct attachment *attachment) {
  struct control_block *block = attachment->block;
  uintptr_t start = (uintptr_t)guarded_read;
  int there = 7;
  attachment->guarded_code.start = start;
  attachment->guarded_code.size = (uintptr_t)guarded_end - start;
  attachment->guarded_code.landing_pad = (uintptr_t)landing_pad;
  for (int in_call = 0; in_call <= 1; in_call++) {
    block->host_frame = in_call ? (uintptr_t)&there & ~(uintptr_t)15 : 0;
    CHECK(guarded_read((uintptr_t)&there) == 7);
    CHECK(guarded_read(0x20) == -1);
    CHECK(block->fault_signal == SIGSEGV && block->fault_address == 0x20 && block->fault_pc == start);
  }
  block->host_frame = 0;
}

typedef int32_t admit(struct upcalls *, uint32_t index, const uintptr_t *entered);
typedef int32_t reenter(struct upcalls *);

static void *call_back_elsewhere(void *upcalls) {
  uintptr_t entered = 1;
  CHECK(((admit *)stub_property("admit"))(upcalls, 7, &entered) == 0);
  return NULL;
}

static void on_another_thread(void *(*run)(void *), void *argument) {
  pthread_t thread;
  CHECK(pthread_create(&thread, NULL, run, argument) == 0 && pthread_join(thread, NULL) == 0);
}

static double next_refusal(void) { return stub_number_of(stub_call(upcalls_refused, 0, NULL)); }

static int bridged, abandoned;
static int32_t run_elsewhere(int32_t copy) {
  bridged += copy;
  return bridged > 3;
}
static void abandon_elsewhere(int32_t copy) { abandoned += copy; }

/* upcall.c: while a call of another copy is the innermost, that copy's bridge is taken. */
static void meet_another_copy(struct upcalls *upcalls, admit *admits, struct control_block *block) {
  static uint64_t host_frame;
  reenter *reenters = (reenter *)stub_property("reenter");
  uintptr_t entered = 1;
  napi_value bridge[] = {stub_number(3), kernel_address(NULL, &host_frame), kernel_address(NULL, run_elsewhere),
                         kernel_address(NULL, abandon_elsewhere)};
  stub_call(upcalls_meet, 4, bridge);
  stub_call(upcalls_meet, 4, bridge);
  CHECK(!stub_threw && admits(upcalls, 4, &entered) == 1 && reenters(upcalls) == 0 && bridged == 0);
  host_frame = 32;
  block->host_frame = 16;
  CHECK(admits(upcalls, 5, &entered) == 0 && next_refusal() != 0);
  block->host_frame = 64;
  CHECK(admits(upcalls, 6, &entered) == 1 && reenters(upcalls) == 0 && bridged == 3 && abandoned == 0);
  CHECK(reenters(upcalls) == 0 && bridged == 6 && abandoned == 3);
  block->host_frame = host_frame = 0;
}

/* upcall.c: admitted, refused for each reason, more refusals than are remembered, entered, and called once it has ended. */
static void call_back(struct attachment *attachment) {
  enum { FOREIGN_THREAD = 1, SIGNAL_HANDLER = 2, EXPIRED = 3, OTHER_STACK = 4 };
  struct control_block *block = attachment->block;
  napi_value runner = stub_number(0);
  CHECK(stub_call(upcalls_create, 1, &runner));
  struct upcalls *upcalls = attachment->upcalls;
  admit *admits = (admit *)stub_property("admit");
  uintptr_t entered = 1, signal_return = stub_property("signalReturn");
  enum { WITH_MEMORY = 8 << 20 };
  uintptr_t top = stub_property("stackTop"), lowest = stub_property("stackLow");
  memset((void *)(top - WITH_MEMORY), 1, 4096);
  for (uintptr_t limit = top - 5000; limit > top - 2 * WITH_MEMORY; limit -= WITH_MEMORY / 2) {
    stub_call(upcalls_grow_stack, 1, &(napi_value){stub_number((double)limit)});
    memset((void *)(limit - WITH_MEMORY), 1, 4096);
  }
  stub_call(upcalls_grow_stack, 1, &(napi_value){stub_number((double)lowest)});
  memset((void *)lowest, 1, 4096);
  CHECK(admits(upcalls, 1, &entered) == 1);
  CHECK(admits(upcalls, 2, &signal_return) == 0 && next_refusal() == SIGNAL_HANDLER * 0x1p32 + 2);
  static uintptr_t on_no_stack = 1;
  CHECK(admits(upcalls, 4, &on_no_stack) == 0 && next_refusal() == OTHER_STACK * 0x1p32 + 4);
  block->host_frame = 16;
  block->call_stack = 16;
  CHECK(admits(upcalls, 5, &entered) == 0 && next_refusal() == OTHER_STACK * 0x1p32 + 5);
  block->call_stack = 0;
  CHECK(admits(upcalls, 3, &entered) == 0 && block->status == 4 && next_refusal() == EXPIRED * 0x1p32 + 3);
  CHECK(((reenter *)stub_property("reenter"))(upcalls) == 1 && block->host_frame == 16);
  block->host_frame = 0;
  CHECK(((reenter *)stub_property("reenter"))(upcalls) == 0 && stub_runs == 2);
  meet_another_copy(upcalls, admits, block);
  on_another_thread(call_back_elsewhere, upcalls);
  CHECK(stub_wakes == 1 && next_refusal() == FOREIGN_THREAD * 0x1p32 + 7 && next_refusal() == 0);
  for (uint32_t i = 0; i < 200; i++) admits(upcalls, i, &signal_return);
  int remembered = 0;
  while (next_refusal() != 0) remembered++;
  CHECK(remembered == 64 && block->refusals == 0);
  upcalls_end(attachment);
  on_another_thread(call_back_elsewhere, upcalls);
  CHECK(stub_wakes == 1);
  /* It outlives its thread on purpose, for C may call for ever; here nobody does. */
  free(upcalls);
  stub_reset();
}

int main(int count, char **words) {
  struct attachment *attachment = attach();
  stub_attach(attachment);
  emit_code(attachment);
  load_libraries();
  fetch_strings();
  on_another_thread(attach_twice, NULL);
  fault(attachment);
  guarded_code(attachment);
  call_back(attachment);
  /* So that the test can tell a leak is found. */
  if (count > 1 && strcmp(words[1], "leak") == 0) attachment->code = NULL;
  detach(attachment);
  puts("done");
}
