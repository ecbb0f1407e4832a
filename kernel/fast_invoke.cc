// The functions a call spends its time in, the hottest as V8 fast calls: optimised JavaScript enters them without
// building a frame for the API (4 ns instead of 11). Compiled for, and loaded by, exactly the V8 versions listed in
// src/exchange/kernel.ts; every other engine uses the plain Node-API functions of the same names in module.c.
#include <node.h>
#include <v8.h>
#include <link.h>
#include <string.h>
#include <forward_list>
#include <limits>
#include <vector>
#include "control_block.h"
#include "utf8.h"

using v8::ArrayBuffer;
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
using v8::internal::Address;
using v8::internal::Internals;
using v8::internal::kHeapObjectTag;
using v8::internal::ValueHelper;

// std::shared_ptr asks it whether to count without locks. glibc has it since 2.32, and cabi is for older ones too.
char __libc_single_threaded = 0;

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

enum : uint8_t { kVoid = 0, kInt32 = 3, kUint32 = 4, kFloat32 = 7, kFloat64 = 8, kV8Value = 10 };

// Larger typed arrays are never on the JavaScript heap (V8's typed_array_max_size_in_heap). Also in src/exchange/exchange.ts.
constexpr size_t kMaxOnHeap = 64;

// Neither runs JavaScript nor allocates on its heap: on Node 20 and 22 the process would abort.
void Invoke(Local<Value>, double thunk) { reinterpret_cast<void (*)()>(static_cast<uintptr_t>(thunk))(); }

// How often the engine took the ordinary way: tests ask, to know that the fast one was taken.
thread_local double slow_calls = 0;

void SlowInvoke(const FunctionCallbackInfo<Value> &info) {
  slow_calls++;
  Invoke(Local<Value>(), info[0].As<v8::Number>()->Value());
}

// The strings that are copied here: whose characters lie behind their head, as those of most do, and whose two pieces do,
// as `+` and templates make them. Where that is is in no header of V8; a trial shows it.
constexpr int kStringLength = 12, kStringCharacters = 16, kFirstPiece = 16, kSecondPiece = 24;
constexpr int kOneByte = Internals::kStringEncodingMask, kTwoByte = 0, kInPieces = 1;
constexpr int kFormMask = Internals::kStringRepresentationAndEncodingMask;

bool KnowsStrings(Isolate *isolate) {
  const uint16_t units[] = {0x4e16, 'a', 0x754c};
  const uint8_t bytes[] = {'a', 0xe9, 'b', 0xe9, 'c', 0xe9, 'd', 0xe9};
  auto knows = [](Local<String> string, const void *characters, size_t size, int form) {
    Address address = ValueHelper::ValueAsAddress(*string);
    // The characters first: were the head a smaller one, it would have no such map.
    return memcmp(reinterpret_cast<const char *>(address - kHeapObjectTag) + kStringCharacters, characters, size) == 0 &&
           Internals::ReadRawField<int32_t>(address, kStringLength) == string->Length() &&
           (Internals::GetInstanceType(address) & kFormMask) == form;
  };
  constexpr auto kNormal = v8::NewStringType::kNormal;
  Local<String> two_byte = String::NewFromTwoByte(isolate, units, kNormal, 3).ToLocalChecked();
  Local<String> one_byte = String::NewFromOneByte(isolate, bytes, kNormal, 8).ToLocalChecked();
  if (!knows(two_byte, units, sizeof units, kTwoByte) || !knows(one_byte, bytes, sizeof bytes, kOneByte)) return false;
  // Shorter ones are not left in pieces.
  Local<String> inner = String::Concat(isolate, one_byte, one_byte), outer = String::Concat(isolate, inner, two_byte);
  auto has = [](Local<String> string, int place, Local<String> piece) {
    return Internals::ReadRawField<Address>(ValueHelper::ValueAsAddress(*string), place) == ValueHelper::ValueAsAddress(*piece);
  };
  auto form = [](Local<String> string) { return Internals::GetInstanceType(ValueHelper::ValueAsAddress(*string)) & kFormMask; };
  return form(inner) == (kInPieces | kOneByte) && form(outer) == (kInPieces | kTwoByte) && has(outer, kFirstPiece, inner) &&
         has(outer, kSecondPiece, two_byte) && has(inner, kFirstPiece, one_byte) && has(inner, kSecondPiece, one_byte);
}

// utf8::Copy of a string whose pieces are in pieces at most so many times. A NUL ends the string of either piece; half of a
// surrogate pair may have its other half in the next one.
int32_t CopyPieces(char *to, Address string, size_t room, int depth) {
  int form = Internals::GetInstanceType(string) & kFormMask;
  auto characters = reinterpret_cast<const uint8_t *>(string - kHeapObjectTag) + kStringCharacters;
  auto length = static_cast<size_t>(Internals::ReadRawField<int32_t>(string, kStringLength));
  if (form == kOneByte) return utf8::Copy(to, characters, length, room);
  if (form == kTwoByte) return utf8::Copy(to, reinterpret_cast<const uint16_t *>(characters), length, room);
  if ((form & ~Internals::kStringEncodingMask) != kInPieces || depth == 0) return utf8::kNotCopied;
  int32_t size = 0;
  for (int piece : {kFirstPiece, kSecondPiece}) {
    Address address = Internals::ReadRawField<Address>(string, piece);
    int32_t more = CopyPieces(to + size, address, room - static_cast<size_t>(size), depth - 1);
    if (more < 0) return more == utf8::kHasNul ? more : utf8::kNotCopied;
    size += more;
  }
  return size;
}

// copyString(text, address, room): utf8::Copy. Strings in other forms are not copied.
int32_t CopyString(Local<Value>, Local<Value> text, double address, int32_t room) {
  auto to = reinterpret_cast<char *>(static_cast<uintptr_t>(address));
  return CopyPieces(to, ValueHelper::ValueAsAddress(*text), static_cast<size_t>(room), 4);
}

// copyAnyString: the same of a string in any form, such as one of many pieces, which the engine makes flat.
int32_t CopyAnyString(Isolate *isolate, Local<String> text, char *to, size_t room) {
#if V8_MAJOR_VERSION >= 13
  String::ValueView view(isolate, text);
  if (view.is_one_byte()) return utf8::Copy(to, view.data8(), view.length(), room);
  return utf8::Copy(to, view.data16(), view.length(), room);
#else
  // To the end of where it goes, and from there.
  auto length = static_cast<size_t>(text->Length());
  if (text->IsOneByte()) {
    if (length * utf8::kMostBytes<uint8_t> >= room) return utf8::kNotCopied;
    auto units = reinterpret_cast<uint8_t *>(to) + length;
    text->WriteOneByte(isolate, units, 0, -1, String::NO_NULL_TERMINATION);
    return utf8::Copy(to, units, length, room);
  }
  auto units = reinterpret_cast<uint16_t *>((reinterpret_cast<uintptr_t>(to) + length + 1) & ~uintptr_t{1});
  if (reinterpret_cast<char *>(units + length) >= to + room) return utf8::kNotCopied;
  text->Write(isolate, units, 0, -1, String::NO_NULL_TERMINATION);
  return utf8::Copy(to, units, length, room);
#endif
}

void SlowCopyString(const FunctionCallbackInfo<Value> &info) {
  auto to = reinterpret_cast<char *>(static_cast<uintptr_t>(info[1].As<v8::Number>()->Value()));
  auto room = static_cast<size_t>(info[2].As<v8::Int32>()->Value());
  info.GetReturnValue().Set(CopyAnyString(info.GetIsolate(), info[0].As<String>(), to, room));
}

// stringAt(address, bytes): the string there if it is ASCII. No fast call can make a string, but even an ordinary one is
// cheaper than through Node-API.
void StringAt(const FunctionCallbackInfo<Value> &info) {
  auto bytes = reinterpret_cast<const uint8_t *>(static_cast<uintptr_t>(info[0].As<v8::Number>()->Value()));
  double length = info[1].As<v8::Number>()->Value();
  if (length > String::kMaxLength || !utf8::AreAscii(bytes, static_cast<size_t>(length))) return;
  Local<String> text;
  if (String::NewFromOneByte(info.GetIsolate(), bytes, v8::NewStringType::kNormal, static_cast<int>(length)).ToLocal(&text)) {
    info.GetReturnValue().Set(text);
  }
}

void SlowCalls(const FunctionCallbackInfo<Value> &info) { info.GetReturnValue().Set(slow_calls); }

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

Local<v8::Function> NewFunction(Local<Context> context, v8::FunctionCallback slow, const v8::CFunction *fast,
                                Local<Value> data = Local<Value>()) {
  return FunctionTemplate::New(Isolate::GetCurrent(), slow, data, Local<v8::Signature>(), 1,
                               v8::ConstructorBehavior::kThrow, v8::SideEffectType::kHasSideEffect, fast)
      ->GetFunction(context)
      .ToLocalChecked();
}

void Export(Local<Context> context, Local<Object> exports, const char *name, v8::FunctionCallback slow,
            const v8::CFunction *fast) {
  Local<String> key = String::NewFromUtf8(Isolate::GetCurrent(), name).ToLocalChecked();
  exports->Set(context, key, NewFunction(context, slow, fast)).Check();
}

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

double NumberOf(Local<Value> value) { return value.As<v8::Number>()->Value(); }

template <typename To = void *>
To AddressIn(Local<Value> value) {
  return reinterpret_cast<To>(static_cast<uintptr_t>(NumberOf(value)));
}

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

// window(address, size): a buffer over addresses, whether there is memory or not. Nothing is allocated, and nothing is told
// to the collector, as it would be of a buffer of Node-API's.
void NewWindow(const FunctionCallbackInfo<Value> &info) {
  auto store = ArrayBuffer::NewBackingStore(AddressIn(info[0]), static_cast<size_t>(NumberOf(info[1])),
                                            v8::BackingStore::EmptyDeleter, nullptr);
  info.GetReturnValue().Set(ArrayBuffer::New(info.GetIsolate(), std::move(store)));
}

struct Range {
  uintptr_t start, size;
};

// The segment of machine code that an address is in.
Range SegmentOf(uintptr_t address) {
  struct Search {
    uintptr_t address;
    Range found;
  } search = {address, {0, 0}};
  dl_iterate_phdr(
      [](dl_phdr_info *object, size_t, void *data) {
        auto &search = *static_cast<Search *>(data);
        for (const auto *segment = object->dlpi_phdr; segment < object->dlpi_phdr + object->dlpi_phnum; segment++) {
          uintptr_t start = object->dlpi_addr + segment->p_vaddr;
          if (segment->p_type != PT_LOAD || search.address - start >= segment->p_memsz) continue;
          search.found = {start, segment->p_memsz};
          return 1;
        }
        return 0;
      },
      &search);
  return search.found;
}

// engineCode(): where the code is that runs JavaScript, as starts and sizes in turn: what is compiled, what comes with the
// engine, and the engine itself, which does many things for the first time.
void EngineCode(const FunctionCallbackInfo<Value> &info) {
  Isolate *isolate = info.GetIsolate();
  void *compiled = nullptr;
  const void *embedded = nullptr;
  size_t compiled_size = 0, embedded_size = 0;
  isolate->GetCodeRange(&compiled, &compiled_size);
  isolate->GetEmbeddedCodeRange(&embedded, &embedded_size);
  Range engine = SegmentOf(reinterpret_cast<uintptr_t>(&Isolate::GetCurrent));
  const double ranges[] = {
      static_cast<double>(reinterpret_cast<uintptr_t>(compiled)), static_cast<double>(compiled_size),
      static_cast<double>(reinterpret_cast<uintptr_t>(embedded)), static_cast<double>(embedded_size),
      static_cast<double>(engine.start), static_cast<double>(engine.size)};
  Local<Value> values[6];
  for (size_t i = 0; i < 6; i++) values[i] = v8::Number::New(isolate, ranges[i]);
  info.GetReturnValue().Set(v8::Array::New(isolate, values, 6));
}

}  // namespace

NODE_MODULE_INIT() {
  static FastCall invoke(reinterpret_cast<const void *>(Invoke), kVoid, {kV8Value, kFloat64});
  static FastCall address_of(reinterpret_cast<const void *>(AddressOf), kFloat64, {kV8Value, kV8Value});
  static FastCall address_of_small(reinterpret_cast<const void *>(AddressOfSmall), kFloat64, {kV8Value, kV8Value});
  static FastCall copy_string(reinterpret_cast<const void *>(CopyString), kInt32, {kV8Value, kV8Value, kFloat64, kInt32});
  Isolate *isolate = Isolate::GetCurrent();
  Local<Object> object = exports.As<Object>();
  Export(context, object, "invoke", SlowInvoke, &invoke.function);
  bool knows_arrays = KnowsTypedArrays(isolate);
  Export(context, object, "addressOf", SlowAddressOf, knows_arrays ? &address_of.function : nullptr);
  Export(context, object, "addressOfSmall", SlowAddressOf, knows_arrays ? &address_of_small.function : nullptr);
  Export(context, object, "moveOffHeap", SlowAddressOf, nullptr);
  if (KnowsStrings(isolate)) Export(context, object, "copyString", SlowCopyString, &copy_string.function);
  Export(context, object, "copyAnyString", SlowCopyString, nullptr);
  Export(context, object, "stringAt", StringAt, nullptr);
  Export(context, object, "slowCalls", SlowCalls, nullptr);
  Export(context, object, "direct", NewDirect, nullptr);
  Export(context, object, "inRegisters", NewInRegisters, nullptr);
  Export(context, object, "window", NewWindow, nullptr);
  Export(context, object, "engineCode", EngineCode, nullptr);
}
