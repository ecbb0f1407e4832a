// Strings of JavaScript to C, and back.
#include <string.h>
#include "fast_call.h"
#include "utf8.h"

using v8::internal::Address;
using v8::internal::Internals;
using v8::internal::kHeapObjectTag;
using v8::internal::ValueHelper;

namespace fast {
namespace {

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
  auto to = reinterpret_cast<char *>(static_cast<intptr_t>(address));
  return CopyPieces(to, ValueHelper::ValueAsAddress(*text), static_cast<size_t>(room), 4);
}

// The same where the processor has AVX2: the usual ones, which are short, flat and plain, without a call or a loop.
[[gnu::target("avx2")]] int32_t CopyStringAvx2(Local<Value> receiver, Local<Value> text, double address, int32_t room) {
  Address string = ValueHelper::ValueAsAddress(*text);
  auto length = static_cast<uint32_t>(Internals::ReadRawField<int32_t>(string, kStringLength));
  auto characters = reinterpret_cast<const uint8_t *>(string - kHeapObjectTag) + kStringCharacters;
  bool is_short = length <= utf8::kMostShort && room > utf8::kMostShort && utf8::HaveShort(characters);
  if (is_short && (Internals::GetInstanceType(string) & kFormMask) == kOneByte) {
    auto to = reinterpret_cast<char *>(static_cast<intptr_t>(address));
    if (utf8::CopyPlainShort(to, characters, length)) return static_cast<int32_t>(length);
  }
  return CopyString(receiver, text, address, room);
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

}  // namespace

void ExportStrings(Local<Context> context, Local<Object> exports) {
  auto copy = __builtin_cpu_supports("avx2") ? CopyStringAvx2 : CopyString;
  static FastCall copy_string(reinterpret_cast<const void *>(copy), kInt32, {kV8Value, kV8Value, kFloat64, kInt32});
  if (KnowsStrings(Isolate::GetCurrent())) Export(context, exports, "copyString", SlowCopyString, &copy_string.function);
  Export(context, exports, "copyAnyString", SlowCopyString);
  Export(context, exports, "stringAt", StringAt);
}

}  // namespace fast
