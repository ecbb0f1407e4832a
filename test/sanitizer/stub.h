/* What the driver sees of the stub of Node-API. */
#ifndef CABI_SANITIZER_STUB_H
#define CABI_SANITIZER_STUB_H
#include <node_api.h>
#include <stdbool.h>
#include <stdint.h>
#include "../../kernel/kernel.h"

napi_value stub_number(double);
napi_value stub_text(const char *);
double stub_number_of(napi_value);
const char *stub_text_of(napi_value);
napi_value stub_call(napi_callback, size_t count, const napi_value *arguments);
/* Of the objects made since the start. */
uintptr_t stub_property(const char *name);
void stub_attach(void *attachment);
/* Frees all values. */
void stub_reset(void);
extern bool stub_threw;
extern int stub_wakes, stub_runs;

#endif
