// Where JavaScript's typed arrays have their elements.
#include "fast_call.h"

using v8::ArrayBufferView;
using v8::HandleScope;
using v8::internal::Address;
using v8::internal::Internals;
using v8::internal::ValueHelper;

namespace fast {
namespace {

// Larger typed arrays are never on the JavaScript heap (V8's typed_array_max_size_in_heap). Also in src/exchange/exchange.ts.
constexpr size_t kMaxOnHeap = 64;

#if V8_MAJOR_VERSION < 13
// Where a typed array has the address of its elements, and what that is an offset into if they are on the JavaScript heap.
// In no header of V8; a trial shows it.
constexpr int kTypedArray = 2061, kTypedArrayData = 64, kTypedArrayBase = 72;

bool KnowsTypedArrays(Isolate *isolate) {
  HandleScope scope(isolate);
  Local<v8::ArrayBuffer> buffer = v8::ArrayBuffer::New(isolate, 256);
  Address array = ValueHelper::ValueAsAddress(*v8::Uint8Array::New(buffer, 16, 100));
  // The map last: were the head a smaller one, it would have none there.
  return Internals::ReadRawField<Address>(array, kTypedArrayData) == reinterpret_cast<Address>(buffer->Data()) + 16 &&
         Internals::ReadRawField<Address>(array, kTypedArrayBase) == 0 && Internals::GetInstanceType(array) == kTypedArray;
}
#else
bool KnowsTypedArrays(Isolate *) { return true; }
#endif

// Address of the first byte of a view that has any; 0 where it is not known without allocating: small arrays that live on
// the JavaScript heap. The caller, who made sure of a view, then takes the plain way.
double AddressOf(Local<Value>, Local<Value> value) {
#if V8_MAJOR_VERSION >= 13
  uint8_t copy[kMaxOnHeap];
  uint8_t *data = value.As<ArrayBufferView>()->GetContents(v8::MemorySpan<uint8_t>(copy, sizeof copy)).data();
  return data == copy ? 0 : static_cast<double>(reinterpret_cast<uintptr_t>(data));
#else
  // By the interface it is five calls, which take 15 ns more.
  Address array = ValueHelper::ValueAsAddress(*value);
  if (Internals::GetInstanceType(array) != kTypedArray || Internals::ReadRawField<Address>(array, kTypedArrayBase) != 0) return 0;
  return static_cast<double>(Internals::ReadRawField<Address>(array, kTypedArrayData));
#endif
}

// The same of a view of up to kMaxOnHeap bytes: to find that one is on the heap by copying it takes 30 ns.
double AddressOfSmall(Local<Value> receiver, Local<Value> value) {
#if V8_MAJOR_VERSION >= 13
  if (!value.As<ArrayBufferView>()->HasBuffer()) return 0;
#endif
  return AddressOf(receiver, value);
}

// The same where allocating is allowed: an array on the JavaScript heap gets memory of its own.
void SlowAddressOf(const FunctionCallbackInfo<Value> &info) {
  Local<ArrayBufferView> view = info[0].As<ArrayBufferView>();
  auto data = static_cast<const char *>(view->Buffer()->Data());
  info.GetReturnValue().Set(data == nullptr ? 0 : static_cast<double>(reinterpret_cast<uintptr_t>(data + view->ByteOffset())));
}

// Gives an array on the JavaScript heap memory of its own.
void MoveOffHeap(const FunctionCallbackInfo<Value> &info) { info[0].As<ArrayBufferView>()->Buffer(); }

}  // namespace

void ExportAddresses(Local<Context> context, Local<Object> exports) {
  static FastCall address_of(reinterpret_cast<const void *>(AddressOf), kFloat64, {kV8Value, kV8Value});
  static FastCall address_of_small(reinterpret_cast<const void *>(AddressOfSmall), kFloat64, {kV8Value, kV8Value});
  bool knows_arrays = KnowsTypedArrays(Isolate::GetCurrent());
  Export(context, exports, "addressOf", SlowAddressOf, knows_arrays ? &address_of.function : nullptr);
  Export(context, exports, "addressOfSmall", SlowAddressOf, knows_arrays ? &address_of_small.function : nullptr);
  Export(context, exports, "moveOffHeap", MoveOffHeap);
}

}  // namespace fast
