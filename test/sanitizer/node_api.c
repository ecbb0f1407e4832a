/* As much of Node-API as the kernel's C files use, over plain C values: for running them without Node, under sanitizers. */
#include <node_api.h>
#include <stdlib.h>
#include <string.h>
#include "stub.h"

enum { MOST = 1024 };

/* A value is one of these: a number, a text, or nothing but itself. They live until `stub_reset`. */
struct napi_value__ {
  double number;
  char *text;
};

static napi_value values[MOST];
static size_t made;
static napi_value given[4];
static void *instance;
bool stub_threw;
int stub_wakes, stub_runs;

static napi_value make(void) {
  if (made == MOST) abort();
  return values[made++] = calloc(1, sizeof(struct napi_value__));
}

napi_value stub_number(double number) {
  napi_value value = make();
  value->number = number;
  return value;
}

napi_value stub_text(const char *text) {
  napi_value value = make();
  value->text = strdup(text);
  return value;
}

double stub_number_of(napi_value value) { return value->number; }
const char *stub_text_of(napi_value value) { return value->text; }

void stub_reset(void) {
  for (; made > 0; made--) {
    free(values[made - 1]->text);
    free(values[made - 1]);
  }
  stub_threw = false;
}

napi_value stub_call(napi_callback function, size_t count, const napi_value *arguments) {
  if (count > 0) memcpy(given, arguments, count * sizeof *arguments);
  return function(NULL, NULL);
}

void stub_attach(void *attachment) { instance = attachment; }

napi_status napi_get_cb_info(napi_env env, napi_callback_info info, size_t *count, napi_value *arguments, napi_value *self,
                             void **data) {
  (void)env, (void)info, (void)self;
  if (count) memcpy(arguments, given, *count * sizeof *arguments);
  if (data) *data = NULL;
  return napi_ok;
}
napi_status napi_throw_error(napi_env env, const char *code, const char *message) {
  (void)env, (void)code, (void)message;
  stub_threw = true;
  return napi_ok;
}
napi_status napi_get_value_double(napi_env env, napi_value value, double *number) {
  (void)env;
  *number = value->number;
  return napi_ok;
}
napi_status napi_get_value_bool(napi_env env, napi_value value, bool *result) {
  (void)env;
  *result = value->number != 0;
  return napi_ok;
}
napi_status napi_get_value_string_utf8(napi_env env, napi_value value, char *to, size_t size, size_t *length) {
  (void)env;
  if (!value->text) return napi_string_expected;
  *length = strnlen(value->text, size - 1);
  memcpy(to, value->text, *length);
  to[*length] = 0;
  return napi_ok;
}
napi_status napi_create_double(napi_env env, double number, napi_value *result) {
  (void)env;
  *result = stub_number(number);
  return napi_ok;
}
napi_status napi_create_string_utf8(napi_env env, const char *text, size_t length, napi_value *result) {
  (void)env, (void)length;
  *result = stub_text(text);
  return napi_ok;
}
napi_status napi_create_object(napi_env env, napi_value *result) {
  (void)env;
  *result = make();
  return napi_ok;
}
napi_status napi_create_array(napi_env env, napi_value *result) { return napi_create_object(env, result); }
napi_status napi_get_undefined(napi_env env, napi_value *result) { return napi_create_object(env, result); }
napi_status napi_get_global(napi_env env, napi_value *result) { return napi_create_object(env, result); }
napi_status napi_get_boolean(napi_env env, bool value, napi_value *result) { return napi_create_double(env, value, result); }
napi_status napi_create_function(napi_env env, const char *name, size_t length, napi_callback function, void *data,
                                 napi_value *result) {
  (void)name, (void)length, (void)function, (void)data;
  return napi_create_object(env, result);
}
/* Of an array: how many it has. */
napi_status napi_set_element(napi_env env, napi_value array, uint32_t index, napi_value value) {
  (void)env, (void)value;
  array->number = index + 1;
  return napi_ok;
}
/* Of an object: the properties that `stub_property` is asked for. */
static struct {
  char name[32];
  double number;
} properties[16];
static size_t named;
napi_status napi_set_named_property(napi_env env, napi_value object, const char *name, napi_value value) {
  (void)env, (void)object;
  if (named == 16) abort();
  strncpy(properties[named].name, name, 31);
  properties[named++].number = value->number;
  return napi_ok;
}
uintptr_t stub_property(const char *name) {
  for (size_t i = 0; i < named; i++) if (strcmp(properties[i].name, name) == 0) return (uintptr_t)properties[i].number;
  abort();
}
napi_status napi_create_reference(napi_env env, napi_value value, uint32_t count, napi_ref *result) {
  (void)env, (void)value, (void)count;
  *result = NULL;
  return napi_ok;
}
napi_status napi_get_reference_value(napi_env env, napi_ref reference, napi_value *result) {
  (void)reference;
  return napi_create_object(env, result);
}
napi_status napi_open_handle_scope(napi_env env, napi_handle_scope *scope) {
  (void)env;
  *scope = NULL;
  return napi_ok;
}
napi_status napi_close_handle_scope(napi_env env, napi_handle_scope scope) {
  (void)env, (void)scope;
  return napi_ok;
}
/* The runner: says that C must not go on. */
napi_status napi_call_function(napi_env env, napi_value self, napi_value function, size_t count, const napi_value *arguments,
                               napi_value *result) {
  (void)self, (void)function, (void)count, (void)arguments;
  stub_runs++;
  return napi_create_double(env, 1, result);
}
napi_status napi_make_callback(napi_env env, napi_async_context context, napi_value self, napi_value function, size_t count,
                               const napi_value *arguments, napi_value *result) {
  (void)context;
  return napi_call_function(env, self, function, count, arguments, result);
}
napi_status napi_get_and_clear_last_exception(napi_env env, napi_value *result) { return napi_create_object(env, result); }
napi_status napi_typeof(napi_env env, napi_value value, napi_valuetype *result) {
  (void)env, (void)value;
  *result = napi_object;
  return napi_ok;
}
napi_status napi_fatal_exception(napi_env env, napi_value error) {
  (void)env, (void)error;
  return napi_ok;
}
napi_status napi_create_threadsafe_function(napi_env env, napi_value function, napi_value resource, napi_value name,
                                            size_t queue, size_t threads, void *finalize_data, napi_finalize finalize,
                                            void *context, napi_threadsafe_function_call_js call,
                                            napi_threadsafe_function *result) {
  (void)env, (void)function, (void)resource, (void)name, (void)queue, (void)threads;
  (void)finalize_data, (void)finalize, (void)context, (void)call;
  *result = NULL;
  return napi_ok;
}
napi_status napi_call_threadsafe_function(napi_threadsafe_function function, void *data,
                                          napi_threadsafe_function_call_mode mode) {
  (void)function, (void)data, (void)mode;
  stub_wakes++;
  return napi_ok;
}
napi_status napi_unref_threadsafe_function(napi_env env, napi_threadsafe_function function) {
  (void)env, (void)function;
  return napi_ok;
}

/* What module.c has. */
struct attachment *kernel_attachment(napi_env env) {
  (void)env;
  return instance;
}
napi_value kernel_throw(napi_env env, const char *problem) {
  napi_throw_error(env, NULL, problem);
  return NULL;
}
double kernel_number(napi_env env, napi_value value) {
  (void)env;
  return value->number;
}
napi_value kernel_address(napi_env env, const void *address) {
  (void)env;
  return stub_number((double)(uintptr_t)address);
}
