// The functions a call spends its time in, the two hottest as V8 fast calls: optimised JavaScript enters them without
// building a frame for the API (4 ns instead of 11). Compiled for, and loaded by, exactly the V8 versions listed in
// src/exchange/kernel.ts; every other engine uses the plain Node-API functions of the same names in module.c.
#include <node.h>
#include <v8.h>

using v8::ArrayBufferView;
using v8::Context;
using v8::FunctionCallbackInfo;
using v8::FunctionTemplate;
using v8::HandleScope;
using v8::Isolate;
using v8::Local;
using v8::Object;
using v8::String;
using v8::Value;

// Node does not install v8-fast-api-calls.h. These are its few structs, as each listed version lays them out.
namespace v8 {
struct CTypeInfo {
  uint8_t type;
#if V8_MAJOR_VERSION < 14
  uint8_t sequence_type;
#endif
  uint8_t flags;
};
struct CFunctionInfo {
  CTypeInfo result;
#if V8_MAJOR_VERSION >= 12
  uint8_t int64_representation;
#endif
  unsigned int argument_count;
  const CTypeInfo *arguments;
};
class CFunction {
 public:
  const void *address;
  const CFunctionInfo *info;
};
}  // namespace v8

namespace {

enum : uint8_t { kVoid = 0, kFloat64 = 8, kV8Value = 10 };

#if V8_MAJOR_VERSION >= 13
// Larger typed arrays are never on the JavaScript heap (V8's typed_array_max_size_in_heap).
constexpr size_t kMaxOnHeap = 64;
#endif

// Neither runs JavaScript nor allocates on its heap: on Node 20 and 22 the process would abort.
void Invoke(Local<Value>, double thunk) { reinterpret_cast<void (*)()>(static_cast<uintptr_t>(thunk))(); }

// How often the engine took the ordinary way: tests ask, to know that the fast one was taken.
thread_local double slow_calls = 0;

void SlowInvoke(const FunctionCallbackInfo<Value> &info) {
  slow_calls++;
  Invoke(Local<Value>(), info[0].As<v8::Number>()->Value());
}

// stringAt(address, bytes): no fast call can make a string, but even an ordinary one is cheaper than through Node-API.
void StringAt(const FunctionCallbackInfo<Value> &info) {
  auto bytes = reinterpret_cast<const char *>(static_cast<uintptr_t>(info[0].As<v8::Number>()->Value()));
  double length = info[1].As<v8::Number>()->Value();
  Local<String> text;
  if (length <= String::kMaxLength &&
      String::NewFromUtf8(info.GetIsolate(), bytes, v8::NewStringType::kNormal, static_cast<int>(length)).ToLocal(&text)) {
    info.GetReturnValue().Set(text);
    return;
  }
  const char *problem = "the string is longer than the engine allows";
  info.GetIsolate()->ThrowException(
      v8::Exception::Error(String::NewFromUtf8(info.GetIsolate(), problem).ToLocalChecked()));
}

void SlowCalls(const FunctionCallbackInfo<Value> &info) { info.GetReturnValue().Set(slow_calls); }

// Address of a view's first byte; 0 where it has none or is not known without allocating: empty and detached views,
// small arrays that live on the JavaScript heap. The caller, who made sure of a view, then takes the plain way.
double AddressOf(Local<Value>, Local<Value> value) {
#if V8_MAJOR_VERSION >= 13
  uint8_t copy[kMaxOnHeap];
  uint8_t *data = value.As<ArrayBufferView>()->GetContents(v8::MemorySpan<uint8_t>(copy, sizeof copy)).data();
  return data == copy ? 0 : static_cast<double>(reinterpret_cast<uintptr_t>(data));
#else
  Local<ArrayBufferView> view = value.As<ArrayBufferView>();
  if (!view->HasBuffer()) return 0;
  HandleScope scope(Isolate::GetCurrent());
  auto data = static_cast<const char *>(view->Buffer()->Data());
  return data == nullptr ? 0 : static_cast<double>(reinterpret_cast<uintptr_t>(data + view->ByteOffset()));
#endif
}

void SlowAddressOf(const FunctionCallbackInfo<Value> &info) {
  info.GetReturnValue().Set(AddressOf(Local<Value>(), info[0]));
}

void Export(Local<Context> context, Local<Object> exports, const char *name, v8::FunctionCallback slow,
            const v8::CFunction *fast) {
  Isolate *isolate = Isolate::GetCurrent();
  auto function = FunctionTemplate::New(isolate, slow, Local<Value>(), Local<v8::Signature>(), 1,
                                        v8::ConstructorBehavior::kThrow, v8::SideEffectType::kHasSideEffect, fast)
                      ->GetFunction(context)
                      .ToLocalChecked();
  exports->Set(context, String::NewFromUtf8(isolate, name).ToLocalChecked(), function).Check();
}

v8::CTypeInfo Type(uint8_t type) {
  v8::CTypeInfo info = {};
  info.type = type;
  return info;
}

}  // namespace

NODE_MODULE_INIT() {
  // V8 keeps pointers to these for as long as the process lives.
  static const v8::CTypeInfo invoke_arguments[] = {Type(kV8Value), Type(kFloat64)};
  static const v8::CTypeInfo address_arguments[] = {Type(kV8Value), Type(kV8Value)};
  static v8::CFunctionInfo invoke_info = {}, address_info = {};
  invoke_info.result = Type(kVoid);
  invoke_info.argument_count = 2;
  invoke_info.arguments = invoke_arguments;
  address_info.result = Type(kFloat64);
  address_info.argument_count = 2;
  address_info.arguments = address_arguments;
  static v8::CFunction invoke, address;
  invoke.address = reinterpret_cast<const void *>(Invoke);
  invoke.info = &invoke_info;
  address.address = reinterpret_cast<const void *>(AddressOf);
  address.info = &address_info;
  Export(context, exports.As<Object>(), "invoke", SlowInvoke, &invoke);
  Export(context, exports.As<Object>(), "addressOf", SlowAddressOf, &address);
  Export(context, exports.As<Object>(), "stringAt", StringAt, nullptr);
  Export(context, exports.As<Object>(), "slowCalls", SlowCalls, nullptr);
}
