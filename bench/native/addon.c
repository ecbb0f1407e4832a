/*
 * What one would write by hand instead: a Node-API addon for the same functions, as a careful author writes it. It counts
 * arguments, refuses wrong types, fractions and numbers out of range, and strings with a NUL inside; and it takes the
 * faster way wherever Node-API has two (integers through napi_get_value_double, pointers as bigints, not externals).
 *
 * Built twice: as it is, and with -DMANY_LIST=... for N functions `int name(int)` and nothing else.
 */
#include <node_api.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static napi_value type_error(napi_env env, const char *message) {
  napi_throw_type_error(env, "ERR_INVALID_ARG_TYPE", message);
  return NULL;
}

static napi_value range_error(napi_env env, const char *message) {
  napi_throw_range_error(env, "ERR_OUT_OF_RANGE", message);
  return NULL;
}

static bool get_arguments(napi_env env, napi_callback_info info, size_t expected, napi_value *arguments) {
  size_t count = expected;
  if (napi_get_cb_info(env, info, &count, arguments, NULL, NULL) != napi_ok) return false;
  if (count != expected) type_error(env, "wrong number of arguments");
  return count == expected;
}

static bool get_int(napi_env env, napi_value value, int *out) {
  double number;
  if (napi_get_value_double(env, value, &number) != napi_ok) return type_error(env, "expected a number"), false;
  if (!(number >= INT32_MIN && number <= INT32_MAX) || number != (int)number)
    return range_error(env, "expected a 32-bit integer"), false;
  *out = (int)number;
  return true;
}

static napi_value from_int(napi_env env, int value) {
  napi_value result;
  return napi_create_int32(env, value, &result) == napi_ok ? result : NULL;
}

#ifdef MANY_LIST

#define MANY(name, number)                                              \
  extern int name(int);                                                 \
  static napi_value call_##name(napi_env env, napi_callback_info info) { \
    napi_value argument;                                                \
    int x;                                                              \
    if (!get_arguments(env, info, 1, &argument)) return NULL;           \
    if (!get_int(env, argument, &x)) return NULL;                       \
    return from_int(env, name(x));                                      \
  }
#include MANY_LIST
#undef MANY

#define MANY(name, number) {#name, NULL, call_##name, NULL, NULL, NULL, napi_enumerable, NULL},
static const napi_property_descriptor properties[] = {
#include MANY_LIST
};

#else

extern void noop(void);
extern int add_i32(int, int);
extern double add_f64(double, double);
extern double sum8(double, double, double, double, int, int, int, int);
extern int sum12(int, int, int, int, int, int, int, int, int, int, int, int);
extern int64_t add_i64(int64_t, int64_t);
extern size_t add_size(size_t, size_t);
extern void *ident(void *);
extern size_t slen(const char *);
extern const char *greet(void);
extern const char *greet_long(void);
extern uint8_t first(const uint8_t *);

extern int call_back(int (*)(int), int);
extern void keep(int, int (*)(int));
extern int call_kept(int);
extern void sort_ints(int *, size_t, int (*)(const void *, const void *));

static const double max_safe_integer = 9007199254740991;

static bool get_double(napi_env env, napi_value value, double *out) {
  return napi_get_value_double(env, value, out) == napi_ok || (type_error(env, "expected a number"), false);
}

static napi_value from_double(napi_env env, double value) {
  napi_value result;
  return napi_create_double(env, value, &result) == napi_ok ? result : NULL;
}

static bool get_int64(napi_env env, napi_value value, int64_t *out) {
  bool lossless;
  double number;
  if (napi_get_value_bigint_int64(env, value, out, &lossless) == napi_ok)
    return lossless || (range_error(env, "expected a 64-bit integer"), false);
  if (!get_double(env, value, &number)) return false;
  if (!(number >= -max_safe_integer && number <= max_safe_integer) || number != (int64_t)number)
    return range_error(env, "expected a safe integer"), false;
  *out = (int64_t)number;
  return true;
}

static bool get_size(napi_env env, napi_value value, size_t *out) {
  bool lossless;
  double number;
  uint64_t bits;
  if (napi_get_value_double(env, value, &number) == napi_ok) {
    if (!(number >= 0 && number <= max_safe_integer) || number != (size_t)number)
      return range_error(env, "expected a safe integer that is not negative"), false;
    *out = (size_t)number;
    return true;
  }
  if (napi_get_value_bigint_uint64(env, value, &bits, &lossless) != napi_ok)
    return type_error(env, "expected a number or a bigint"), false;
  *out = bits;
  return lossless || (range_error(env, "expected a 64-bit integer"), false);
}

static napi_value from_size(napi_env env, size_t value) {
  if (value > max_safe_integer) return range_error(env, "the result is not a safe integer");
  return from_double(env, (double)value);
}

/* A string's UTF-8 copy: on the stack when it fits there. */
typedef struct {
  char *text;
  char local[256];
} string_copy;

static void drop_string(string_copy *copy) {
  if (copy->text != copy->local) free(copy->text);
}

static bool get_string(napi_env env, napi_value value, string_copy *copy) {
  size_t length;
  copy->text = copy->local;
  if (napi_get_value_string_utf8(env, value, copy->local, sizeof copy->local, &length) != napi_ok)
    return type_error(env, "expected a string"), false;
  /* A full buffer may mean a cut string; a character of four bytes may leave up to three bytes unused. */
  if (length >= sizeof copy->local - 4) {
    napi_get_value_string_utf8(env, value, NULL, 0, &length);
    copy->text = malloc(length + 1);
    if (!copy->text) return range_error(env, "out of memory"), false;
    napi_get_value_string_utf8(env, value, copy->text, length + 1, &length);
  }
  if (!memchr(copy->text, 0, length)) return true;
  drop_string(copy);
  return type_error(env, "expected a string without NUL"), false;
}

static napi_value from_string(napi_env env, const char *text) {
  napi_value result;
  return napi_create_string_utf8(env, text, NAPI_AUTO_LENGTH, &result) == napi_ok ? result : NULL;
}

static bool get_bytes(napi_env env, napi_value value, const uint8_t **out) {
  napi_typedarray_type type;
  size_t length;
  void *data;
  if (napi_get_typedarray_info(env, value, &type, &length, &data, NULL, NULL) != napi_ok || type != napi_uint8_array)
    return type_error(env, "expected a Uint8Array"), false;
  if (length == 0) return range_error(env, "expected at least one byte"), false;
  *out = data;
  return true;
}

/* The function that C calls back, while it does: the fixture's callbacks have no pointer of their own to pass on. */
static struct {
  napi_env env;
  napi_value function;
} callback;

static int call_in_scope(napi_value function, size_t count, const int *numbers) {
  napi_value arguments[2], receiver, result;
  int value = 0;
  napi_get_undefined(callback.env, &receiver);
  for (size_t i = 0; i < count; i++) arguments[i] = from_int(callback.env, numbers[i]);
  if (napi_call_function(callback.env, receiver, function, count, arguments, &result) == napi_ok)
    napi_get_value_int32(callback.env, result, &value);
  return value;
}

static int call_function(size_t count, const int *numbers) {
  napi_handle_scope scope;
  napi_open_handle_scope(callback.env, &scope);
  int value = call_in_scope(callback.function, count, numbers);
  napi_close_handle_scope(callback.env, scope);
  return value;
}

static int call_increment(int x) { return call_function(1, &x); }

static int call_compare(const void *a, const void *b) {
  return call_function(2, (int[]){*(const int *)a, *(const int *)b});
}

static bool get_function(napi_env env, napi_value value) {
  napi_valuetype type;
  if (napi_typeof(env, value, &type) != napi_ok || type != napi_function) return type_error(env, "expected a function"), false;
  callback.env = env;
  callback.function = value;
  return true;
}

static napi_value call_call_back(napi_env env, napi_callback_info info) {
  napi_value arguments[2];
  int count;
  if (!get_arguments(env, info, 2, arguments)) return NULL;
  if (!get_function(env, arguments[0]) || !get_int(env, arguments[1], &count)) return NULL;
  return from_int(env, call_back(call_increment, count));
}

enum { kept_count = 50 };
static napi_ref kept[kept_count];

static int call_kept_function(int k, int x) {
  napi_value function;
  int value = 0;
  napi_handle_scope scope;
  napi_open_handle_scope(callback.env, &scope);
  if (napi_get_reference_value(callback.env, kept[k], &function) == napi_ok) value = call_in_scope(function, 1, &x);
  napi_close_handle_scope(callback.env, scope);
  return value;
}

/* C calls them by nothing but their addresses. */
#define TEN(X, k) X(k##0) X(k##1) X(k##2) X(k##3) X(k##4) X(k##5) X(k##6) X(k##7) X(k##8) X(k##9)
#define FIFTY(X) TEN(X, ) TEN(X, 1) TEN(X, 2) TEN(X, 3) TEN(X, 4)
#define KEPT(k) static int call_kept_##k(int x) { return call_kept_function(k, x); }
FIFTY(KEPT)
#define NAME_OF_KEPT(k) call_kept_##k,
static int (*const call_kept_functions[kept_count])(int) = {FIFTY(NAME_OF_KEPT)};

static napi_value call_keep(napi_env env, napi_callback_info info) {
  napi_value arguments[2];
  int k;
  if (!get_arguments(env, info, 2, arguments)) return NULL;
  if (!get_int(env, arguments[0], &k) || !get_function(env, arguments[1])) return NULL;
  if (k < 0 || k >= kept_count) return range_error(env, "expected 0 to 49");
  if (kept[k] != NULL) napi_delete_reference(env, kept[k]);
  if (napi_create_reference(env, arguments[1], 1, &kept[k]) != napi_ok) return NULL;
  keep(k, call_kept_functions[k]);
  return NULL;
}

static napi_value call_call_kept(napi_env env, napi_callback_info info) {
  napi_value argument;
  int count;
  if (!get_arguments(env, info, 1, &argument) || !get_int(env, argument, &count)) return NULL;
  return from_int(env, call_kept(count));
}

static napi_value call_sort_ints(napi_env env, napi_callback_info info) {
  napi_value arguments[3];
  napi_typedarray_type type;
  size_t length, count;
  void *data;
  if (!get_arguments(env, info, 3, arguments)) return NULL;
  if (napi_get_typedarray_info(env, arguments[0], &type, &length, &data, NULL, NULL) != napi_ok || type != napi_int32_array)
    return type_error(env, "expected an Int32Array");
  if (!get_size(env, arguments[1], &count) || !get_function(env, arguments[2])) return NULL;
  if (count > length) return range_error(env, "expected at most as many as there are");
  sort_ints(data, count, call_compare);
  return NULL;
}

static napi_value call_noop(napi_env env, napi_callback_info info) {
  if (get_arguments(env, info, 0, NULL)) noop();
  return NULL;
}

static napi_value call_add_i32(napi_env env, napi_callback_info info) {
  napi_value arguments[2];
  int a, b;
  if (!get_arguments(env, info, 2, arguments)) return NULL;
  if (!get_int(env, arguments[0], &a) || !get_int(env, arguments[1], &b)) return NULL;
  return from_int(env, add_i32(a, b));
}

static napi_value call_add_f64(napi_env env, napi_callback_info info) {
  napi_value arguments[2];
  double a, b;
  if (!get_arguments(env, info, 2, arguments)) return NULL;
  if (!get_double(env, arguments[0], &a) || !get_double(env, arguments[1], &b)) return NULL;
  return from_double(env, add_f64(a, b));
}

static napi_value call_sum8(napi_env env, napi_callback_info info) {
  napi_value arguments[8];
  double x[4];
  int k[4];
  if (!get_arguments(env, info, 8, arguments)) return NULL;
  for (int i = 0; i < 4; i++)
    if (!get_double(env, arguments[i], &x[i]) || !get_int(env, arguments[i + 4], &k[i])) return NULL;
  return from_double(env, sum8(x[0], x[1], x[2], x[3], k[0], k[1], k[2], k[3]));
}

static napi_value call_sum12(napi_env env, napi_callback_info info) {
  napi_value arguments[12];
  int k[12];
  if (!get_arguments(env, info, 12, arguments)) return NULL;
  for (int i = 0; i < 12; i++)
    if (!get_int(env, arguments[i], &k[i])) return NULL;
  return from_int(env, sum12(k[0], k[1], k[2], k[3], k[4], k[5], k[6], k[7], k[8], k[9], k[10], k[11]));
}

static napi_value call_add_i64(napi_env env, napi_callback_info info) {
  napi_value arguments[2], result;
  int64_t a, b;
  if (!get_arguments(env, info, 2, arguments)) return NULL;
  if (!get_int64(env, arguments[0], &a) || !get_int64(env, arguments[1], &b)) return NULL;
  return napi_create_bigint_int64(env, add_i64(a, b), &result) == napi_ok ? result : NULL;
}

static napi_value call_add_size(napi_env env, napi_callback_info info) {
  napi_value arguments[2];
  size_t a, b;
  if (!get_arguments(env, info, 2, arguments)) return NULL;
  if (!get_size(env, arguments[0], &a) || !get_size(env, arguments[1], &b)) return NULL;
  return from_size(env, add_size(a, b));
}

static napi_value call_ident(napi_env env, napi_callback_info info) {
  napi_value argument, result;
  uint64_t address;
  bool lossless;
  if (!get_arguments(env, info, 1, &argument)) return NULL;
  if (napi_get_value_bigint_uint64(env, argument, &address, &lossless) != napi_ok || !lossless)
    return type_error(env, "expected an address, a bigint");
  return napi_create_bigint_uint64(env, (uintptr_t)ident((void *)address), &result) == napi_ok ? result : NULL;
}

static napi_value call_slen(napi_env env, napi_callback_info info) {
  napi_value argument;
  string_copy copy;
  if (!get_arguments(env, info, 1, &argument) || !get_string(env, argument, &copy)) return NULL;
  size_t length = slen(copy.text);
  drop_string(&copy);
  return from_size(env, length);
}

static napi_value call_greet(napi_env env, napi_callback_info info) {
  return get_arguments(env, info, 0, NULL) ? from_string(env, greet()) : NULL;
}

static napi_value call_greet_long(napi_env env, napi_callback_info info) {
  return get_arguments(env, info, 0, NULL) ? from_string(env, greet_long()) : NULL;
}

static napi_value call_first(napi_env env, napi_callback_info info) {
  napi_value argument;
  const uint8_t *bytes;
  if (!get_arguments(env, info, 1, &argument) || !get_bytes(env, argument, &bytes)) return NULL;
  return from_int(env, first(bytes));
}

#define FUNCTION(name) {#name, NULL, call_##name, NULL, NULL, NULL, napi_enumerable, NULL}
static const napi_property_descriptor properties[] = {
    FUNCTION(noop),  FUNCTION(add_i32),    FUNCTION(add_f64), FUNCTION(sum8),
    FUNCTION(sum12), FUNCTION(add_i64),    FUNCTION(add_size), FUNCTION(ident),
    FUNCTION(slen),  FUNCTION(greet),      FUNCTION(greet_long), FUNCTION(first),
    FUNCTION(call_back), FUNCTION(keep),   FUNCTION(call_kept), FUNCTION(sort_ints),
};

#endif

NAPI_MODULE_INIT() {
  napi_define_properties(env, exports, sizeof properties / sizeof *properties, properties);
  return exports;
}
