/* Loading libraries, with the thread's floating-point control put back after constructors and destructors have run. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <link.h>
#include <stdlib.h>
#include <string.h>
#include "kernel.h"
#include "machine_state.h"

enum { PATH_SIZE = 4096, SYMBOL_SIZE = 4096 };

static void *handle_of(napi_env env, napi_value value) { return (void *)(uintptr_t)kernel_number(env, value); }

/* openLibrary(path | null, global, now, deep) → handle, or the loader's own words */
napi_value library_open(napi_env env, napi_callback_info info) {
  size_t count = 4, length;
  napi_value arguments[4], result;
  char path[PATH_SIZE];
  bool global, now, deep = false;
  napi_get_cb_info(env, info, &count, arguments, NULL, NULL);
  bool is_path = napi_get_value_string_utf8(env, arguments[0], path, sizeof path, &length) == napi_ok;
  if (is_path && length == sizeof path - 1) return kernel_throw(env, "path too long");
  napi_get_value_bool(env, arguments[1], &global);
  napi_get_value_bool(env, arguments[2], &now);
  napi_get_value_bool(env, arguments[3], &deep);
  int flags = (global ? RTLD_GLOBAL : RTLD_LOCAL) | (now ? RTLD_NOW : RTLD_LAZY) | (deep ? RTLD_DEEPBIND : 0);
  struct floating_point_state state = floating_point_save();
  void *handle = dlopen(is_path ? path : NULL, flags);
  floating_point_restore(state);
  if (handle) return kernel_address(env, handle);
  const char *words = dlerror();
  napi_create_string_utf8(env, words ? words : "unknown error", NAPI_AUTO_LENGTH, &result);
  return result;
}

/* closeLibrary(handle) */
napi_value library_close(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value argument;
  napi_get_cb_info(env, info, &count, &argument, NULL, NULL);
  struct floating_point_state state = floating_point_save();
  dlclose(handle_of(env, argument));
  floating_point_restore(state);
  return NULL;
}

/* findSymbol(handle, name) → address, or undefined */
napi_value library_symbol(napi_env env, napi_callback_info info) {
  size_t count = 2, length;
  napi_value arguments[2];
  char name[SYMBOL_SIZE];
  napi_get_cb_info(env, info, &count, arguments, NULL, NULL);
  napi_get_value_string_utf8(env, arguments[1], name, sizeof name, &length);
  dlerror();
  /* Resolving an indirect function runs code of the library. */
  struct floating_point_state state = floating_point_save();
  void *address = dlsym(handle_of(env, arguments[0]), name);
  floating_point_restore(state);
  return dlerror() ? NULL : kernel_address(env, address);
}

/* libraryPath(handle) → where the loader found it */
napi_value library_path(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value argument, result;
  struct link_map *map;
  napi_get_cb_info(env, info, &count, &argument, NULL, NULL);
  if (dlinfo(handle_of(env, argument), RTLD_DI_LINKMAP, &map) != 0) return NULL;
  napi_create_string_utf8(env, map->l_name, NAPI_AUTO_LENGTH, &result);
  return result;
}

static const char *base_name(const char *path) {
  const char *slash = strrchr(path, '/');
  return slash ? slash + 1 : path;
}

static const ElfW(Dyn) *entry(const struct link_map *object, ElfW(Sxword) tag) {
  const ElfW(Dyn) *at = object->l_ld;
  while (at->d_tag != DT_NULL && at->d_tag != tag) at++;
  return at->d_tag == tag ? at : NULL;
}

/* glibc makes the address of the strings absolute, except in the vDSO, which cannot be written. */
static const char *strings_of(const struct link_map *object) {
  const ElfW(Dyn) *strings = entry(object, DT_STRTAB);
  if (!strings) return "";
  ElfW(Addr) address = strings->d_un.d_ptr;
  return (const char *)(address < object->l_addr ? object->l_addr + address : address);
}

static bool is_named(const struct link_map *object, const char *name) {
  const ElfW(Dyn) *soname = entry(object, DT_SONAME);
  return strcmp(base_name(object->l_name), base_name(name)) == 0 ||
         (soname && strcmp(strings_of(object) + soname->d_un.d_val, name) == 0);
}

static struct link_map *loaded(struct link_map *any, const char *name) {
  while (any->l_prev) any = any->l_prev;
  while (any && !is_named(any, name)) any = any->l_next;
  return any;
}

enum { MOST_NEEDED = 256 };

/* libraryNeeds(handle) → the file names of the library and of all that it needs, directly or not */
napi_value library_needs(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value argument, result, name;
  struct link_map *objects[MOST_NEEDED];
  uint32_t known = 1;
  napi_get_cb_info(env, info, &count, &argument, NULL, NULL);
  napi_create_array(env, &result);
  if (dlinfo(handle_of(env, argument), RTLD_DI_LINKMAP, &objects[0]) != 0) return result;
  for (uint32_t i = 0; i < known; i++) {
    napi_create_string_utf8(env, base_name(objects[i]->l_name), NAPI_AUTO_LENGTH, &name);
    napi_set_element(env, result, i, name);
    for (const ElfW(Dyn) *at = objects[i]->l_ld; at->d_tag != DT_NULL && known < MOST_NEEDED; at++) {
      struct link_map *needed = at->d_tag == DT_NEEDED ? loaded(objects[i], strings_of(objects[i]) + at->d_un.d_val) : NULL;
      for (uint32_t j = 0; needed && j < known; j++) if (objects[j] == needed) needed = NULL;
      if (needed) objects[known++] = needed;
    }
  }
  return result;
}
