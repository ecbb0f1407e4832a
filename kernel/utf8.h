// JavaScript's strings as C takes them: UTF-8 with a NUL behind it. The engine has one-byte strings (Latin-1) and two-byte
// ones (UTF-16).
#ifndef CABI_UTF8_H
#define CABI_UTF8_H
#include <immintrin.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

namespace utf8 {

// Instead of the number of bytes. Also in src/exchange/kernel.ts.
enum : int32_t { kHasNul = -1, kHasLoneSurrogate = -2, kNotCopied = -3 };

// Copies bytes as one Word and says whether all are ASCII and none is NUL.
template <typename Word>
bool CopyPlain(char *to, const uint8_t *from) {
  Word word;
  memcpy(&word, from, sizeof word);
  memcpy(to, &word, sizeof word);
  constexpr Word ones = static_cast<Word>(0x0101010101010101), high = static_cast<Word>(0x8080808080808080);
  return (((word - ones) | word) & high) == 0;
}

// The same of so many times 16 bytes: plain ones are above zero, as signed numbers.
template <int count>
bool CopyPlainVectors(char *to, const uint8_t *from) {
  const __m128i zero = _mm_setzero_si128();
  __m128i plain = _mm_cmpeq_epi8(zero, zero);
  for (int i = 0; i < 16 * count; i += 16) {
    __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i *>(from + i));
    _mm_storeu_si128(reinterpret_cast<__m128i *>(to + i), bytes);
    plain = _mm_and_si128(plain, _mm_cmpgt_epi8(bytes, zero));
  }
  return _mm_movemask_epi8(plain) == 0xffff;
}

// The same of 128 bytes and more, by 128: 10,000 take 0.11 µs, by 16 at a time 0.5. Stores to two cache lines each would
// take twice as long.
[[gnu::target("avx2")]] inline bool CopyPlainLong(char *to, const uint8_t *from, size_t length) {
  auto load = [from](size_t at) __attribute__((target("avx2"))) {
    return _mm256_loadu_si256(reinterpret_cast<const __m256i *>(from + at));
  };
  auto store = [to](size_t at, __m256i bytes) __attribute__((target("avx2"))) {
    _mm256_storeu_si256(reinterpret_cast<__m256i *>(to + at), bytes);
  };
  __m256i least = load(0);
  store(0, least);
  auto copy = [&](size_t at) __attribute__((target("avx2"))) {
    __m256i a = load(at), b = load(at + 32), c = load(at + 64), d = load(at + 96);
    store(at, a), store(at + 32, b), store(at + 64, c), store(at + 96, d);
    least = _mm256_min_epi8(least, _mm256_min_epi8(_mm256_min_epi8(a, b), _mm256_min_epi8(c, d)));
  };
  for (size_t at = 32 - (reinterpret_cast<uintptr_t>(to) & 31); at + 128 < length; at += 128) copy(at);
  copy(length - 128);
  return _mm256_movemask_epi8(_mm256_cmpgt_epi8(least, _mm256_setzero_si256())) == -1;
}

// The last word overlaps the one before: a loop over the rest is mispredicted where lengths vary (3 ns).
inline bool CopyPlainBytes(char *to, const uint8_t *from, size_t length) {
  bool plain = true;
  if (length >= 16) {
    if (length >= 128 && __builtin_cpu_supports("avx2")) return CopyPlainLong(to, from, length);
    size_t at = 0;
    for (; at + 64 < length && plain; at += 64) plain = CopyPlainVectors<4>(to + at, from + at);
    for (; at + 16 < length && plain; at += 16) plain = CopyPlainVectors<1>(to + at, from + at);
    return plain && CopyPlainVectors<1>(to + length - 16, from + length - 16);
  }
  if (length >= 8) return CopyPlain<uint64_t>(to, from) && CopyPlain<uint64_t>(to + length - 8, from + length - 8);
  if (length >= 4) return CopyPlain<uint32_t>(to, from) && CopyPlain<uint32_t>(to + length - 4, from + length - 4);
  for (size_t at = 0; at < length && plain; at++) plain = CopyPlain<uint8_t>(to + at, from + at);
  return plain;
}

// Of 128 bytes and more.
[[gnu::target("avx2")]] inline bool AreAsciiLong(const uint8_t *bytes, size_t length) {
  __m256i any = _mm256_setzero_si256();
  auto load = [bytes](size_t at) __attribute__((target("avx2"))) {
    return _mm256_loadu_si256(reinterpret_cast<const __m256i *>(bytes + at));
  };
  auto add = [&](size_t at) __attribute__((target("avx2"))) {
    __m256i first = _mm256_or_si256(load(at), load(at + 32)), second = _mm256_or_si256(load(at + 64), load(at + 96));
    any = _mm256_or_si256(any, _mm256_or_si256(first, second));
  };
  for (size_t at = 0; at + 128 < length; at += 128) add(at);
  add(length - 128);
  return _mm256_movemask_epi8(any) == 0;
}

inline bool AreAscii(const uint8_t *bytes, size_t length) {
  if (length >= 128 && __builtin_cpu_supports("avx2")) return AreAsciiLong(bytes, length);
  __m128i any = _mm_setzero_si128();
  for (; length >= 16; bytes += 16, length -= 16) {
    any = _mm_or_si128(any, _mm_loadu_si128(reinterpret_cast<const __m128i *>(bytes)));
  }
  uint8_t rest = 0;
  for (; length > 0; length--) rest |= *bytes++;
  return _mm_movemask_epi8(any) == 0 && rest < 0x80;
}

// Most bytes that a unit can take.
template <typename Unit>
constexpr size_t kMostBytes = sizeof(Unit) + 1;

constexpr int32_t kMostShort = 31;

// Whether what CopyPlainShort reads is on the page of what lies before it, which is there: the bytes behind a string, or those
// of an empty one, may be on another.
inline bool HaveShort(const uint8_t *from) {
  constexpr uintptr_t page = 0x1000;
  return ((reinterpret_cast<uintptr_t>(from) - 1) & (page - 1)) < page - (kMostShort + 1);
}

// CopyPlainBytes of up to kMostShort bytes, with zeros behind them, by one load and one store of 32 bytes: C that loads as many
// at once, as strlen does, would wait for several stores to leave the store buffer. No branch depends on the length.
[[gnu::target("avx2")]] inline bool CopyPlainShort(char *to, const uint8_t *from, size_t length) {
  // The first half is set.
  static constexpr uint64_t set = ~uint64_t{0}, masks[8] = {set, set, set, set};
  auto mask_of = reinterpret_cast<const char *>(masks) + kMostShort + 1 - length;
  __m256i mask = _mm256_loadu_si256(reinterpret_cast<const __m256i *>(mask_of));
  __m256i bytes = _mm256_and_si256(_mm256_loadu_si256(reinterpret_cast<const __m256i *>(from)), mask);
  _mm256_storeu_si256(reinterpret_cast<__m256i *>(to), bytes);
  return _mm256_testc_si256(_mm256_cmpgt_epi8(bytes, _mm256_setzero_si256()), mask);
}

// Copies the 16 bytes of so many units, as bytes; how many units, from the first on, are plain.
inline int CopyPlainRun(char *to, const uint8_t *from) {
  __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i *>(from));
  _mm_storeu_si128(reinterpret_cast<__m128i *>(to), bytes);
  return __builtin_ctz(~_mm_movemask_epi8(_mm_cmpgt_epi8(bytes, _mm_setzero_si128())));
}

inline int CopyPlainRun(char *to, const uint16_t *from) {
  const __m128i zero = _mm_setzero_si128();
  // What is no byte becomes 0 or 255.
  __m128i bytes = _mm_packus_epi16(_mm_loadu_si128(reinterpret_cast<const __m128i *>(from)), zero);
  _mm_storel_epi64(reinterpret_cast<__m128i *>(to), bytes);
  return __builtin_ctz(~_mm_movemask_epi8(_mm_cmpgt_epi8(bytes, zero)));
}

// A unit is read before its bytes are written, and those behind them, which are written again: `from` may be
// `to + length * (kMostBytes - sizeof(Unit))`.
template <typename Unit>
int32_t Encode(char *to, const Unit *from, size_t length) {
  char *at = to;
  auto put = [&at](uint32_t bytes, int count) {
    memcpy(at, &bytes, sizeof bytes);
    at += count;
  };
  for (const Unit *end = from + length; from < end; from++) {
    uint32_t code = *from;
    if (code < 0x80) {
      if (code == 0) return kHasNul;
      if (end - from < 16 / static_cast<int>(sizeof(Unit))) {
        *at++ = static_cast<char>(code);
      } else {
        int run = CopyPlainRun(at, from);
        at += run;
        from += run - 1;
      }
    } else if (code < 0x800) {
      *at++ = static_cast<char>(0xc0 | code >> 6);
      *at++ = static_cast<char>(0x80 | (code & 0x3f));
    } else if ((code & 0xf800) != 0xd800) {
      put(0x8080e0 | code >> 12 | (code & 0xfc0) << 2 | (code & 0x3f) << 16, 3);
    } else {
      if (code >= 0xdc00 || from + 1 == end || (from[1] & 0xfc00) != 0xdc00) return kHasLoneSurrogate;
      code = 0x10000 + ((code & 0x3ff) << 10) + (*++from & 0x3ff);
      put(0x808080f0 | code >> 18 | (code & 0x3f000) >> 4 | (code & 0xfc0) << 10 | (code & 0x3f) << 24, 4);
    }
  }
  *at = 0;
  return static_cast<int32_t>(at - to);
}

// Copies a string to where there is room for so many bytes with the NUL. Gives their number without it, or why not.
template <typename Unit>
int32_t Copy(char *to, const Unit *from, size_t length, size_t room) {
  if constexpr (sizeof(Unit) == 1) {
    if (length >= room) return kNotCopied;
    if (CopyPlainBytes(to, from, length)) {
      to[length] = 0;
      return static_cast<int32_t>(length);
    }
  }
  return length * kMostBytes<Unit> < room ? Encode(to, from, length) : kNotCopied;
}

}  // namespace utf8

#endif
