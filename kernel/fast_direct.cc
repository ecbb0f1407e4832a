// Machine code that optimised JavaScript enters with numbers in registers: direct calls, guarded loads and stores.
#include <string.h>
#include <forward_list>
#include <limits>
#include "control_block.h"
#include "fast_call.h"

namespace fast {
namespace {

// A function that optimised code enters with its arguments in registers. Other code has them stored into slots, the last
// of them as the function to call, and enters a thunk. Both give the status, or a floating-point result itself: of that,
// NaN where the call is not done.
struct Direct {
  FastCall fast;
  control_block *exchange;
  void (*thunk)();

  Direct(const void *code, uint8_t result, const std::vector<uint8_t> &types, control_block *exchange, void (*thunk)())
      : fast(code, result, types), exchange(exchange), thunk(thunk) {}
};

thread_local std::forward_list<Direct> directs;

static_assert(offsetof(control_block, slots) == 0x100, "argumentsOffset in src/machine/control-block.ts");

template <typename Number>
Number Load(const void *place) {
  Number value;
  memcpy(&value, place, sizeof value);
  return value;
}

template <typename Number>
void Store(void *place, double number) {
  auto value = static_cast<Number>(number);
  memcpy(place, &value, sizeof value);
}

void SlowDirect(const FunctionCallbackInfo<Value> &info) {
  slow_calls++;
  auto direct = AddressIn<Direct *>(info.Data());
  const auto &types = direct->fast.arguments;
  auto target = static_cast<int>(types.size()) - 2;
  for (int i = 0; i < target; i++) {
    uint64_t *slot = &direct->exchange->slots[i];
    double value = NumberOf(info[i]);
    switch (types[static_cast<size_t>(i) + 1].type) {
      case kInt32:
        Store<int32_t>(slot, value);
        break;
      case kUint32:
        Store<uint32_t>(slot, value);
        break;
      case kFloat32:
        Store<float>(slot, value);
        break;
      default:
        Store<double>(slot, value);
    }
  }
  Store<double>(&direct->exchange->target, NumberOf(info[target]));
  direct->thunk();
  uint32_t status = direct->exchange->status;
  if (direct->fast.info.result.type == kInt32) {
    info.GetReturnValue().Set(static_cast<int32_t>(status));
  } else if (status != 0) {
    info.GetReturnValue().Set(std::numeric_limits<double>::quiet_NaN());
  } else if (direct->fast.info.result.type == kFloat32) {
    info.GetReturnValue().Set(static_cast<double>(Load<float>(direct->exchange->result)));
  } else {
    info.GetReturnValue().Set(Load<double>(direct->exchange->result));
  }
}

uint8_t TypeOfKind(char kind) {
  return kind == 'i' ? kInt32 : kind == 'u' ? kUint32 : kind == 'f' ? kFloat32 : kFloat64;
}

// direct(kinds, code, exchange, thunk): a function that enters the code. Kinds are `i` int32, `u` uint32, `f` float, `d`
// double: what it gives, then its arguments, behind which comes one more of kind `d`.
void NewDirect(const FunctionCallbackInfo<Value> &info) {
  Isolate *isolate = info.GetIsolate();
  std::vector<uint8_t> types = {kV8Value};
  String::Utf8Value kinds(isolate, info[0]);
  for (const char *kind = *kinds + 1; *kind; kind++) types.push_back(TypeOfKind(*kind));
  types.push_back(kFloat64);
  Direct &direct = directs.emplace_front(AddressIn(info[1]), TypeOfKind(**kinds), types,
                                         AddressIn<control_block *>(info[2]), AddressIn<void (*)()>(info[3]));
  Local<Value> data = v8::Number::New(isolate, static_cast<double>(reinterpret_cast<uintptr_t>(&direct)));
  info.GetReturnValue().Set(NewFunction(isolate->GetCurrentContext(), SlowDirect, &direct.fast.function, data));
}

// A function of numbers that any code enters as it is.
struct InRegisters {
  const void *code;
  FastCall fast;

  InRegisters(const void *code, uint8_t result, const std::vector<uint8_t> &types) : code(code), fast(code, result, types) {}
};

thread_local std::forward_list<InRegisters> in_registers;

// Integers and doubles are passed in registers of their own: one signature has them all.
template <typename Result>
Result EnterInRegisters(const FunctionCallbackInfo<Value> &info, const InRegisters &function) {
  const auto &types = function.fast.arguments;
  int32_t integer = 0;
  double doubles[2] = {}, *next = doubles;
  for (size_t i = 1; i < types.size(); i++) {
    double value = NumberOf(info[static_cast<int>(i) - 1]);
    if (types[i].type == kInt32) integer = static_cast<int32_t>(value);
    else *next++ = value;
  }
  auto enter = reinterpret_cast<Result (*)(void *, int32_t, double, double)>(reinterpret_cast<uintptr_t>(function.code));
  return enter(nullptr, integer, doubles[0], doubles[1]);
}

void SlowInRegisters(const FunctionCallbackInfo<Value> &info) {
  slow_calls++;
  const auto &function = *AddressIn<InRegisters *>(info.Data());
  if (function.fast.info.result.type == kInt32) info.GetReturnValue().Set(EnterInRegisters<int32_t>(info, function));
  else info.GetReturnValue().Set(EnterInRegisters<double>(info, function));
}

// inRegisters(kinds, result, code): of at most one `i` and two `d`, an `i` or a `d`.
void NewInRegisters(const FunctionCallbackInfo<Value> &info) {
  Isolate *isolate = info.GetIsolate();
  std::vector<uint8_t> types = {kV8Value};
  String::Utf8Value kinds(isolate, info[0]), result(isolate, info[1]);
  for (const char *kind = *kinds; *kind; kind++) types.push_back(TypeOfKind(*kind));
  auto code = AddressIn<const void *>(info[2]);
  InRegisters &function = in_registers.emplace_front(code, TypeOfKind(**result), types);
  Local<Value> data = v8::Number::New(isolate, static_cast<double>(reinterpret_cast<uintptr_t>(&function)));
  info.GetReturnValue().Set(NewFunction(isolate->GetCurrentContext(), SlowInRegisters, &function.fast.function, data));
}

}  // namespace

void ExportDirectCalls(Local<Context> context, Local<Object> exports) {
  Export(context, exports, "direct", NewDirect);
  Export(context, exports, "inRegisters", NewInRegisters);
}

}  // namespace fast
