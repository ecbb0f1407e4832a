// Strings of all lengths from memory that ends with them into memory that ends with their room, and bytes that are ASCII
// but for one: kernel/utf8.h.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <algorithm>
#include <vector>
#include "../../kernel/utf8.h"

template <typename Unit>
static void copy(const std::vector<uint16_t> &text, size_t room) {
  std::vector<Unit> units(text.begin(), text.end());
  std::vector<char> bytes(room);
  units.shrink_to_fit();
  int32_t size = utf8::Copy(bytes.data(), units.data(), units.size(), room);
  if (size == utf8::kNotCopied ? room > units.size() * utf8::kMostBytes<Unit>
                               : size < 0 || static_cast<size_t>(size) >= room || bytes[static_cast<size_t>(size)] != 0) {
    printf("%zu units into %zu bytes: %d\n", units.size(), room, size);
    exit(1);
  }
}

static void check_ascii(size_t length, size_t at) {
  std::vector<uint8_t> bytes(length, 0x7f);
  bytes.shrink_to_fit();
  if (at < length) bytes[at] = 0x80;
  if (utf8::AreAscii(bytes.data(), length) != (at >= length)) {
    printf("%zu bytes, %zu\n", length, at);
    exit(1);
  }
}

// With anything behind the string, and one byte of it that is not plain: `at` its length for none.
static void check_short(size_t length, size_t at, uint8_t other, uint8_t behind) {
  std::vector<uint8_t> from(utf8::kMostShort + 1, behind);
  std::vector<char> to(utf8::kMostShort + 1, 'x');
  std::fill_n(from.begin(), length, 'a');
  if (at < length) from[at] = other;
  bool plain = utf8::CopyPlainShort(to.data(), from.data(), length);
  if (plain != (at == length) || memcmp(to.data(), from.data(), length) != 0 || to[length] != 0) {
    printf("%zu bytes, %zu is %d, %d behind\n", length, at, other, behind);
    exit(1);
  }
}

int main() {
  for (size_t length = 0; length <= utf8::kMostShort && __builtin_cpu_supports("avx2"); length++) {
    for (size_t at = 0; at <= length; at++) {
      for (uint8_t other : {0, 0x80, 0xff}) {
        for (uint8_t behind : {0, 0x62, 0x80}) check_short(length, at, other, behind);
      }
    }
  }
  for (size_t length = 0; length < 400; length++) {
    for (size_t at = 0; at <= length; at++) check_ascii(length, at);
    for (uint16_t letter : {0x61, 0xe9, 0x4e16}) {
      for (size_t at : {size_t{0}, length / 2, length}) {
        std::vector<uint16_t> text(length, 'a');
        std::fill(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), letter);
        for (size_t room : {length, length + 1, 2 * length + 1, 3 * length, 3 * length + 1}) {
          if (letter < 0x100) copy<uint8_t>(text, room);
          copy<uint16_t>(text, room);
        }
      }
    }
  }
  puts("done");
}
