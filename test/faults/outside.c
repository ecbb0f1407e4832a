/* Native code that cabi does not call: an addon that installs signal handlers and crashes, here and on threads of its own.
 * The few declarations of Node-API are written by hand: its binary interface is stable, its headers are not everywhere. */
#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void say(const char *text) {
  if (write(STDOUT_FILENO, text, strlen(text)) < 0) _exit(1);
}

static void crash(int null) { *(volatile int *)(intptr_t)null = 1; }

/* When the thread that started it is where it will stay. */
static void *crashes(void *null) {
  usleep(50 * 1000);
  crash((int)(intptr_t)null);
  return NULL;
}
static void *aborts(void *unused) {
  (void)unused;
  usleep(50 * 1000);
  abort();
}
static void start(void *(*routine)(void *)) {
  pthread_t thread;
  pthread_create(&thread, NULL, routine, NULL);
}
static void crash_in_thread(int unused) {
  (void)unused;
  start(crashes);
}
static void abort_in_thread(int unused) {
  (void)unused;
  start(aborts);
}

/* Called by cabi: inside a call for as long as nothing stops the process. */
static void stay(void) {
  say("inside\n");
  for (int i = 0; i < 100; i++) usleep(100 * 1000);
}
void stay_inside(void) { stay(); }
void crash_in_thread_inside(void) {
  start(crashes);
  stay();
}
void abort_in_thread_inside(void) {
  start(aborts);
  stay();
}
void kill_process_inside(int signal) { kill(getpid(), signal); }
/* From another process, but to this very thread, as only this process itself does otherwise. */
void stay_inside_until_signalled(int signal) {
  pid_t process = getpid(), thread = gettid();
  if (fork() == 0) {
    usleep(50 * 1000);
    tgkill(process, thread, signal);
    _exit(0);
  }
  stay();
}

/* Handlers that are there before cabi's. */
static void describe(int signal, const siginfo_t *info) {
  char text[100];
  snprintf(text, sizeof text, "previous %d%s\n", signal, !info ? "" : info->si_code > 0 ? " raised" : " sent");
  say(text);
}
static void with_information(int signal, siginfo_t *info, void *context) {
  describe(signal, info);
  _exit(context ? 42 : 43);
}
static void plain(int signal) {
  describe(signal, NULL);
  _exit(42);
}
static void returning(int signal) { describe(signal, NULL); }
static void resending(int number) {
  describe(number, NULL);
  signal(number, SIG_DFL);
  raise(number);
}

static void install(struct sigaction action) {
  const int signals[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGABRT};
  for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) sigaction(signals[i], &action, NULL);
}
static void install_with_information(int unused) {
  (void)unused;
  install((struct sigaction){.sa_sigaction = with_information, .sa_flags = SA_SIGINFO});
}
static void install_plain(int unused) {
  (void)unused;
  install((struct sigaction){.sa_handler = plain});
}
static void install_for_one_time(int unused) {
  (void)unused;
  install((struct sigaction){.sa_handler = returning, .sa_flags = (int)SA_RESETHAND});
}
static void install_resending(int unused) {
  (void)unused;
  install((struct sigaction){.sa_handler = resending});
}
static void install_ignore(int unused) {
  (void)unused;
  install((struct sigaction){.sa_handler = SIG_IGN});
}
/* The system looks at the handler first: this is the default, whatever the flag says. */
static void install_default_with_information(int unused) {
  (void)unused;
  install((struct sigaction){.sa_handler = SIG_DFL, .sa_flags = SA_SIGINFO});
}

/* Node-API. */
typedef struct napi_env__ *napi_env;
typedef struct napi_value__ *napi_value;
typedef struct napi_callback_info__ *napi_callback_info;
typedef napi_value (*napi_callback)(napi_env, napi_callback_info);
int napi_create_function(napi_env, const char *, size_t, napi_callback, void *, napi_value *);
int napi_set_named_property(napi_env, napi_value, const char *, napi_value);
int napi_get_cb_info(napi_env, napi_callback_info, size_t *, napi_value *, napi_value *, void **);

static const struct {
  const char *name;
  void (*function)(int);
} functions[] = {
    {"crash", crash},
    {"crashInThread", crash_in_thread},
    {"abortInThread", abort_in_thread},
    {"installWithInformation", install_with_information},
    {"installPlain", install_plain},
    {"installForOneTime", install_for_one_time},
    {"installResending", install_resending},
    {"installIgnore", install_ignore},
    {"installDefaultWithInformation", install_default_with_information},
};

static napi_value call(napi_env env, napi_callback_info info) {
  void *index;
  napi_get_cb_info(env, info, NULL, NULL, NULL, &index);
  functions[(intptr_t)index].function(0);
  return NULL;
}

napi_value napi_register_module_v1(napi_env env, napi_value exports) {
  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
    napi_value function;
    napi_create_function(env, functions[i].name, SIZE_MAX, call, (void *)(intptr_t)i, &function);
    napi_set_named_property(env, exports, functions[i].name, function);
  }
  return exports;
}
