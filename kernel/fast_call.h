// V8 fast calls: functions that optimised JavaScript enters without building a frame for the API (4 ns instead of 11).
// Compiled for, and loaded by, exactly the V8 versions listed in src/exchange/kernel.ts; every other engine uses the plain
// Node-API functions of module.c.
#ifndef CABI_FAST_CALL_H
#define CABI_FAST_CALL_H
#include <node.h>
#include <v8.h>
#include <vector>

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

namespace fast {

using v8::Context;
using v8::FunctionCallbackInfo;
using v8::Isolate;
using v8::Local;
using v8::Object;
using v8::String;
using v8::Value;

enum : uint8_t { kVoid = 0, kInt32 = 3, kUint32 = 4, kFloat32 = 7, kFloat64 = 8, kV8Value = 10 };

// How often the engine took the ordinary way: tests ask, to know that the fast one was taken.
inline thread_local double slow_calls = 0;

// A V8 fast call. V8 keeps pointers to its parts for as long as the engine lives. The first argument is the receiver.
struct FastCall {
  std::vector<v8::CTypeInfo> arguments;
  v8::CFunctionInfo info;
  v8::CFunction function;

  FastCall(const void *address, uint8_t result, const std::vector<uint8_t> &types)
      : arguments(types.size()), info(), function() {
    for (size_t i = 0; i < types.size(); i++) arguments[i].type = types[i];
    info.result.type = result;
    info.argument_count = static_cast<unsigned>(types.size());
    info.arguments = arguments.data();
    function.address = address;
    function.info = &info;
  }
  FastCall(const FastCall &) = delete;
};

inline Local<v8::Function> NewFunction(Local<Context> context, v8::FunctionCallback slow, const v8::CFunction *fast,
                                Local<Value> data = Local<Value>()) {
  return v8::FunctionTemplate::New(Isolate::GetCurrent(), slow, data, Local<v8::Signature>(), 1,
                               v8::ConstructorBehavior::kThrow, v8::SideEffectType::kHasSideEffect, fast)
      ->GetFunction(context)
      .ToLocalChecked();
}

inline void Export(Local<Context> context, Local<Object> exports, const char *name, v8::FunctionCallback slow,
            const v8::CFunction *fast = nullptr) {
  Local<String> key = String::NewFromUtf8(Isolate::GetCurrent(), name).ToLocalChecked();
  exports->Set(context, key, NewFunction(context, slow, fast)).Check();
}

inline double NumberOf(Local<Value> value) { return value.As<v8::Number>()->Value(); }

// Of a user-space address: as a signed number it is one instruction, as an unsigned one four.
template <typename To = void *>
To Pointer(double address) {
  return reinterpret_cast<To>(static_cast<intptr_t>(address));
}

template <typename To = void *>
To AddressIn(Local<Value> value) {
  return Pointer<To>(NumberOf(value));
}

// What each file adds to the module.
void ExportStrings(Local<Context>, Local<Object> exports);
void ExportAddresses(Local<Context>, Local<Object> exports);
void ExportDirectCalls(Local<Context>, Local<Object> exports);
void ExportWindows(Local<Context>, Local<Object> exports);

}  // namespace fast

#endif
