/* A timer whose signal interrupts this thread wherever it is, as a profiler's does, and looks where it finds its stack. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdint.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

#ifndef sigev_notify_thread_id
#define sigev_notify_thread_id _sigev_un._tid
#endif

static timer_t timer;
static volatile int interrupts, without_stack;

/* Loses its stack, and only then faults. */
__attribute__((naked)) void lose_stack(void) { __asm__("xor %esp, %esp\n\tmovl $0, 0"); }

static void look(int signal, siginfo_t *info, void *context) {
  (void)signal;
  (void)info;
  const greg_t *registers = ((const ucontext_t *)context)->uc_mcontext.gregs;
  int is_inside = (uintptr_t)registers[REG_RIP] - (uintptr_t)lose_stack < 16;
  interrupts++;
  if (registers[REG_RSP] == 0 && !is_inside) without_stack++;
}

void start_timer(int microseconds) {
  struct sigaction action = {.sa_sigaction = look, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART};
  struct sigevent event = {.sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGRTMAX};
  struct itimerspec interval = {{0, microseconds * 1000}, {0, microseconds * 1000}};
  sigaction(SIGRTMAX, &action, NULL);
  event.sigev_notify_thread_id = gettid();
  timer_create(CLOCK_MONOTONIC, &event, &timer);
  timer_settime(timer, 0, &interval, NULL);
}
void stop_timer(void) { timer_delete(timer); }
int count_interrupts(void) { return interrupts; }
int count_without_stack(void) { return without_stack; }
