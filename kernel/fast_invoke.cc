// The way in, and the module of all fast calls.
#include "fast_call.h"

namespace fast {
namespace {

// Neither runs JavaScript nor allocates on its heap: on Node 20 and 22 the process would abort.
void Invoke(Local<Value>, double thunk) { Pointer<void (*)()>(thunk)(); }

void SlowInvoke(const FunctionCallbackInfo<Value> &info) {
  slow_calls++;
  Invoke(Local<Value>(), NumberOf(info[0]));
}

void SlowCalls(const FunctionCallbackInfo<Value> &info) { info.GetReturnValue().Set(slow_calls); }

}  // namespace
}  // namespace fast

NODE_MODULE_INIT() {
  static fast::FastCall invoke(reinterpret_cast<const void *>(fast::Invoke), fast::kVoid, {fast::kV8Value, fast::kFloat64});
  v8::Local<v8::Object> object = exports.As<v8::Object>();
  fast::Export(context, object, "invoke", fast::SlowInvoke, &invoke.function);
  fast::Export(context, object, "slowCalls", fast::SlowCalls);
  fast::ExportStrings(context, object);
  fast::ExportAddresses(context, object);
  fast::ExportDirectCalls(context, object);
  fast::ExportWindows(context, object);
}
