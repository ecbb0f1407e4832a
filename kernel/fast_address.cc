// Where JavaScript's typed arrays have their elements.
#include "fast_call.h"

using v8::ArrayBufferView;
using v8::HandleScope;
using v8::internal::Address;
using v8::internal::Internals;
using v8::internal::ValueHelper;

namespace fast {
namespace {

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

// The first byte of a view that has any; null where it is not known without allocating: small arrays that live on the
// JavaScript heap. The caller, who made sure of a view, then takes the plain way.
uint8_t *DataOf(Local<Value> value) {
#if V8_MAJOR_VERSION >= 13
  // Without the question, an array on the heap would be copied: 30 ns.
  auto view = value.As<ArrayBufferView>();
  return view->HasBuffer() ? view->GetContents(v8::MemorySpan<uint8_t>()).data() : nullptr;
#else
  // By the interface it is five calls, which take 15 ns more.
  Address array = ValueHelper::ValueAsAddress(*value);
  if (Internals::GetInstanceType(array) != kTypedArray || Internals::ReadRawField<Address>(array, kTypedArrayBase) != 0) return nullptr;
  return Internals::ReadRawField<uint8_t *>(array, kTypedArrayData);
#endif
}

double AddressOf(Local<Value>, Local<Value> value) { return static_cast<double>(reinterpret_cast<uintptr_t>(DataOf(value))); }

// The same where allocating is allowed: an array on the JavaScript heap gets memory of its own.
uint8_t *DataOffHeap(Local<Value> value) {
  Local<ArrayBufferView> view = value.As<ArrayBufferView>();
  auto data = static_cast<uint8_t *>(view->Buffer()->Data());
  return data == nullptr ? nullptr : data + view->ByteOffset();
}

void SlowAddressOf(const FunctionCallbackInfo<Value> &info) {
  info.GetReturnValue().Set(static_cast<double>(reinterpret_cast<uintptr_t>(DataOffHeap(info[0]))));
}

// What is done with the address of an array's memory. It is stored here: as a number, it would be halved in JavaScript.
enum Stored : int32_t { kNoMemory = -1, kOnHeap, kStored };

Stored Store(void *data, size_t size, double to) {
  if (data == nullptr || size == 0) return kNoMemory;
  *Pointer<void **>(to) = data;
  return kStored;
}

// Gives an array on the JavaScript heap memory of its own.
Stored StoreOffHeap(Local<Value> value, double to) { return Store(value.As<ArrayBufferView>()->Buffer()->Data(), 1, to); }

// From V8 12.6 on, a fast call may allocate.
int32_t StoreAddress(Local<Value>, Local<Value> value, double to) {
  auto view = value.As<ArrayBufferView>();
#if V8_MAJOR_VERSION >= 13
  if (view->HasBuffer()) {
    auto contents = view->GetContents(v8::MemorySpan<uint8_t>());
    return Store(contents.data(), contents.size(), to);
  }
  HandleScope scope(Isolate::GetCurrent());
  return StoreOffHeap(view, to);
#else
  uint8_t *data = DataOf(value);
  return data == nullptr ? kOnHeap : Store(data, view->ByteLength(), to);
#endif
}

void SlowStoreAddress(const FunctionCallbackInfo<Value> &info) {
  int32_t stored = Store(DataOffHeap(info[0]), info[0].As<ArrayBufferView>()->ByteLength(), NumberOf(info[1]));
  info.GetReturnValue().Set(stored);
}

void MoveOffHeap(const FunctionCallbackInfo<Value> &info) {
  int32_t stored = StoreOffHeap(info[0], NumberOf(info[1]));
  info.GetReturnValue().Set(stored);
}

}  // namespace

void ExportAddresses(Local<Context> context, Local<Object> exports) {
  static FastCall address_of(reinterpret_cast<const void *>(AddressOf), kFloat64, {kV8Value, kV8Value});
  static FastCall store_address(reinterpret_cast<const void *>(StoreAddress), kInt32, {kV8Value, kV8Value, kFloat64});
  bool knows_arrays = KnowsTypedArrays(Isolate::GetCurrent());
  Export(context, exports, "addressOf", SlowAddressOf, knows_arrays ? &address_of.function : nullptr);
  Export(context, exports, "storeAddress", SlowStoreAddress, knows_arrays ? &store_address.function : nullptr);
  Export(context, exports, "moveOffHeap", MoveOffHeap);
}

}  // namespace fast
